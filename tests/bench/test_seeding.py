"""What benches measure on must be sound: the invariants hold, and it is the same every time."""

import pytest
from sqlmodel import col, func, select

from bench.seeding import MANDATES, SIZES, Size, seed
from events import Event, Registration
from nadwa.app import build_office
from nadwa.check import broken_invariants
from registry import Mandate, Resolution
from tests.factories import SYSTEM

FEW = Size(resolutions=2, events=8, registrations=80)


def counted(work, table):
    return work.session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.parametrize("size", [SIZES["S"], FEW])
def test_a_seeded_database_breaks_no_invariant_and_has_its_size(own_database_url, size):
    seed(own_database_url, size)
    office = build_office(own_database_url)
    assert broken_invariants(office) == []
    with office.look(SYSTEM) as look:
        assert counted(look, Registration) == size.registrations
        seeded = select(Event.id).where(col(Event.reference).like("%-0___"))
        assert len(look.session.exec(seeded).all()) == size.events
        invented = (
            select(Resolution.slug, func.count())
            .join(Mandate)
            .where(col(Resolution.slug).startswith("bench-"))
            .group_by(Resolution.slug)
        )
        assert len(look.session.exec(invented).all()) == size.resolutions
        assert {number for _slug, number in look.session.exec(invented)} <= {MANDATES}
    office.engines.close()
