"""Questions of an event: versions, conditions, answers, who reads them, and the pages."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.dispatch import deliver_due
from events import PersonForm, Registration, RegistrationForm, erase_person, register
from events.registrations.questions import QuestionsForm, checked
from nadwa.app import NOWHERE
from notifications import Purpose
from tests.factories import SYSTEM, a_person, an_announced_event, done, somebody

DIET = {
    "id": "diet",
    "kind": "choice",
    "label": {"en": "Meals", "ar": "الوجبات", "fr": "Repas"},
    "options": [
        {"value": "all", "label": {"en": "Everything"}},
        {"value": "other", "label": {"en": "Something else"}},
    ],
    "required": True,
    "audience": "state",
}
WHICH = {
    "id": "which",
    "kind": "long_text",
    "label": {"en": "What, then?"},
    "help": {"en": "As a cook would understand it"},
    "when": {"question": "diet", "answer": "other"},
    "required": True,
}
DAYS = {
    "id": "days",
    "kind": "choices",
    "label": {"en": "Days"},
    "options": [{"value": v, "label": {"en": v.upper()}} for v in ("mon", "tue")],
}
TOUR = {
    "id": "tour",
    "kind": "text",
    "label": {"en": "Tour"},
    "when": {"question": "days", "answer": "tue"},
}
PLAIN = [
    {"id": "visa", "kind": "yes_no", "label": {"en": "Visa?"}},
    {
        "id": "until",
        "kind": "date",
        "label": {"en": "Until"},
        "when": {"question": "visa", "answer": True},
    },
    {"id": "bags", "kind": "number", "label": {"en": "Bags"}},
    {"id": "from", "kind": "state", "label": {"en": "From"}},
    {"id": "word", "kind": "text", "label": {"en": "Word"}},
]
ALL = [DIET, WHICH, DAYS, TOUR, *PLAIN]
GOOD = {
    "diet": "other", "which": "No nuts\nplease", "days": ["tue"], "tour": "Yes", "visa": True,
    "until": "2027-12-31", "bags": 1.5, "from": "SN", "word": "=1+1",
}  # fmt: skip


def a_form(*questions):
    return {"purpose": {"en": "To plan the meals"}, "questions": list(questions or ALL)}


def check(answers, *questions):
    return checked(QuestionsForm.model_validate(a_form(*questions)).questions, answers)


@pytest.fixture
def organizer(tokens, mandates):
    return tokens("organizer")


@pytest.fixture
def event(office, client, organizer):
    event = an_announced_event(office)
    ask(client, organizer, event)
    return event


def ask(client, who, event, *questions):
    address = f"/v1/events/{event.id}/questions"
    answer = client.put(address, json=a_form(*questions), headers=who)
    assert answer.status_code == 200, answer.text
    return answer.json()


def enter(client, who, event, n=1, **answers):
    body = {"person": a_person(n), "answers": answers}
    return client.post(f"/v1/events/{event.id}/registrations", json=body, headers=who)


def test_answers_of_every_kind_are_kept_as_they_were_given():
    assert check(GOOD) == (GOOD, [])
    assert check({"diet": "all", "word": "", "days": []}) == ({"diet": "all"}, [])


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"diet": None}, "this must be answered"),
        ({"diet": "meat"}, "choose one of the options"),
        ({"which": ""}, "this must be answered"),
        ({"days": "tue"}, "choose some of the options, each once"),
        ({"days": ["tue", "tue"]}, "choose some of the options, each once"),
        ({"days": [["tue"]]}, "choose some of the options, each once"),
        ({"visa": "yes"}, "answer true or false"),
        ({"bags": True}, "give a number"),
        ({"bags": float("nan")}, "give a number"),
        ({"bags": "2"}, "give a number"),
        ({"until": "31.12.2027"}, "give a day such as 2027-03-15"),
        ({"until": "2027-02-30"}, "day is out of range for month"),
        ({"from": "Senegal"}, "String should match pattern '^[A-Z]{2}$'"),
        ({"word": "a\nb"}, "line breaks and tabs are not allowed here"),
        ({"word": {"a": 1}}, "Input should be a valid string"),
        ({"shoe": 44}, "there is no such question"),
    ],
)
def test_a_wrong_answer_is_named_with_its_question(wrong, why):
    assert (next(iter(wrong)), why) in check({**GOOD, **wrong})[1]


def test_a_question_is_asked_only_where_its_condition_is_met():
    assert check({"diet": "all", "which": "nuts"}, DIET, WHICH)[1] == [
        ("which", "this is not asked, by what was answered before")
    ]
    assert check({"diet": "all"}, DIET, WHICH) == ({"diet": "all"}, [])
    assert check({"days": ["mon"], "tour": "x"}, DAYS, TOUR)[1] != []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([each["id"] for each in ALL]), st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
       | st.lists(st.sampled_from(["mon", "tue", 1]))))  # fmt: skip
def test_whatever_is_answered_is_kept_or_refused_and_what_is_kept_is_kept_again(answers):
    kept, faults = check(answers)
    assert kept.keys().isdisjoint(name for name, _ in faults)
    again, wrong = check(kept)
    assert again == kept
    assert {why for _, why in wrong} <= {"this must be answered"}


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [{**DIET, "options": []}],
        [{**PLAIN[0], "options": DIET["options"]}],
        [{**DIET, "options": [DIET["options"][0]] * 2}],
        [DIET, DIET],
        [WHICH, DIET],
        [DIET, {**WHICH, "when": {"question": "diet", "answer": "meat"}}],
        [PLAIN[0], {**WHICH, "when": {"question": "visa", "answer": "true"}}],
        [{**DIET, "id": "Diet"}],
    ],
)
def test_questions_that_cannot_be_asked_are_refused(questions):
    with pytest.raises(ValidationError):
        QuestionsForm.model_validate({"purpose": {"en": "x"}, "questions": questions})


def test_a_version_never_changes_and_answers_keep_theirs(client, organizer, event, journal):
    assert enter(client, organizer, event, diet="all").status_code == 201
    again = ask(client, organizer, event)
    assert again["number"] == 1
    second = ask(client, organizer, event, TOUR | {"when": None})
    address = f"/v1/events/{event.id}/questions"
    assert client.get(address).json() == second
    assert client.get(address, params={"version": 1}).json() == again
    assert client.get(address, params={"version": 3}).status_code == 404
    assert journal(event.id).count("questions.published") == 2
    one = client.get(f"/v1/events/{event.id}/registrations", headers=organizer).json()["items"][0]
    mine = f"/v1/registrations/{one['id']}/answers"
    assert client.get(mine, headers=organizer).json() == {
        "registration": one["id"], "version": 1, "answers": {"diet": "all"},
    }  # fmt: skip
    after = client.put(mine, json={"answers": {"tour": "Old town"}}, headers=organizer).json()
    assert (after["version"], after["answers"]) == (2, {"tour": "Old town"})
    client.put(mine, json={"answers": {"tour": "Old town"}}, headers=organizer)
    assert journal().count("registration.answers_given") == 1


def test_a_registration_with_wrong_answers_is_refused_whole(client, organizer, event, journal):
    before = journal()
    refused = enter(client, organizer, event, diet="other", **{"from": "XX", "visa": 1})
    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (
        422, ["/answers/which", "/answers/visa"],
    )  # fmt: skip
    unknown = enter(client, organizer, event, diet="all", **{"from": "XX"})
    assert unknown.json()["errors"][0]["pointer"] == "/answers/from"
    assert journal() == before


def test_an_event_without_questions_takes_no_answers(client, organizer, office):
    event = an_announced_event(office)
    assert client.get(f"/v1/events/{event.id}/questions").status_code == 404
    refused = enter(client, organizer, event, diet="all")
    assert refused.json()["errors"][0]["detail"] == "there is no such question"
    made = enter(client, organizer, event).json()
    mine = f"/v1/registrations/{made['id']}/answers"
    assert client.put(mine, json={}, headers=organizer).json()["version"] is None


def test_a_focal_point_reads_what_is_meant_for_its_state(client, organizer, tokens, event):
    made = enter(client, organizer, event, **GOOD).json()
    mine = f"/v1/registrations/{made['id']}/answers"
    senegal, turkey = tokens("focal_point", state="SN"), tokens("focal_point", state="TR")
    assert client.get(mine, headers=organizer).json()["answers"] == GOOD
    assert client.get(mine, headers=senegal).json()["answers"] == {"diet": "other"}
    assert client.get(mine, headers=turkey).status_code == 404


def test_the_sheet_of_answers_computes_nothing(client, organizer, event):
    enter(client, organizer, event, **GOOD)
    got = client.get(f"/v1/events/{event.id}/answers.csv", headers=organizer)
    header, row = got.content.decode("utf-8-sig").split("\r\n", 2)[:2]
    assert (
        header
        == "registration,name,state,seat,version,diet,which,days,tour,visa,until,bags,from,word"
    )
    assert row.endswith(
        ',Person 1,SN,confirmed,1,other,"No nuts\nplease",tue,Yes,yes,2027-12-31,1.5,SN,\'=1+1'
    )


def test_an_erasure_takes_the_answers(client, organizer, office, event):
    made = enter(client, organizer, event, diet="all").json()
    with office.look(SYSTEM) as look:
        person = look.get(Registration, UUID(made["id"])).person_id
    done(office, erase_person, person)
    seen = client.get(f"/v1/registrations/{made['id']}/answers", headers=organizer).json()
    assert (seen["version"], seen["answers"]) == (1, {})


def test_the_page_asks_says_why_and_keeps_what_was_typed(client, event, office, organizer):
    page = client.get(f"/events/{event.id}", headers={"Accept-Language": "ar"}).text
    assert "الغرض من الإجابات:" in page
    assert 'name="q.diet"' in page
    assert "فقط إذا كانت الإجابة عن «الوجبات» هي «Something else»." in page
    typed = {"name": "Awa Diop", "email": "awa@example.org", "state": "SN", "q.diet": "other"}
    again = client.post(f"/events/{event.id}/sign-up", data=typed)
    assert (again.status_code, 'value="other" selected' in again.text) == (200, True)
    assert 'name="q.which" rows="4" maxlength="5000" aria-invalid="true"' in again.text
    right = {**typed, "q.which": "nuts", "q.days.tue": "on", "q.visa": "no", "q.until": "2027-01-01",
             "q.bags": "1,5", "q.from": "SN", "q.word": "", "q.none": "x"}  # fmt: skip
    sent = client.post(f"/events/{event.id}/sign-up", data=right, follow_redirects=False)
    assert sent.status_code == 303
    one = client.get(f"/v1/events/{event.id}/registrations", headers=organizer).json()["items"][0]
    kept = client.get(f"/v1/registrations/{one['id']}/answers", headers=organizer).json()
    assert kept["answers"] == {
        "diet": "other", "which": "nuts", "days": ["tue"], "visa": False, "bags": 1.5, "from": "SN",
    }  # fmt: skip


def test_who_was_entered_by_others_answers_on_the_own_page(client, organizer, office):
    event = an_announced_event(office)
    one = somebody(office, event, 1)
    ask(client, organizer, event)
    deliver_due(office)
    page = f"/me/{NOWHERE.secret(Purpose.PAGE, one.id)}"
    assert 'name="q.diet"' in client.get(page).text
    wrong = client.post(f"{page}/questions", data={"q.bags": "many"})
    assert (wrong.status_code, wrong.text.count('aria-invalid="true"')) == (200, 2)
    sent = {"q.diet": "all", "q.days.mon": "on", "q.visa": "yes", "q.bags": "2"}
    assert "Vos réponses sont enregistrées." in client.post(f"{page}/questions", data=sent).text
    after = client.get(page).text
    assert 'value="all" selected' in after
    assert 'name="q.days.mon" value="on" checked' in after
    assert client.get(f"{page}/data.json").json()["answers"] == {
        "diet": "all", "days": ["mon"], "visa": True, "bags": 2,
    }  # fmt: skip


def test_registering_in_the_office_without_questions_keeps_no_version(office, mandates):
    event = an_announced_event(office)
    form = RegistrationForm(person=PersonForm.model_validate(a_person(1)))
    assert done(office, register, event.id, form).form_version is None
