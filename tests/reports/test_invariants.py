from reports import broken_invariants
from reports.ledger import by_database
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
        seen, some = right.snapshot, right.judgements[1:]
        wrong = Standings(right.moment, right.version, lambda: (seen, some))
        [page] = by_database[office.engines].pages.values()
        page.shelf.things["standings", right.version[1:], "confirmed"] = wrong
        found = list(broken_invariants(look))
    differ = [each for each in found if each.endswith("differ from a recount")]
    assert differ == [
        f"coverage of {name} by {by}: the figures kept differ from a recount"
        for name in ("mcsd-2", "all")
        for by in ("section", "body", "activity", "kind", "state", "status")
    ]
    assert sorted(set(found) - set(differ)) == [
        f"coverage of {name}: the groups by {by} do not add up"
        for name in ("all", "mcsd-2")
        for by in ("kind", "section", "status")
    ]


def test_groups_that_do_not_add_up_are_named(office):
    the_catalogue(office)
    with office.look(SYSTEM) as look:
        mandate_standings(look, None)
        [page] = by_database[office.engines].pages.values()
        list(broken_invariants(look))
        for key, figures in page.shelf.things.items():
            if key[0] == "figures" and key[2] == "kind":
                object.__setattr__(figures, "groups", figures.groups[1:])
        found = list(broken_invariants(look))
    assert found == [
        "coverage of all by kind: the figures kept differ from a recount",
        "coverage of all: the groups by kind do not add up",
    ]
