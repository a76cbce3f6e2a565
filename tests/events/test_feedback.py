"""Feedback: asked of those who were there, summed up of nobody in particular."""

from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from core.dispatch import deliver_due
from core.journal import JournalEntry
from core.problem import Invalid
from events import Attendance, Registration, check_in, conclude, give_feedback
from events.after.feedback_model import FeedbackSheet
from events.after.feedback_sums import sums
from events.errors import FeedbackGiven, FeedbackNotDue
from events.held_forms import ConclusionForm
from events.registrations.questions import QuestionsForm
from nadwa.app import NOWHERE
from notifications import Purpose
from tests.factories import SYSTEM, an_announced_event, done, somebody

OPTIONS = [{"value": v, "label": {"en": v}} for v in ("good", "bad")]
ASKED = {
    "purpose": {"en": "To do better next time"},
    "questions": [
        {
            "id": "how",
            "kind": "choice",
            "label": {"en": "How was it?"},
            "options": OPTIONS,
            "required": True,
        },
        {"id": "parts", "kind": "choices", "label": {"en": "What?"}, "options": OPTIONS},
        {"id": "again", "kind": "yes_no", "label": {"en": "Again?"}},
        {"id": "stars", "kind": "number", "label": {"en": "Stars"}},
        {"id": "words", "kind": "long_text", "label": {"en": "In your words"}},
        {"id": "next", "kind": "state", "label": {"en": "Where next?"}},
    ],
}
ANSWERS = [
    {
        "how": "good",
        "parts": ["good", "bad"],
        "again": True,
        "stars": 4,
        "words": "b",
        "next": "SN",
    },
    {"how": "good", "parts": ["bad"], "again": False, "stars": 5, "words": "a"},
    {"how": "bad", "stars": 4},
]


@pytest.fixture
def organizer(tokens, mandates):
    return tokens("organizer")


@pytest.fixture
def held(client, office, organizer, clock):
    """An event with questions, three people who were there and one who was not."""
    event = an_announced_event(office)
    answer = client.put(f"/v1/events/{event.id}/feedback-form", json=ASKED, headers=organizer)
    assert answer.status_code == 200, answer.text
    people = [somebody(office, event, n) for n in range(4)]
    deliver_due(office)
    clock.now = event.starts_at_utc
    for each in people[:3]:
        done(office, check_in, each.id, Attendance.PARTIAL)
    clock.now = event.ends_at_utc
    done(office, conclude, event.id, ConclusionForm())
    return event, people


def seen(client, organizer, event):
    return client.get(f"/v1/events/{event.id}/feedback", headers=organizer).json()


def test_the_sum_says_what_all_said_and_nobodys_name(client, office, organizer, held):
    event, people = held
    for person, said in zip(people, ANSWERS, strict=False):
        done(office, give_feedback, person.id, said)
    found = seen(client, organizer, event)
    assert (found["attended"], found["answered"]) == (3, 3)
    by_question = {each["question"]: each for each in found["sums"]}
    assert by_question["how"]["counts"] == {"good": 2, "bad": 1}
    assert by_question["parts"]["counts"] == {"good": 1, "bad": 2}
    assert by_question["again"]["counts"] == {"yes": 1, "no": 1}
    assert (by_question["stars"]["counts"], by_question["stars"]["mean"]) == (
        {"4": 2, "5": 1},
        4.33,
    )
    assert (by_question["words"]["said"], by_question["words"]["answered"]) == (["a", "b"], 2)
    assert by_question["next"]["counts"] == {"SN": 1}


def test_nothing_is_summed_up_while_fewer_than_three_have_answered(client, office, organizer, held):
    event, people = held
    for person, said in zip(people[:2], ANSWERS, strict=False):
        done(office, give_feedback, person.id, said)
    assert (seen(client, organizer, event)["answered"], seen(client, organizer, event)["sums"]) == (
        2,
        [],
    )


def test_who_answered_what_is_kept_nowhere(office, held):
    event, people = held
    done(office, give_feedback, people[0].id, ANSWERS[0])
    with office.look(SYSTEM) as look:
        (sheet,) = look.session.exec(select(FeedbackSheet)).all()
        newest = look.session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc()))
        entry = newest.first()
    assert sheet.model_dump().keys() == {"id", "event_id", "answers"}
    assert sheet.id.version == 4
    assert (entry.fact, entry.subject, entry.body, entry.actor) == (
        "feedback.received",
        event.id,
        {"subject": str(event.id)},
        "system:feedback",
    )


