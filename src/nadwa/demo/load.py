"""Enters the demonstration through the same actions that people use; doing so again is harmless."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import col, select

from core.journal import Fact
from core.people import Actor, Role
from core.texts import Language
from core.work import Office, Work
from events import (
    AboutFile,
    ConclusionForm,
    Event,
    EventForm,
    FileKind,
    FileVisibility,
    PersonForm,
    QuestionsForm,
    RegistrationForm,
    SentFile,
    announce,
    conclude,
    plan,
    publish_questions,
    register,
    store_file,
)
from nadwa.demo.claims import enter_claims
from nadwa.demo.planning import enter_planning
from registry import (
    Mandate,
    Paragraph,
    Resolution,
    TemplateForm,
    confirm,
    import_document,
    mandate_of,
    reject,
    set_template,
    template_of,
)

ORGANIZER = Actor("demo", Role.ADMIN)
_TEXT = "demo-gardens"
_HOUSE = "SESRIC"
_BEFORE = timedelta(days=30)


def load_demo(office: Office) -> int:
    """Enter the demonstration's events and people; return how many events were new.

    What happened is dated as if it had been entered in its time: planned and announced 30 days
    before its start, concluded at its end. So coverage can be asked as of days long past. The
    journal alone says when it was entered in truth: it is an audit, and its moments only grow.
    """
    content = json.loads(files("nadwa.demo").joinpath("demo.json").read_text(encoding="utf-8"))
    with office.look(ORGANIZER) as look:
        new = [each for each in content["events"] if not _known(look, each["key"])]
    for each in new:
        with office.work(ORGANIZER) as work:
            _relive(work, each) if each.get("happened") else _enter(work, each, content["people"])
    with office.work(ORGANIZER) as work:
        enter_text(work)
        enter_claims(work)
        enter_template(work)
    enter_planning(office, ORGANIZER)
    return len(new)


def enter_template(work: Work) -> None:
    """Give the demonstration's reports a name, an emblem, a foreword and a signature, invented."""
    if template_of(work, _HOUSE) is not None:
        return
    here = files("nadwa.demo")
    looks = json.loads(here.joinpath("template.json").read_text(encoding="utf-8"))
    looks["logo"]["png"] = b64encode(here.joinpath("emblem.png").read_bytes()).decode()
    set_template(work, _HOUSE, TemplateForm.model_validate(looks))


def enter_text(work: Work) -> None:
    """Bring in an invented resolution in two languages: some of it reviewed, the rest open."""
    if work.session.exec(select(Resolution.id).where(col(Resolution.slug) == _TEXT)).first():
        return
    for language in ("en", "ar"):
        text = files("nadwa.demo").joinpath(f"gardens.{language}.md").read_bytes()
        import_document(work, text, f"gardens.{language}.md", language, slug=_TEXT)
    found = select(Mandate.reference, Mandate.id).where(col(Mandate.reference).like(f"{_TEXT}/%"))
    ids = dict(list(work.session.exec(found)))
    for right in ("1", "2"):
        confirm(work, mandate_of(work, ids[f"{_TEXT}/{right}"]))
    reject(work, mandate_of(work, ids[f"{_TEXT}/6"]), "A wish among friends; nobody is asked.")


@dataclass
class _Then(Work):
    """A work of another moment, inside that of the `present`, whose journal it writes."""

    present: Work = field(kw_only=True)

    def record(self, fact: Fact) -> None:
        self.present.record(fact)


def _known(work: Work, key: str) -> bool:
    found = select(Event.id).where(col(Event.external_id) == f"demo:{key}")
    return work.session.exec(found).first() is not None


def _relive(work: Work, entry: dict[str, Any]) -> None:
    starts, ends = (_instant(entry["event"], name) for name in ("starts_at", "ends_at"))
    before = _then(work, starts - _BEFORE)
    event = _plan(before, entry)
    announce(before, event.id)
    present = ConclusionForm(by_state=entry["present"] or None)
    conclude(_then(work, ends), event.id, present)


def _then(work: Work, moment: datetime) -> Work:
    return _Then(work.session, moment, work.actor, work.office, present=work)


def _instant(event: dict[str, Any], name: str) -> datetime:
    local = datetime.fromisoformat(event[name])
    return local.replace(tzinfo=ZoneInfo(event["timezone"])).astimezone(UTC)


def _enter(work: Work, entry: dict[str, Any], people: list[dict[str, str]]) -> None:
    event = _plan(work, entry)
    if entry["announce"]:
        announce(work, event.id)
    for each in entry.get("files", []):
        _store(work, event, each)
    for person in people[: entry.get("people", 0)]:
        register(work, event.id, RegistrationForm(person=PersonForm.model_validate(person)))
    if asked := entry.get("questions"):
        publish_questions(work, event.id, QuestionsForm.model_validate(asked))


def _store(work: Work, event: Event, file: dict[str, str]) -> None:
    language = Language(file["language"])
    title = {language.value: file["title"]}
    about = AboutFile(FileKind.MATERIAL, title, language, FileVisibility.PUBLIC)
    content = file["text"].encode()
    store_file(work, event.id, SentFile(file["name"], content, len(content)), about)


def _plan(work: Work, entry: dict[str, Any]) -> Event:
    asked = _mandates(work, entry["paragraphs"])
    form = {**entry["event"], "mandates": asked, "external_id": f"demo:{entry['key']}"}
    return plan(work, EventForm.model_validate(form))


def _mandates(work: Work, labels: list[str]) -> list[str]:
    """Return the ids of the event mandates of the MCSD-2 paragraphs with these labels."""
    asked = (
        select(Mandate.id)
        .join(Paragraph, col(Paragraph.id) == col(Mandate.paragraph_id))
        .join(Resolution, col(Resolution.id) == col(Mandate.resolution_id))
        .where(
            col(Resolution.slug) == "mcsd-2",
            col(Paragraph.label).in_(labels),
            col(Mandate.kind) != "acknowledgement",
        )
        .order_by(col(Mandate.id))
    )
    found = [str(each) for each in work.session.exec(asked)]
    if not found:
        structlog.get_logger().warning("the demo's paragraphs are not loaded", labels=labels)
    return found
