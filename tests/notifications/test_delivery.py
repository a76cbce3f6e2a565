"""Bad mail servers, crashes and pauses (RELIABILITY R4, R5), over a real SMTP socket."""

import time
from collections import Counter
from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import col

from core.people import system
from core.storage import by_database_clock
from events import withdraw
from notifications.errors import LetterUnwritten, NotRetryable
from notifications.letters.actions import after_restore, pause, resume, retry
from notifications.model import Letter, LetterState
from notifications.sending.claims import LEASE, Claim, Outcome, claim, settle
from notifications.sending.delivery import send_due
from notifications.sending.mail_server import server_at
from notifications.sending.post import MemoryPost, SmtpPost
from notifications.store import backlog
from tests.notifications.house import ADMIN
from tests.notifications.mail_sink import free_port

AMINA, OMAR = "amina@ministry.example", "omar@ministry.example"
WORKER = system("worker")


def states(house):
    return [(letter.state, letter.attempts, letter.error_code) for letter in house.letters()]


def test_a_letter_refused_for_now_is_sent_later(house, sink, post):
    house.a_seat(house.a_workshop())
    sink.answers[AMINA] = ["451 4.3.0 Try later"]
    house.send(post)
    assert states(house) == [("queued", 1, "451")]
    assert house.send(post) == 0  # not yet due
    house.clock.now += timedelta(minutes=1)
    house.send(post)
    assert states(house) == [("sent", 2, None)]
    assert len(sink.taken) == 1


def test_a_letter_refused_for_good_is_shown_as_failed_after_one_try(house, sink, post):
    house.a_seat(house.a_workshop())
    sink.answers[AMINA] = ["554 5.7.1 Not welcome"]
    house.send(post)
    assert states(house) == [("failed", 1, "554")]
    house.clock.now += timedelta(hours=80)
    assert house.send(post) == 0


def test_a_server_that_never_takes_the_letter_is_given_up_after_72_hours(house, sink, post):
    house.a_seat(house.a_workshop())
    sink.answers[AMINA] = ["451 4.3.0 Try later"] * 1000
    begun, tries = house.clock.now, 0
    while states(house)[0][0] == "queued":
        tries += house.send(post)
        house.clock.now = house.letters()[0].due_at + timedelta(seconds=1)
    assert timedelta(hours=72) <= house.clock.now - begun < timedelta(hours=74)
    assert 36 < tries < 60
    assert states(house)[0][2] == "451"


def test_a_crash_between_sending_and_writing_it_down_repeats_the_same_bytes(house, sink, post):
    house.a_seat(house.a_workshop())
    with house.office.work(WORKER) as work:
        [held] = claim(work, uuid4(), most=10, per_domain=10)
    post.deliver(held.sender, held.recipient, held.content)  # and then the worker dies
    assert house.send(post) == 0
    house.let_leases_end()
    assert house.send(post) == 1
    first, second = sink.taken
    assert first.content == second.content
    assert first.message["Message-ID"] == second.message["Message-ID"]


def test_leases_run_by_the_database_s_clock_whatever_the_worker_s_shows(house):
    house.a_seat(house.a_workshop())
    with house.office.work(WORKER) as work:
        claim(work, uuid4(), most=10, per_domain=10)
    house.clock.now += timedelta(days=1)  # a machine whose clock is a day ahead
    with house.office.work(WORKER) as work:
        assert claim(work, uuid4(), most=10, per_domain=10) == []
        clock = work.session.execute(sa.select(by_database_clock())).scalar_one()
        [leased] = work.session.execute(sa.select(col(Letter.leased_until))).scalars()
    assert timedelta(seconds=0) < leased - clock <= LEASE


def test_a_domain_gets_no_more_letters_an_hour_than_its_budget(house):
    event = house.a_workshop()
    for n in range(5):
        house.a_seat(event, f"p{n}@busy.example")
    house.a_seat(event)
    post = MemoryPost()
    assert house.send(post, hourly=2) == 3
    assert Counter(to.partition("@")[2] for _, to, _ in post.delivered) == {
        "busy.example": 2,
        "ministry.example": 1,
    }
    assert house.send(post, hourly=2) == 0
    house.clock.now += timedelta(minutes=61)
    assert house.send(post, hourly=2) == 2
    assert house.send(post) == 1  # without a budget nothing waits


