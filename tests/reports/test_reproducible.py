"""A frozen report is written again byte for byte, whatever was edited since."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core.texts import Language
from events import OutcomeForm, report
from registry import (
    Body,
    Mandate,
    MandateChange,
    change_mandate,
    import_document,
    load_catalogue,
)
from registry.catalogue import files
from reports import FORMATS, compile_report, write_report
from reports.report.model import Report
from tests.factories import SYSTEM, a_held_event, done, the_catalogue

FIRST = "RESOLUTION\n\n1. INVITE nos voisins à un atelier.\n\n2. PREND NOTE de la pluie.\n"


@pytest.fixture
def told(office, clock):
    """A day later than everything that was recorded: an event, its outcome, the words."""
    mandates = the_catalogue(office)
    event = a_held_event(office, clock, {"SN": 3}, mandates=[str(mandates["mcsd-2/14"])])
    document = {"title": {"en": "Minutes"}, "url": "https://example.org/minutes"}
    outcome = {"summary": {"en": "They agreed"}, "documents": [document]}
    done(office, report, event.id, OutcomeForm.model_validate(outcome))
    done(office, import_document, FIRST.encode(), "ours.md", language="fr", slug="mcsd-2")
    clock.now += timedelta(days=1)
    return event, mandates["mcsd-2/14"]


def compiled(office, at, language=Language.EN) -> Report:
    with office.look(SYSTEM) as look:
        return compile_report(look, "mcsd-2", at, language)


def edit_everything(office, monkeypatch, event, mandate):
    """Edit what a report prints: outcome, mandate, and by a newer catalogue, names and words."""
    other = {"title": {"en": "Other minutes"}, "url": "https://example.org/other"}
    later = {"summary": {"en": "They did not"}, "documents": [other]}
    done(office, report, event.id, OutcomeForm.model_validate(later))
    wish = {"verb": "BEGS", "deliverables": ["study"], "partners": ["ICESCO"]}
    done(office, _change, mandate, wish)
    again = FIRST.replace("voisins", "amis")
    done(office, import_document, again.encode(), "ours-2.md", language="fr", slug="mcsd-2")
    done(office, import_document, FIRST.encode(), "ours.ar.md", language="ar", slug="mcsd-2")
    renamed = [
        body.model_copy(update={"name": {"en": "Renamed", "fr": "Renommé", "ar": "اسم آخر"}})
        if body.code in {"MEMBER_STATES", "SESRIC"}
        else body
        for body in files.bodies()
    ]
    states = [
        state.model_copy(update={"name": {"en": "Elsewhere", "fr": "Ailleurs", "ar": "غيرها"}})
        if state.code == "SN"
        else state
        for state in files.states()
    ]
    reworded = [_reworded(each) for each in files.resolutions()]
    monkeypatch.setattr(files, "bodies", lambda: renamed)
    monkeypatch.setattr(files, "states", lambda: states)
    monkeypatch.setattr(files, "resolutions", lambda: reworded)
    done(office, load_catalogue)


def _change(work, mandate, wish):
    change_mandate(work, work.get(Mandate, mandate), MandateChange.model_validate(wish))


def _reworded(read):
    paragraphs = {
        section: [
            each.model_copy(
                update={"summary": {"en": "Reworded", "fr": "Reformulé", "ar": "بصيغة"}}
            )
            for each in rows
        ]
        for section, rows in read.paragraphs.items()
    }
    sections = [
        each.model_copy(update={"title": {"en": "Retitled", "fr": "Réintitulé", "ar": "بعنوان"}})
        for each in read.sections
    ]
    named = {"title": {"en": "Another name", "fr": "Autre nom", "ar": "اسم"}, "symbol": "X/1"}
    return read.model_copy(update={"paragraphs": paragraphs, "sections": sections, **named})


@pytest.mark.parametrize("language", list(Language))
def test_later_edits_of_every_word_leave_the_report_and_its_digest(
    office, clock, told, monkeypatch, language
):
    then = clock.now
    clock.now += timedelta(days=1)
    old = compiled(office, then, language)
    edit_everything(office, monkeypatch, *told)
    clock.now += timedelta(days=1)
    again, new = compiled(office, then, language), compiled(office, None, language)
    assert again == old
    assert again.digest == old.digest != new.digest
    named = {"en": "Renamed", "fr": "Renommé", "ar": "اسم آخر"}[language]
    elsewhere = {"en": "Elsewhere", "fr": "Ailleurs", "ar": "غيرها"}[language]
    retitled = {"en": "Retitled", "fr": "Réintitulé", "ar": "بعنوان"}[language]
    [mandate] = next(each for each in new.paragraphs if each.label == "14").mandates
    assert (mandate.verb, mandate.of_whom[0], len(mandate.partners)) == ("BEGS", named, 1)
    assert (old.events[0].status, new.events[0].status) == ("reported", "reported")
    assert new.events[0].organizers == [named]
    assert new.events[0].attendance[0].name == elsewhere
    assert elsewhere in {state.name for state in new.states}
    assert (new.events[0].summary, new.events[0].documents[0].title) == (
        "They did not",
        "Other minutes",
    )
    assert {section.title for section in new.sections} == {retitled}
    assert (new.symbol, new.paragraphs[3].section_title) == ("X/1", retitled)
    assert new.title != old.title
    words = {"en": (None, None), "fr": ("voisins", "amis"), "ar": (None, "voisins")}[language]
    for text, word in zip((old.paragraphs[0].text, new.paragraphs[0].text), words, strict=True):
        assert (text is None) if word is None else (word in text)
    with office.look(SYSTEM) as look:
        assert look.session.exec(select(Body.name).where(Body.code == "SESRIC")).one()["en"] == (
            "Renamed"
        )


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_the_same_byte_for_byte(office, clock, told, monkeypatch, form):
    then = clock.now
    clock.now += timedelta(days=1)
    with office.look(SYSTEM) as look:
        before = write_report(look, "mcsd-2", then, "ar", form)
    edit_everything(office, monkeypatch, *told)
    clock.now += timedelta(days=1)
    with office.look(SYSTEM) as look:
        assert write_report(look, "mcsd-2", then, "ar", form) == before
        assert write_report(look, "mcsd-2", None, "ar", form) != before
