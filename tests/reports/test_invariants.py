from reports import broken_invariants
from reports.kept import by_database, kept
from reports.standings import Standings, mandate_standings
from tests.factories import SYSTEM, an_announced_event, the_catalogue


def test_figures_that_are_kept_equal_a_recount(office):
    mandates = the_catalogue(office)
    an_announced_event(office, mandates=[str(mandates["mcsd-2/14"])])
    with office.look(SYSTEM) as look:
        assert list(broken_invariants(look)) == []


def test_figures_that_differ_from_a_recount_are_named(office):
    the_catalogue(office)
    with office.look(SYSTEM) as look:
        right = mandate_standings(look, "mcsd-2")
        wrong = Standings(right.snapshot, right.judgements[1:], ("elsewhere",))
        key = (right.version, "mcsd-2", "confirmed")
        assert kept(office, key, lambda: wrong) is right  # what is kept stays

        by_database[office.engines][key] = wrong
        found = list(broken_invariants(look))
    assert found[0] == "coverage of mcsd-2: the figures kept differ from a recount"
    assert found[1:] == [
        f"coverage of mcsd-2: the groups by {by} do not add up"
        for by in ("section", "kind", "status")
    ]
