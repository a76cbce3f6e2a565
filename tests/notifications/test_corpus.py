"""The corpus of messages, over HTTP, on both databases: each with its outcome."""

from tests.notifications.corpus.cases import CASES
from tests.notifications.inbox import Inbox

PLANS = {
    "standing": {},
    "moved": {},
    "cancelled": {},
    "postponed": {},
    "unread": {"organizers": [{"body": "ICESCO", "role": "lead"}]},
}


def test_there_are_at_least_sixty_messages_each_with_a_name_of_its_own():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


def test_each_message_of_the_corpus_has_its_outcome(house, client, tokens):
    inbox = Inbox(house, client, tokens)
    inbox.read_by("SESRIC", "desk@sesric.example")
    events = {name: house.a_workshop(**plan) for name, plan in PLANS.items()}
    guests = {
        case.name: inbox.a_guest(events[case.event], f"guest-{n}@ministry.example")
        for n, case in enumerate(CASES)
    }
    house.change(events["moved"], starts_at="2027-03-16T09:00", ends_at="2027-03-16T16:00")
    house.cancel(events["cancelled"])
    house.postpone(events["postponed"])
    found = {}
    for case in CASES:
        guest = guests[case.name]
        answer = inbox.post(case.message(guest))
        house.settle()
        found[case.name] = (answer["outcome"], answer["reason"], inbox.answer_of(guest))
    assert found == {case.name: (case.outcome, case.reason, case.answer) for case in CASES}


def test_nobody_is_added_by_any_message_of_the_corpus(house, client, tokens):
    inbox = Inbox(house, client, tokens)
    guest = inbox.a_guest(house.a_workshop(), "amina@ministry.example")
    for case in CASES:
        inbox.post(case.message(guest))
    assert inbox.people() == ["amina@ministry.example"]
