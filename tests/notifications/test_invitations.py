"""Who gets which letter, over a real SMTP socket."""

from collections import Counter
from datetime import date, timedelta

from notifications.mailing import uid_of

AMINA, OMAR = "amina@ministry.example", "omar@ministry.example"


def test_a_confirmed_person_gets_the_calendar_entry_by_mail(house, sink, post):
    event = house.a_workshop()
    seat = house.a_seat(event)
    assert house.send(post) == 1
    [mail] = sink.taken
    assert mail.gist == ("REQUEST", 0, str(uid_of(seat)))
    assert mail.recipients == [AMINA]
    assert mail.sender.startswith("bounce+")
    assert str(mail.entry["SUMMARY"]) == "Atelier sur les semences"
    assert mail.message["Subject"] == "Invitation : Atelier sur les semences"


def test_a_letter_names_no_other_person(house, sink, post):
    event = house.a_workshop()
    house.a_seat(event)
    house.a_seat(event, OMAR, name="Omar Faye")
    house.send(post)
    for mails, own, other in ((sink.to(AMINA), "Amina", "Omar"), (sink.to(OMAR), "Omar", "Amina")):
        [mail] = mails
        text = mail.calendar.to_ical().decode() + mail.plain + mail.html + str(mail.message["To"])
        assert (own in text, other in text, text.count("ATTENDEE")) == (True, False, 1)


def test_a_moved_event_raises_the_sequence_of_the_same_entry(house, sink, post):
    event = house.a_workshop()
    seat = house.a_seat(event)
    house.send(post)
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    house.send(post)
    first, second = sink.taken
    assert second.gist == ("REQUEST", 1, str(uid_of(seat)))
    assert second.entry["DTSTART"].dt.day == 16
    assert first.entry["ORGANIZER"] == second.entry["ORGANIZER"]
    assert second.message["In-Reply-To"] == first.message["Message-ID"]
    assert "lundi 15 mars 2027" in second.plain  # what held until now


def test_new_rules_of_a_zone_renew_the_entry_though_the_local_time_stays(house, sink, post):
    event = house.a_workshop()
    house.by_older_rules(event)
    seat = house.a_seat(event)
    house.send(post)
    house.take_up_new_rules_of_the_zone()
    house.take_up_new_rules_of_the_zone()
    assert house.send(post) == 1
    first, second = sink.taken
    assert [mail.gist for mail in sink.taken] == [
        ("REQUEST", 0, str(uid_of(seat))),
        ("REQUEST", 1, str(uid_of(seat))),
    ]
    assert first.entry["DTSTART"].dt == second.entry["DTSTART"].dt
    assert second.message["Subject"] == "Modifié : Atelier sur les semences"


def test_a_changed_text_keeps_the_sequence_and_renews_the_stamp(house, sink, post):
    event = house.a_workshop()
    house.a_seat(event)
    house.send(post)
    house.clock.now += timedelta(hours=1)
    house.change(event, description={"fr": "Avec visite des champs."})
    house.send(post)
    first, second = sink.taken
    assert second.gist == first.gist
    assert second.entry["DTSTAMP"].dt - first.entry["DTSTAMP"].dt == timedelta(hours=1)
    assert "votre réponse non plus" in second.plain


def test_a_change_that_nobody_reads_is_told_to_nobody(house, sink, post):
    event = house.a_workshop()
    house.a_seat(event)
    house.change(event, capacity=40, programme="SD-CaB")
    house.send(post)
    assert len(sink.taken) == 1


def test_a_cancelled_event_is_cancelled_in_every_calendar(house, sink, post):
    event = house.a_workshop()
    house.a_seat(event)
    house.a_seat(event, OMAR)
    house.send(post)
    house.cancel(event)
    house.send(post)
    assert [(m.gist[:2], str(m.entry["STATUS"])) for m in sink.taken[2:]] == [
        (("CANCEL", 1), "CANCELLED"),
        (("CANCEL", 1), "CANCELLED"),
    ]
    assert "Too few seeds" in sink.taken[2].plain


def test_a_postponed_event_leaves_the_calendar_and_comes_back_as_the_same_entry(house, sink, post):
    event = house.a_workshop()
    seat = house.a_seat(event)
    house.send(post)
    house.postpone(event)
    house.send(post)
    house.change(event, starts_at="2027-05-03T09:00", ends_at="2027-05-03T16:00")
    house.announce(event)
    house.send(post)
    gists = [mail.gist for mail in sink.taken]
    assert {gist[2] for gist in gists} == {str(uid_of(seat))}
    assert [gist[0] for gist in gists] == ["REQUEST", "CANCEL", "REQUEST"]
    assert gists[0][1] < gists[1][1] < gists[2][1]
    assert [mail.entry["DTSTART"].dt.month for mail in sink.taken] == [3, 3, 5]


def test_one_who_withdraws_is_removed_and_nobody_else_hears_of_it(house, sink, post):
    event = house.a_workshop()
    seat = house.a_seat(event)
    house.a_seat(event, OMAR)
    house.send(post)
    house.withdraw(seat)
    house.send(post)
    [_, last] = sink.to(AMINA)
    assert (last.gist[0], "STATUS" in last.entry) == ("CANCEL", False)
    assert len(sink.to(OMAR)) == 1