def test_only_who_was_there_answers_and_only_once(office, held):
    _, people = held
    with pytest.raises(FeedbackNotDue):
        done(office, give_feedback, people[3].id, ANSWERS[0])
    done(office, give_feedback, people[0].id, ANSWERS[0])
    with pytest.raises(FeedbackGiven):
        done(office, give_feedback, people[0].id, ANSWERS[1])


def test_wrong_answers_are_named_and_nothing_is_kept(office, held):
    _, people = held
    with pytest.raises(Invalid) as refused:
        done(office, give_feedback, people[0].id, {"how": "so-so"})
    assert refused.value.members["errors"][0]["pointer"] == "/answers/how"
    with office.look(SYSTEM) as look:
        assert look.get(Registration, people[0].id).feedback_given is False


def test_before_it_was_held_and_where_nothing_is_asked_nobody_answers(office, organizer, client):
    event = an_announced_event(office)
    person = somebody(office, event, 1)
    with pytest.raises(FeedbackNotDue):
        done(office, give_feedback, person.id, {})
    address = f"/v1/events/{event.id}/feedback-form"
    assert client.get(address).status_code == 404
    client.put(address, json=ASKED, headers=organizer)
    assert client.get(address).json()["questions"][0]["id"] == "how"
    with pytest.raises(FeedbackNotDue):
        done(office, give_feedback, person.id, ANSWERS[0])


def test_the_questions_are_fixed_from_the_first_answer_on(client, office, organizer, held):
    event, people = held
    address = f"/v1/events/{event.id}/feedback-form"
    other = {**ASKED, "questions": ASKED["questions"][:1]}
    assert client.put(address, json=other, headers=organizer).status_code == 200
    assert client.put(address, json=other, headers=organizer).status_code == 200
    done(office, give_feedback, people[0].id, {"how": "good"})
    refused = client.put(address, json=ASKED, headers=organizer)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/feedback-begun")
    assert client.put(address, json=other, headers=organizer).status_code == 200


def test_an_empty_sum_of_numbers_has_no_mean():
    questions = QuestionsForm.model_validate(ASKED).questions
    empty = {each.question: each for each in sums(questions, [{"how": "good"}] * 3)}
    assert (empty["stars"].answered, empty["stars"].mean) == (0, None)


def test_the_tables_of_an_event_never_run_in_a_spreadsheet(client, office, organizer):
    event = an_announced_event(office)
    ask = {"purpose": {"en": "x"}, "questions": [{"id": "w", "kind": "text", "label": {"en": "W"}}]}
    client.put(f"/v1/events/{event.id}/questions", json=ask, headers=organizer)
    person = {"name": "=HYPERLINK(1)", "email": "a@example.org", "gender": "female"}
    client.post(
        f"/v1/events/{event.id}/registrations",
        json={"person": person, "answers": {"w": "+1"}},
        headers=organizer,
    )
    for name, cell in (("participants", "'=HYPERLINK(1)"), ("answers", "'+1")):
        text = client.get(f"/v1/events/{event.id}/{name}.csv", headers=organizer)
        assert cell in text.text
        book = client.get(f"/v1/events/{event.id}/{name}.xlsx", headers=organizer)
        assert book.headers["content-disposition"].endswith(f'-{event.reference}.xlsx"')
        sheet = load_workbook(BytesIO(book.content)).active
        assert all(each.data_type != "f" for row in sheet.iter_rows() for each in row)
        assert cell in {each.value for row in sheet.iter_rows() for each in row}
    rows = [[each.value for each in row] for row in sheet.iter_rows()]
    assert rows[0] == ["registration", "name", "state", "seat", "version", "w"]
    assert UUID(rows[1][0])


def test_who_was_there_answers_on_the_own_page_once(client, office, organizer, held):
    _, people = held
    page = f"/me/{NOWHERE.secret(Purpose.PAGE, people[0].id)}"
    assert 'name="q.how"' in client.get(page, params={"lang": "ar"}).text
    wrong = client.post(f"{page}/feedback", data={"q.stars": "many"})
    assert (wrong.status_code, wrong.text.count('aria-invalid="true"')) == (200, 2)
    sent = {"q.how": "good", "q.parts.bad": "on", "q.stars": "4,5"}
    after = client.post(f"{page}/feedback", data=sent, params={"lang": "fr"}).text
    assert "vous avez répondu aux questions" in after
    assert 'name="q.how"' not in after
    assert client.post(f"{page}/feedback", data=sent).status_code == 409
    absent = f"/me/{NOWHERE.secret(Purpose.PAGE, people[3].id)}"
    assert 'name="q.how"' not in client.get(absent).text
    with office.look(SYSTEM) as look:
        (sheet,) = look.session.exec(select(FeedbackSheet)).all()
    assert sheet.answers == {"how": "good", "parts": ["bad"], "stars": 4.5}
