"""Mandates that say nearly the same are planned together, wherever they stand."""

import pytest

from registry import Pair
from reports.gaps.doubles import Doubles, convening, doubles
from tests.factories import an_event, the_catalogue
from tests.reports.coverage_facts import a_mandate, judged
from tests.reports.coverage_facts import an_event as an_event_of


def pair(one, other, similarity):
    return Pair(str(one.mandate.id), str(other.mandate.id), similarity)


def some(*labels, **facts):
    return [judged(a_mandate(label=label, section=label, **facts)) for label in labels]


def test_two_alike_in_different_sections_are_put_together():
    one, other = some("28", "70", activities=("seminar", "workshop"), partners=("WDO",))
    (found,) = doubles([one, other], [pair(one, other, 0.41)])
    assert found == Doubles(
        "seminar", (one.mandate.id, other.mandate.id), ("28", "70"), ("WDO",), 0.41
    )


def test_a_third_joins_only_when_it_is_like_both():
    one, two, three = some("1", "2", "3")
    some_pairs = [pair(one, two, 0.9), pair(two, three, 0.8)]
    assert [each.paragraphs for each in doubles([one, two, three], some_pairs)] == [("1", "2")]
    every = [*some_pairs, pair(one, three, 0.7)]
    (found,) = doubles([one, two, three], every)
    assert (found.paragraphs, found.similarity) == (("1", "2", "3"), 0.7)


def test_two_groups_stay_two():
    one, two, three, four = some("1", "2", "3", "4")
    pairs = [pair(one, two, 0.9), pair(three, four, 0.8), pair(two, three, 0.7)]
    found = doubles([one, two, three, four], pairs)
    assert [each.paragraphs for each in found] == [("1", "2"), ("3", "4")]


def test_another_activity_or_the_same_paragraph_is_no_double():
    (workshop,), (camp,) = some("1"), some("2", activities=("camp",))
    assert doubles([workshop, camp], [pair(workshop, camp, 1.0)]) == []
    one, again = some("1", "1")
    assert doubles([one, again], [pair(one, again, 1.0)]) == []


def test_only_what_asks_for_an_event_is_compared_and_only_what_has_none_is_shown():
    open_one, coming = judged(a_mandate(label="1")), judged(a_mandate(label="2"), an_event_of())
    study = judged(a_mandate(kind="deliverable", activities=()))
    thanks = judged(a_mandate(kind="acknowledgement"))
    assert convening([open_one, coming, study, thanks]) == [open_one, coming]
    assert doubles([open_one, coming], [pair(open_one, coming, 0.9)]) == []


@pytest.fixture
def mandates(office):
    return the_catalogue(office)


def near(client):
    answer = client.get("/v1/coverage/gaps", params={"resolution": "mcsd-2"})
    return answer.json()["near_duplicates"]


def test_the_gaps_name_near_duplicates_until_an_event_is_on_the_way(office, client, mandates):
    assert near(client) == [
        {
            "activity": "workshop",
            "label": {"en": "Workshop", "fr": "Atelier", "ar": "ورشة عمل"},
            "paragraphs": ["28", "70"],
            "mandates": [str(mandates["mcsd-2/28"]), str(mandates["mcsd-2/70"])],
            "partners": [],
            "similarity": 0.409,
            "language": "en",
            "basis": "summary",
        }
    ]
    an_event(office, mandates=[str(mandates["mcsd-2/28"])])
    assert near(client) == []