def test_one_in_line_gets_a_plain_letter_and_then_the_invitation(house, sink, post):
    event = house.a_workshop(capacity=1)
    seat = house.a_seat(event)
    house.a_seat(event, OMAR)
    house.send(post)
    house.withdraw(seat)
    house.send(post)
    waiting, promoted = sink.to(OMAR)
    assert (waiting.gist, promoted.gist[:2]) == (None, ("REQUEST", 0))
    assert str(promoted.message["Subject"]).startswith("Une place pour vous")


def test_those_in_line_hear_once_that_the_event_is_off(house, sink, post):
    event = house.a_workshop(capacity=1)
    house.a_seat(event)
    house.a_seat(event, OMAR)
    house.cancel(event)
    house.send(post)
    assert [str(m.message["Subject"]) for m in sink.to(OMAR)] == [
        "Annulé : Atelier sur les semences"
    ]


def test_a_fact_that_comes_twice_or_late_makes_no_second_letter(house, sink, post):
    event = house.a_workshop()
    house.a_seat(event)
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    house.repeat_all_facts()
    house.send(post)
    assert Counter(letter.kind for letter in house.letters()) == {"invitation": 1, "update": 1}
    assert [mail.gist[1] for mail in sink.taken] == [1]  # the older one was never sent


def test_an_address_that_nobody_vouches_for_gets_one_plain_letter_a_day(house, sink, post):
    events = [house.a_workshop() for _ in range(5)]
    for event in events:
        house.a_stranger(event)
    house.send(post)
    [mail] = sink.taken
    assert mail.gist is None
    assert "Amina" not in mail.plain + mail.html  # what a stranger typed
    assert "https://nadwa.example.org/confirmations/" in mail.plain
    house.clock.now += timedelta(days=1, seconds=1)
    house.a_stranger(house.a_workshop())
    assert house.send(post) == 1


def test_a_confirmed_address_is_invited_to_all_that_waited(house, sink, post):
    events = [house.a_workshop() for _ in range(2)]
    for event in events:
        house.a_stranger(event)
    house.send(post)
    house.confirm("sami@mail.example")
    house.send(post)
    assert [mail.gist and mail.gist[0] for mail in sink.taken] == [None, "REQUEST", "REQUEST"]


def test_one_who_leaves_before_confirming_the_address_hears_nothing_more(house, sink, post):
    event = house.a_workshop()
    seat = house.a_stranger(event)
    house.withdraw(seat)
    house.confirm("sami@mail.example")
    house.send(post)
    assert [mail.gist for mail in sink.taken] == [None]


def test_nobody_is_told_of_an_event_that_is_over(house, sink, post):
    event = house.a_workshop()
    house.a_stranger(event)
    house.clock.now = house.clock.now.replace(year=2027, month=4)
    house.confirm("sami@mail.example")
    assert [letter.kind for letter in house.letters()] == ["address_confirmation"]


def test_a_postponed_event_without_dates_waits_for_them(house, sink, post):
    event = house.a_workshop()
    house.a_stranger(event)
    house.postpone(event)
    house.change(event, starts_at=None, ends_at=None)
    house.confirm("sami@mail.example")
    assert len(house.letters()) == 1
    house.change(event, starts_at="2027-05-03T09:00", ends_at="2027-05-03T16:00")
    house.announce(event)
    house.send(post)
    assert [mail.gist and mail.gist[0] for mail in sink.taken] == ["REQUEST"]


def test_a_letter_names_a_place_abroad_and_an_event_that_nobody_leads(house, sink, post):
    event = house.a_workshop(
        organizers=[],
        visibility="internal",
        venue={"name": "Palais", "city": "Genève", "country": "CH"},
    )
    house.a_seat(event)
    house.send(post)
    [mail] = sink.taken
    assert "Palais, Genève, Suisse" in mail.plain
    assert mail.message["From"].addresses[0].display_name == "Nadwa"
    assert "URL" not in mail.entry


def test_an_online_event_has_no_place_and_its_times_in_utc(house, sink, post):
    event = house.a_workshop(mode="online", venue=None, online_url="https://meet.example.org/9")
    house.a_seat(event)
    house.send(post)
    [mail] = sink.taken
    assert "LOCATION" not in mail.entry
    assert str(mail.entry["DTSTART"].to_ical(), "ascii") == "20270315T060000Z"
    assert mail.plain.count("https://meet.example.org/9") == 1
    house.cancel(event)
    house.send(post)
    assert b"meet.example.org" not in sink.taken[1].calendar.to_ical()


def test_several_days_are_an_umbrella_with_the_hours_in_words(house, sink, post):
    event = house.a_workshop(ends_at="2027-03-17T16:00", venue={"city": "Ankara"})
    house.a_seat(event, language="ar", state=None)
    house.send(post)
    [mail] = sink.taken
    assert (mail.entry["DTSTART"].dt, mail.entry["DTEND"].dt) == (
        date(2027, 3, 15),
        date(2027, 3, 18),
    )
    assert "7 شوال 1448 هـ" in mail.plain
    assert 'dir="rtl"' in mail.html