def test_what_is_on_its_way_counts_against_the_budget(house):
    event = house.a_workshop()
    for n in range(5):
        house.a_seat(event, f"p{n}@busy.example")
    with house.office.work(WORKER) as work:
        first = claim(work, owner := uuid4(), most=2, per_domain=10, hourly=3)
    with house.office.work(WORKER) as work:
        second = claim(work, uuid4(), most=9, per_domain=10, hourly=3)
    assert [len(first), len(second)] == [2, 1]
    with house.office.work(WORKER) as work:
        settle(work, owner, [Outcome(each, code="451", text="later") for each in first])
        assert len(claim(work, uuid4(), most=9, per_domain=10, hourly=3)) == 2


def test_one_who_has_lost_the_lease_changes_nothing(house):
    house.a_seat(house.a_workshop())
    late, punctual = uuid4(), uuid4()
    with house.office.work(WORKER) as work:
        [lost] = claim(work, late, most=10, per_domain=10)
    house.let_leases_end()
    with house.office.work(WORKER) as work:
        [held] = claim(work, punctual, most=10, per_domain=10)
        settle(work, late, [Outcome(lost, for_good=True, code="554", text="no")])
        settle(work, late, [Outcome(lost, taken=True)])
    assert states(house) == [("queued", 2, None)]
    with house.office.work(WORKER) as work:
        settle(work, punctual, [Outcome(held, taken=True)])
    assert states(house) == [("sent", 2, None)]


def test_two_workers_never_hold_the_same_letter(house):
    event = house.a_workshop()
    for n in range(4):
        house.a_seat(event, f"p{n}@ministry.example")
    with house.office.work(WORKER) as work:
        first = claim(work, uuid4(), most=3, per_domain=10)
    with house.office.work(WORKER) as work:
        second = claim(work, uuid4(), most=3, per_domain=10)
    assert [len(first), len(second)] == [3, 1]
    assert {each.id for each in first}.isdisjoint(each.id for each in second)


def test_nothing_old_is_sent_after_something_newer(house, sink, post):
    event = house.a_workshop()
    seat = house.a_seat(event)
    with house.office.work(WORKER) as work:
        [held] = claim(work, owner := uuid4(), most=10, per_domain=10)
    with house.office.work(ADMIN) as work:
        withdraw(work, seat)
    house.settle()
    assert house.send(post) == 0  # the first may be on its way: the second waits for it
    with house.office.work(WORKER) as work:
        settle(work, owner, [Outcome(held, code="451", text="later")])
    house.clock.now += timedelta(minutes=1)
    house.send(post)
    assert [mail.gist[0] for mail in sink.taken] == ["CANCEL"]
    assert [letter.state for letter in house.letters()] == ["superseded", "sent"]


def test_a_letter_given_back_untried_counts_no_attempt(house):
    house.a_seat(house.a_workshop())
    with house.office.work(WORKER) as work:
        [held] = claim(work, owner := uuid4(), most=10, per_domain=10)
        settle(work, owner, [Outcome(held, tried=False)])
        settle(work, owner, [Outcome(held, tried=False)])  # again: not held any more
        settle(work, owner, [Outcome(Claim(uuid4(), "", "", "", b""), tried=False)])
    assert states(house) == [("queued", 0, None)]


def a_poison_letter(house):
    """Amina is invited, then misnamed; the event moves."""
    event = house.a_workshop()
    house.a_seat(event)
    house.a_seat(event, OMAR)
    house.send(MemoryPost())
    house.misname(AMINA, "Amina \x0b Diop")
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    return house.letters()[2]


def test_a_poison_letter_is_set_aside_and_the_others_go_on(house, sink, post):
    poison = a_poison_letter(house)
    assert (poison.state, poison.error_code) == ("failed", "poison")
    assert "U+000B" in poison.error
    assert house.send(post) == 1
    assert [mail.recipients for mail in sink.taken] == [[OMAR]]


class _Explosive(MemoryPost):
    def deliver(self, envelope_from, recipient, message):
        if recipient == AMINA:
            raise RuntimeError("nobody foresaw this")
        super().deliver(envelope_from, recipient, message)


def test_a_letter_that_breaks_the_post_is_set_aside(house):
    event = house.a_workshop()
    house.a_seat(event)
    house.a_seat(event, OMAR)
    house.send(_Explosive())
    assert states(house) == [("failed", 1, "poison"), ("sent", 1, None)]


class _Full(MemoryPost):
    def deliver(self, envelope_from, recipient, message):
        raise OSError("no space left on device")


def test_a_full_disk_is_waited_for(house):
    house.a_seat(house.a_workshop())
    house.send(_Full())
    assert states(house) == [("queued", 1, "post")]


def test_a_dead_server_is_waited_for(house):
    house.a_seat(house.a_workshop())
    house.send(SmtpPost(server_at(f"smtp://127.0.0.1:{free_port()}"), seconds=1))
    assert states(house)[0][:2] == ("queued", 1)


