"""The feeds that hold many events: of a state, a body, a resolution, and of deadlines."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID, uuid5

from fastapi.testclient import TestClient

from bench.calendar.parsers import Seen
from bench.calendar.plans import SHAPES, ZONES, entries_of, plan_of, uids_of
from notifications.deadline_store import Answered
from registry import Mandate, Paragraph, Resolution
from tests.notifications.house import ADMIN, House

LANGUAGES = ("ar", "en", "fr")
DUE = date(2027, 6, 30)
FEEDS = ("bodies/ICESCO", "states/TR", "resolutions/seeds-1")


def shelved(house: House, client: TestClient, folder: Path) -> dict[Path, list[Seen]]:
    """Publish an event of each zone and shape; return the feeds, each with what is true of it."""
    mandate = _mandate(house)
    true: list[Seen] = []
    for zone, shape in product(ZONES, SHAPES):
        plan = plan_of(zone, shape, ZONES[zone][0])
        event = house.a_workshop(
            organizers=[{"body": "ICESCO", "role": "lead"}],
            states=[{"state": "TR", "role": "host"}],
            mandates=[str(mandate)],
            **plan,
        )
        _, public = entries_of(plan, shape)
        for uid, span in zip(uids_of(event, len(public)), public, strict=True):
            true.append((str(uid), "0", *span))
    found: dict[Path, list[Seen]] = {}
    for language, feed in product(LANGUAGES, FEEDS):
        content = client.get(f"/calendars/{feed}.ics", params={"language": language}).content
        file = folder / f"feed-{language}-{feed.replace('/', '_')}.ics"
        file.write_bytes(content)
        found[file] = true
    return found | _deadlines(client, folder, mandate)


def _deadlines(client: TestClient, folder: Path, mandate: UUID) -> dict[Path, list[Seen]]:
    """Return the deadlines of a body, open and then answered: a day and a task each."""
    found: dict[Path, list[Seen]] = {}
    days = (f"{DUE:%Y%m%d}", f"{DUE + timedelta(days=1):%Y%m%d}")
    known: Answered = client.app.state.answered
    for language, answered in product(LANGUAGES, (False, True)):
        client.app.state.answered = (lambda _: {mandate}) if answered else (lambda _: set())
        path = "/calendars/deadlines/SESRIC.ics"
        content = client.get(path, params={"language": language}).content
        status = b"STATUS:COMPLETED" if answered else b"STATUS:NEEDS-ACTION"
        assert status in content, content
        file = folder / f"deadlines-{language}-{answered}.ics"
        file.write_bytes(content)
        found[file] = [(str(uuid5(mandate, "deadline")), "0", *days)]
    client.app.state.answered = known
    return found


def _mandate(house: House) -> UUID:
    with house.office.work(ADMIN) as work:
        resolution = work.add(Resolution(slug="seeds-1", title={"en": "Seeds"}))
        about = {"resolution_id": resolution.id, "position": 1}
        paragraph = work.add(Paragraph(**about, part="operative", label="2"))
        mandate = Mandate(
            **about,
            paragraph_id=paragraph.id,
            reference="seeds-1/2",
            verb="REQUESTS",
            canonical="requests",
            kind="event",
            addressees=["SESRIC"],
            rule="any",
            source="bench",
            review="confirmed",
            due_on=DUE,
            due_basis="explicit",
            created_at=datetime(2026, 11, 24, tzinfo=UTC),
        )
        work.recorded += 1
        return work.add(mandate).id
