"""What answers, proposals and words from mail programs change, and what they do not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from core.people import system
from events import EventChange, change
from notifications import forget_messages_of, forget_old_messages
from tests.notifications.corpus.cases import (
    COUNTER,
    DECLINED,
    FORGED,
    MAYBE,
    OURS_FAILED,
    Case,
    said,
)
from tests.notifications.house import ADMIN
from tests.notifications.inbox import Inbox

LATER = said(stamp="20261124T090000Z")
DELEGATED = said(
    people='ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:omar@ministry.example":mailto:$address'
)


def a_message(guest, shape="gmail", name="m", **facts):
    return Case(name, shape, "", "", said=facts).message(guest)


@pytest.fixture
def inbox(house, client, tokens):
    return Inbox(house, client, tokens)


def outcome(answer):
    return answer["outcome"], answer["reason"]


def test_an_honest_decline_frees_the_seat_for_exactly_one(inbox, house):
    event = house.a_workshop(capacity=1)
    first, *waiting = (inbox.a_guest(event, f"p{n}@ministry.example") for n in range(3))
    inbox.post(a_message(first, **DECLINED))
    assert [inbox.seat_of(guest) for guest in (first, *waiting)] == [
        "withdrawn",
        "confirmed",
        "waitlisted",
    ]


def test_accepted_and_tentative_keep_the_seat(inbox, house):
    guest = inbox.a_guest(house.a_workshop(capacity=1))
    for facts, answer in (({}, "accepted"), ({**MAYBE, **LATER}, "tentative")):
        inbox.post(a_message(guest, name=answer, **facts))
        assert (inbox.seat_of(guest), inbox.answer_of(guest)) == ("confirmed", answer)


def test_who_declined_and_accepts_after_all_is_asked_again_from_the_end_of_the_line(inbox, house):
    event = house.a_workshop(capacity=1)
    first, second = (inbox.a_guest(event, f"p{n}@ministry.example") for n in range(2))
    inbox.post(a_message(first, **DECLINED))
    inbox.post(a_message(first, name="again", **LATER))
    assert [inbox.seat_of(guest) for guest in (first, second)] == ["waitlisted", "confirmed"]


def test_the_same_message_counts_once_whatever_way_it_takes(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    raw = a_message(guest)
    detour = b"Received: from far by near\r\n" + raw.replace(b"\r\n", b"\n") + b"\n\n"
    assert [outcome(inbox.post(each)) for each in (raw, raw, detour)] == [
        ("applied", "answer-recorded"),
        ("ignored", "duplicate"),
        ("ignored", "duplicate"),
    ]
    assert len(inbox.get("/v1/inbox")["items"]) == 1


def test_the_same_message_eight_times_at_once_is_applied_once(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    raw = a_message(guest)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(inbox.post, [raw] * 8))
    assert (
        sorted(map(outcome, found))
        == [("applied", "answer-recorded")] + [("ignored", "duplicate")] * 7
    )
    assert len(inbox.letters("answer_recorded")) == 1


def test_an_answer_that_is_not_newer_than_the_last_changes_nothing(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, name="second", **LATER))
    late = inbox.post(a_message(guest, name="first, late", **DECLINED))
    assert (outcome(late), inbox.answer_of(guest)) == (("ignored", "duplicate"), "accepted")


def test_a_clock_that_runs_ahead_does_not_silence_later_answers(inbox, house, clock):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, stamp="20990101T000000Z"))
    clock.now += timedelta(days=2)
    inbox.post(a_message(guest, name="later", **{**DECLINED, "stamp": "20261126T080000Z"}))
    assert inbox.answer_of(guest) == "declined"


def test_the_person_is_told_what_was_recorded_and_not_too_often(inbox, house, sink, post):
    guest = inbox.a_guest(house.a_workshop(), language="en")
    for minute in range(8):
        facts = MAYBE if minute % 2 else {}
        inbox.post(a_message(guest, name=f"{minute}", stamp=f"20261124T08{minute:02}00Z", **facts))
    house.send(post)
    told = [mail for mail in sink.to(guest["address"]) if "recorded" in mail.message["Subject"]]
    assert len(inbox.letters("answer_recorded")) == 5
    assert "Accepted: you take part" in told[-1].plain
    assert (told[-1].gist, told[-1].message["Auto-Submitted"]) == (None, "auto-generated")


def test_a_recorded_answer_takes_back_no_invitation_that_is_still_to_leave(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest))
    states = {each.kind.value: each.state.value for each in house.letters()}
    assert states == {"invitation": "queued", "answer_recorded": "queued"}


def test_an_answer_to_the_old_date_is_kept_and_the_person_asked_again_once(
    inbox, house, sink, post
):
    event = house.a_workshop()
    guest = inbox.a_guest(event)
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    house.send(post)
    inbox.post(a_message(guest))
    inbox.post(a_message(guest, name="again", **LATER))
    house.send(post)
    assert inbox.answer_of(guest) == "needs_action"
    kept = inbox.get("/v1/inbox")["items"]
    assert [(each["partstat"], each["sequence"]) for each in kept] == [("ACCEPTED", 0)] * 2
    gists = [mail.gist for mail in sink.to(guest["address"])]
    assert gists == [
        ("REQUEST", 1, guest["uid"]),
        ("REQUEST", 1, guest["uid"]),
    ]
    asked, again = (mail.entry for mail in sink.to(guest["address"]))
    assert again["DTSTAMP"].dt > asked["DTSTAMP"].dt
    assert again["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_a_refresh_is_answered_with_the_current_request_at_most_hourly(
    inbox, house, clock, sink, post
):
    guest = inbox.a_guest(house.a_workshop())
    house.send(post)
    clock.now += timedelta(minutes=1)
    found = [
        outcome(inbox.post(a_message(guest, "apple", name=f"{n}", method="REFRESH")))
        for n in range(2)
    ]
    assert found == [("applied", "refreshed"), ("ignored", "too-often")]
    house.send(post)
    assert [mail.gist[:2] for mail in sink.to(guest["address"])] == [("REQUEST", 0)] * 2
    clock.now += timedelta(hours=2)
    assert inbox.post(a_message(guest, "apple", name="later", method="REFRESH"))["reason"] == (
        "refreshed"
    )


def test_a_flagged_answer_is_shown_as_one(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, "apple", attendee="amina@home.example"))
    [flagged] = inbox.get("/v1/inbox", flagged="true")["items"]
    assert (flagged["attendee"], flagged["outcome"]) == ("amina@home.example", "applied")
    assert inbox.get("/v1/inbox", flagged="false")["items"] == []


def test_a_doubtful_answer_counts_once_somebody_stands_for_it(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    waiting = inbox.post(a_message(guest, extra=OURS_FAILED))
    assert (waiting["outcome"], waiting["held_for_review"]) == ("ignored", True)
    [queued] = inbox.get("/v1/inbox", outcome="review")["items"]
    assert (queued["id"], inbox.answer_of(guest)) == (waiting["id"], "needs_action")
    status, applied = inbox.step(f"/v1/inbox/{queued['id']}/application")
    assert (status, applied["outcome"], inbox.answer_of(guest)) == (200, "applied", "accepted")
    status, again = inbox.step(f"/v1/inbox/{queued['id']}/application")
    assert (status, again["type"]) == (409, "/problems/message-not-in-review")


def test_a_doubtful_answer_that_became_old_still_changes_nothing(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    waiting = inbox.post(a_message(guest, **{**DECLINED, **FORGED}))
    inbox.post(a_message(guest, name="honest", **LATER))
    _, applied = inbox.step(f"/v1/inbox/{waiting['id']}/application")
    assert (applied["reason"], inbox.answer_of(guest)) == ("duplicate", "accepted")


def test_a_dismissed_message_changes_nothing(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    waiting = inbox.post(a_message(guest, **{**DECLINED, **FORGED}))
    status, dismissed = inbox.step(f"/v1/inbox/{waiting['id']}/dismissal")
    assert (status, dismissed["outcome"], dismissed["reason"]) == (200, "ignored", "dismissed")
    assert (inbox.seat_of(guest), inbox.answer_of(guest)) == ("confirmed", "needs_action")


def test_an_accepted_counter_proposal_moves_the_event_for_all(inbox, house, sink, post):
    event = house.a_workshop()
    guest, other = inbox.a_guest(event), inbox.a_guest(event, "omar@ministry.example")
    inbox.post(a_message(guest, "outlook", **COUNTER))
    [proposal] = inbox.get("/v1/proposals", state="open", event=str(event))["items"]
    assert proposal["dates"] == {
        "starts_at": "2027-03-22T09:00:00",
        "ends_at": "2027-03-22T16:00:00",
    }
    assert (proposal["comment"], inbox.answer_of(guest)) == ("We travel that week.", "needs_action")
    status, accepted = inbox.step(f"/v1/proposals/{proposal['id']}/acceptance")
    assert (status, accepted["state"]) == (200, "accepted")
    house.send(post)
    for person in (guest, other):
        gists = [mail.gist for mail in sink.to(person["address"]) if mail.gist]
        assert gists[-1] == ("REQUEST", 1, person["uid"])
    status, again = inbox.step(f"/v1/proposals/{proposal['id']}/refusal")
    assert (status, again["type"]) == (409, "/problems/proposal-decided")


def test_a_refused_counter_proposal_is_declined_in_the_calendar_too(inbox, house, sink, post):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, "outlook", **COUNTER))
    [proposal] = inbox.get("/v1/proposals")["items"]
    house.send(post)
    assert inbox.step(f"/v1/proposals/{proposal['id']}/refusal")[1]["state"] == "refused"
    house.send(post)
    last = sink.to(guest["address"])[-1]
    assert last.gist == ("DECLINECOUNTER", 0, guest["uid"])
    assert inbox.seat_of(guest) == "confirmed"


def test_a_newer_proposal_replaces_the_one_before(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, "outlook", **COUNTER))
    inbox.post(a_message(guest, "outlook", name="newer", **{**COUNTER, **LATER}))
    states = [each["state"] for each in inbox.get("/v1/proposals")["items"]]
    assert states == ["replaced", "open"]


def test_a_proposal_without_dates_is_shown_but_cannot_be_accepted(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, "outlook", **{**COUNTER, "starts": "soon"}))
    [proposal] = inbox.get("/v1/proposals")["items"]
    assert proposal["dates"] is None
    status, refused = inbox.step(f"/v1/proposals/{proposal['id']}/acceptance")
    assert (status, refused["type"]) == (409, "/problems/proposal-without-dates")


def test_who_delegates_asks_the_focal_point_of_the_state(inbox, house, tokens):
    guest = inbox.a_guest(house.a_workshop(capacity=1))
    inbox.post(a_message(guest, "apple", **DELEGATED))
    assert (inbox.seat_of(guest), inbox.answer_of(guest)) == ("confirmed", "needs_action")
    assert inbox.get("/v1/proposals", tokens("focal_point", state="TR"))["items"] == []
    senegal = tokens("focal_point", state="SN")
    [wish] = inbox.get("/v1/proposals", senegal)["items"]
    assert (wish["kind"], wish["delegate"]) == ("substitute", "omar@ministry.example")
    path = f"/v1/proposals/{wish['id']}/acceptance"
    assert inbox.step(path, senegal)[0] == 422
    person = {"name": "Omar Fall", "email": "omar@ministry.example", "state": "SN"}
    assert inbox.step(path, senegal, person=person)[1]["state"] == "accepted"
    assert inbox.seat_of(guest) == "withdrawn"
    assert len(inbox.people()) == 2


def test_a_focal_point_does_not_decide_dates(inbox, house, tokens):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, "outlook", **COUNTER))
    senegal = tokens("focal_point", state="SN")
    [proposal] = inbox.get("/v1/proposals", senegal)["items"]
    for step in ("acceptance", "refusal"):
        assert inbox.step(f"/v1/proposals/{proposal['id']}/{step}", senegal)[0] == 404


def test_words_reach_the_organizer_who_answers_the_person_directly(inbox, house, sink, post):
    inbox.read_by("SESRIC", "desk@sesric.example")
    guest = inbox.a_guest(house.a_workshop())
    for n in range(2):
        inbox.post(a_message(guest, "plain", name=f"{n}"))
    house.send(post)
    first, second = sink.to("desk@sesric.example")
    assert first.message["Reply-To"] == second.message["Reply-To"] == guest["address"]
    assert "Le déjeuner est-il prévu ?" in first.plain
    assert "/me/" not in first.plain + first.html


def test_words_without_a_mailbox_wait_until_there_is_one(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    waiting = inbox.post(a_message(guest, "plain"))
    assert inbox.step(f"/v1/inbox/{waiting['id']}/application")[1]["reason"] == "no-mailbox"
    inbox.read_by("SESRIC", "desk@sesric.example")
    assert inbox.step(f"/v1/inbox/{waiting['id']}/application")[1]["reason"] == "forwarded"
    assert [each.recipient for each in inbox.letters("forwarded")] == ["desk@sesric.example"]


def test_words_after_the_event_still_reach_the_organizer(inbox, house, clock):
    inbox.read_by("SESRIC", "desk@sesric.example")
    guest = inbox.a_guest(house.a_workshop(languages=["fr", "ar"]))
    clock.now += timedelta(days=200)
    assert inbox.post(a_message(guest, "plain", sender="not an address"))["reason"] == "forwarded"
    [letter] = inbox.letters("forwarded")
    assert letter.language == "fr"
    assert inbox.post(a_message(guest, name="late"))["reason"] == "not-invited"


def test_words_without_end_wait_for_a_look(inbox, house):
    inbox.read_by("SESRIC", "desk@sesric.example")
    guest = inbox.a_guest(house.a_workshop())
    found = [inbox.post(a_message(guest, "plain", name=f"{n}"))["reason"] for n in range(21)]
    assert found == ["forwarded"] * 20 + ["too-often"]


def test_a_proposal_refused_after_the_cancellation_revives_nothing(inbox, house, sink, post):
    event = house.a_workshop()
    guest = inbox.a_guest(event)
    inbox.post(a_message(guest, "outlook", **COUNTER))
    house.cancel(event)
    [proposal] = inbox.get("/v1/proposals")["items"]
    inbox.step(f"/v1/proposals/{proposal['id']}/refusal")
    assert inbox.letters("counter_refused") == []


def test_what_is_told_anew_is_not_told_twice(inbox, house):
    event = house.a_workshop()
    guest = inbox.a_guest(event)
    with house.office.work(ADMIN) as work:
        change(
            work, event, EventChange.model_validate({"online_url": "https://meet.example.org/9"})
        )
    assert inbox.post(a_message(guest, "apple", method="REFRESH"))["reason"] == "refreshed"
    house.settle()
    assert [each.kind.value for each in house.letters()] == ["invitation", "update"]


def test_hostile_words_are_forwarded_as_words(inbox, house, sink, post):
    inbox.read_by("SESRIC", "desk@sesric.example")
    guest = inbox.a_guest(house.a_workshop())
    hostile = "<script>alert(1)</script> {{ 7*7 }} \ue0f1 \u202e\x00"
    case = replace(Case("h", "plain", "", ""), edits=(
        ("quoted-printable", "8bit"), ("iso-8859-1", "utf-8"), ("Le d=E9jeuner est-il pr=E9vu ?", hostile),
    ))  # fmt: skip
    assert inbox.post(case.message(guest))["reason"] == "forwarded"
    house.send(post)
    [mail] = sink.to("desk@sesric.example")
    assert "<script>alert(1)</script> {{ 7*7 }}" in mail.plain
    assert "<script" not in mail.html


def test_a_returned_letter_is_shown_and_its_address_not_written_to_again(inbox, house, post):
    event = house.a_workshop()
    guest = inbox.a_guest(event)
    house.send(post)
    raw = a_message(guest, "postfix_bounce")
    assert [outcome(inbox.post(raw)) for _ in range(2)] == [
        ("applied", "bounced"),
        ("ignored", "duplicate"),
    ]
    [letter] = house.letters()
    assert (letter.state.value, letter.error_code) == ("bounced", "5.1.1")
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    assert [each.error_code for each in house.letters()] == ["5.1.1", "suppressed"]


def test_a_full_mailbox_is_written_to_again(inbox, house, post):
    event = house.a_workshop()
    guest = inbox.a_guest(event)
    house.send(post)
    inbox.post(a_message(guest, "postfix_bounce", status="5.2.2"))
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    assert [each.state.value for each in house.letters()] == ["bounced", "queued"]


def test_an_event_of_several_days_keeps_its_hours_when_other_days_are_proposed(inbox, house):
    event = house.a_workshop(ends_at="2027-03-17T16:00")
    guest = inbox.a_guest(event)
    case = replace(
        Case("days", "apple", "", "", said={**COUNTER, "starts": "20270322", "ends": "20270325"}),
    )
    inbox.post(case.message(guest))
    [proposal] = inbox.get("/v1/proposals")["items"]
    assert proposal["dates"] == {
        "starts_at": "2027-03-22T09:00:00",
        "ends_at": "2027-03-24T16:00:00",
    }


def test_organizers_see_what_is_written_about_their_own_events_only(inbox, house, tokens):
    guest = inbox.a_guest(house.a_workshop())
    message = inbox.post(a_message(guest, "outlook", **COUNTER))
    own, foreign = tokens("organizer", body="SESRIC"), tokens("organizer", body="ICESCO")
    for path in ("/v1/inbox", "/v1/proposals"):
        assert len(inbox.get(path, own)["items"]) == 1
        assert inbox.get(path, foreign)["items"] == []
    [proposal] = inbox.get("/v1/proposals", own)["items"]
    for path in (
        f"inbox/{message['id']}",
        f"inbox/{message['id']}/raw",
        f"proposals/{proposal['id']}",
    ):
        assert inbox.client.get(f"/v1/{path}", headers=foreign).status_code == 404
        assert inbox.client.get(f"/v1/{path}", headers=own).status_code == 200


@pytest.mark.parametrize("role", ["organizer", "focal_point", "viewer"])
def test_only_the_mail_server_hands_messages_in(client, tokens, role):
    headers = tokens(role, state="SN" if role == "focal_point" else None)
    assert client.post("/v1/inbox", content=b"x", headers=headers).status_code == 403
    assert client.post("/v1/inbox", content=b"x").status_code == 401


def test_a_mailbox_is_set_by_the_body_itself_and_can_be_removed(inbox, tokens, client, house):
    path, own = "/v1/bodies/SESRIC/mailbox", tokens("organizer", body="SESRIC")
    foreign, form = tokens("organizer", body="ICESCO"), {"address": "desk@sesric.example"}
    assert client.get(path, headers=own).status_code == 404
    assert client.put(path, json=form, headers=foreign).status_code == 404
    assert client.put(path, json=form, headers=own).json()["address"] == "desk@sesric.example"
    assert client.get(path, headers=own).json()["body"] == "SESRIC"
    for _ in range(2):
        assert client.delete(path, headers=own).status_code == 204
    assert client.get(path, headers=own).status_code == 404
    assert client.put("/v1/bodies/NOBODY/mailbox", json=form, headers=own).status_code == 404


def test_messages_are_emptied_when_they_expire_and_on_erasure(inbox, house, clock):
    event = house.a_workshop()
    guest, other = inbox.a_guest(event), inbox.a_guest(event, "omar@ministry.example")
    inbox.post(a_message(guest, "outlook", **COUNTER))
    inbox.post(a_message(other, name="other"))
    with house.office.work(ADMIN) as work:
        forget_messages_of(work, _person(house, guest))
    shown = [(each["sender"], each["outcome"]) for each in inbox.get("/v1/inbox")["items"]]
    assert shown == [(None, "applied"), ("omar@ministry.example", "applied")]
    assert [each["comment"] for each in inbox.get("/v1/proposals")["items"]] == [None]
    clock.now += timedelta(days=181)
    with house.office.work(system("tidy")) as work:
        forget_old_messages(work)
    items = inbox.get("/v1/inbox")["items"]
    assert [each["sender"] for each in items] == [None, None]
    raw = inbox.client.get(f"/v1/inbox/{items[1]['id']}/raw", headers=inbox.admin)
    assert (raw.status_code, raw.content) == (200, b"")


def test_the_journal_tells_what_came_in_without_a_word_of_it(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    inbox.post(a_message(guest, "outlook", **COUNTER))
    journal = inbox.client.get("/v1/journal?limit=200", headers=inbox.admin).text
    assert "message.received" in journal
    assert "proposal.made" in journal
    assert "We travel that week" not in journal
    assert guest["address"] not in journal


def _person(house, guest):
    [letter] = [each for each in house.letters() if each.recipient == guest["address"]][:1]
    return letter.person_id


def test_an_answer_on_the_page_stands_against_a_mail_that_was_written_before(inbox, house):
    guest = inbox.a_guest(house.a_workshop())
    house.clock.now += timedelta(days=1)
    page = house.mailing.page_link(guest["registration"], 0).removeprefix(house.mailing.base_url)
    said = {"answer": "accepted"}
    answer = inbox.client.post(f"{page}/answer", data=said, follow_redirects=False)
    assert (answer.status_code, inbox.answer_of(guest)) == (303, "accepted")
    stale = inbox.post(a_message(guest, **DECLINED))
    assert (outcome(stale), inbox.answer_of(guest)) == (("ignored", "duplicate"), "accepted")


def test_who_declines_and_keeps_the_seat_is_told_so(inbox, house, sink, post):
    guest = inbox.a_guest(house.a_workshop(registration={"declining_frees": False}))
    inbox.post(a_message(guest, **DECLINED))
    house.send(post)
    assert inbox.seat_of(guest) == "confirmed"
    assert any("votre place reste la vôtre" in mail.plain for mail in sink.to(guest["address"]))
