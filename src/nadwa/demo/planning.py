"""What planning and seats can do, in the demonstration: all of it invented, and saying so."""

import json
from importlib.resources import files
from typing import Any

from sqlmodel import col, select

from core.people import Actor, Role
from core.work import Office, Work
from events import (
    Event,
    EventForm,
    OverrideForm,
    PersonForm,
    QuestionsForm,
    Registration,
    RegistrationForm,
    SeriesForm,
    SubstitutionForm,
    announce,
    approve,
    ask_feedback,
    override,
    plan,
    plan_series,
    register,
    reject,
    substitute,
)

_MEETING = "demo:gardeners-meeting"


def enter_planning(office: Office, organizer: Actor) -> None:
    """Enter a series, a corrected calendar, questions afterwards, and a meeting people ask to join.

    Two states ask for four people. The organizer lets three in: one of three seats is kept for a
    woman, so the third waits; the fourth is not let in. Then a woman takes over the first one's
    seat, no seat is kept any more, and the third moves up.
    """
    content = json.loads(files("nadwa.demo").joinpath("planning.json").read_text(encoding="utf-8"))
    with office.work(organizer) as work:
        if _found(work, _MEETING) is not None:
            return
        meeting = plan(work, EventForm.model_validate(content["meeting"])).id
        announce(work, meeting)
        plan_series(work, SeriesForm.model_validate(content["series"]))
        override(work, content["override"]["state"], OverrideForm(**content["override"]["day"]))
        if (held := _found(work, "demo:child-rights-2024")) is not None:
            ask_feedback(work, held.id, QuestionsForm.model_validate(content["feedback"]))
    asked: list[Registration] = []
    for person in content["people"]:
        with office.work(_focal_point(person["state"])) as work:
            asked.append(register(work, meeting, RegistrationForm(person=_person(person))))
    with office.work(organizer) as work:
        for each in asked[:3]:
            approve(work, each.id)
        reject(work, asked[3].id, content["rejected"])
    with office.work(_focal_point("SN")) as work:
        newcomer = SubstitutionForm(person=_person(content["newcomer"]))
        instead = substitute(work, asked[0].id, newcomer).id
    with office.work(organizer) as work:
        approve(work, instead)


def _focal_point(state: str) -> Actor:
    return Actor("demo", Role.FOCAL_POINT, state=state)


def _person(said: dict[str, Any]) -> PersonForm:
    return PersonForm.model_validate(said)


def _found(work: Work, external_id: str) -> Event | None:
    return work.session.exec(select(Event).where(col(Event.external_id) == external_id)).first()