class _Slow(MemoryPost):
    """Answers for one domain only when told to."""

    def __init__(self):
        super().__init__()
        self.go = Signal()

    def deliver(self, envelope_from, recipient, message):
        if recipient.endswith("@tarpit.example"):
            self.go.wait(10)
        super().deliver(envelope_from, recipient, message)


def test_a_slow_domain_delays_nobody_else(house):
    event = house.a_workshop()
    for n in range(8):
        house.a_seat(event, f"p{n}@tarpit.example")
    for n in range(8):
        house.a_seat(event, f"p{n}@ministry.example")
    post = _Slow()
    sending = Thread(target=send_due, args=(house.office, post), kwargs={"concurrency": 4})
    sending.start()
    while len(post.delivered) < 8:
        time.sleep(0.01)
    assert {to.partition("@")[2] for _, to, _ in post.delivered} == {"ministry.example"}
    post.go.set()
    sending.join()
    assert len(post.delivered) == 16
    assert {state for state, _, _ in states(house)} == {"sent"}


def test_a_letter_that_waited_too_long_for_a_thread_is_given_back(house, monkeypatch):
    event = house.a_workshop()
    for n in range(3):
        house.a_seat(event, f"p{n}@ministry.example")
    monkeypatch.setattr("notifications.sending.delivery._FRESH_SECONDS", -1.0)
    post = MemoryPost()
    assert house.send(post, limit=3) == 3
    assert states(house) == [("queued", 0, None)] * 3


def test_no_more_letters_leave_than_asked_for(house):
    event = house.a_workshop()
    for n in range(5):
        house.a_seat(event, f"p{n}@ministry.example")
    post = MemoryPost()
    assert house.send(post, limit=2) == 2
    assert len(post.delivered) == 2


def test_a_paused_mail_waits_and_goes_on(house, sink, post):
    house.a_seat(house.a_workshop())
    with house.office.work(ADMIN) as work:
        pause(work, "The subject line is wrong")
    assert house.send(post) == 0
    with house.office.look(ADMIN) as work:
        assert backlog(work) == (1, 0.0)
    for _ in range(2):
        with house.office.work(ADMIN) as work:
            resume(work)
            work.recorded += 1  # the second resumption has nothing to say
    assert house.send(post) == 1
    with house.office.look(ADMIN) as work:
        assert backlog(work) == (0, 0.0)


def test_after_a_restored_backup_nothing_is_sent_twice_and_sequence_goes_on_above(
    house, sink, post
):
    event = house.a_workshop()
    house.a_seat(event)
    with house.office.work(ADMIN) as work:
        after_restore(work)
    assert house.send(post) == 0
    assert states(house) == [("failed", 0, "restored")]
    with house.office.work(ADMIN) as work:
        resume(work)
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    house.send(post)
    assert [mail.gist[1] for mail in sink.taken] == [1000]


def test_an_address_that_does_not_exist_gets_nothing_more_until_somebody_retries(house, sink, post):
    first, second = house.a_workshop(), house.a_workshop()
    house.a_seat(first)
    sink.answers[AMINA] = ["550 5.1.1 No such user"]
    house.send(post)
    house.a_seat(second)
    assert house.send(post) == 0
    assert [letter.error_code for letter in house.letters()] == ["550", "suppressed"]
    with house.office.work(ADMIN) as work:
        retry(work, house.letters()[1].id)
    assert house.send(post) == 1
    house.change(second, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    assert house.send(post) == 1


def test_only_the_newest_failed_letter_is_sent_again(house, sink, post):
    event = house.a_workshop()
    house.a_seat(event)
    sink.answers[AMINA] = ["554 5.7.1 no"]
    house.send(post)
    [failed] = house.letters()
    house.change(event, starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    with pytest.raises(NotRetryable), house.office.work(ADMIN) as work:
        retry(work, failed.id)
    house.send(post)
    with pytest.raises(NotRetryable), house.office.work(ADMIN) as work:
        retry(work, house.letters()[1].id)


def test_a_letter_that_was_never_written_cannot_be_sent(house):
    poison = a_poison_letter(house)
    with pytest.raises(LetterUnwritten), house.office.work(ADMIN) as work:
        retry(work, poison.id)


def test_a_letter_sent_long_ago_is_not_tried_again(house, sink, post):
    house.a_seat(house.a_workshop())
    house.send(post)
    house.clock.now += timedelta(days=30)
    assert house.send(post) == 0
    with house.office.look(ADMIN) as work:
        letter = work.session.get(Letter, house.letters()[0].id)
        assert (letter.state, letter.leased_until) == (LetterState.SENT, None)
