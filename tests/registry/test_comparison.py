"""Resolutions are compared paragraph by paragraph, in one language, and nothing is decided."""

from pathlib import Path

import pytest

REAL = Path(__file__).parents[2] / "../shared/resolutions/mcsd-2.fr.md"

FIRST = """OIC/MCGR-9/2031/RES/FINAL

**Resolution on gardens**

Mindful of the rain;

1. INVITES Member States to plant apple trees in the yards of all primary schools;

2. REQUESTS SESRIC to count the hives that stand on the roofs of libraries;

3. COMMENDS the gardeners of Bamako;

4. CALLS UPON Member States to plant apple trees in the yard of every primary school;
"""
SECOND = """OIC/MCGR-10/2033/RES/FINAL

**Second resolution on gardens**

Recalling resolution OIC/MCGR-9/2031/RES/FINAL;

Mindful of the rain;

1. REQUESTS SESRIC to count the hives that stand on the roofs of museums;

2. URGES ICESCO to teach grafting;

3. INVITES Member States to plant apple trees in the yards of all primary schools;
"""


@pytest.fixture
def gardens(bring):
    """Two resolutions, the second after the first."""
    bring(FIRST, "first.md", language="en")
    bring(SECOND, "second.md", language="en")


@pytest.fixture
def ask(client, tokens):
    """Ask as a viewer: `ask("diff", **{"from": "mcgr-9"})`."""
    viewer = tokens("viewer")

    def get(what, slug="mcgr-10", **said):
        return client.get(f"/v1/resolutions/{slug}/{what}", params=said, headers=viewer)

    return get


def test_doubles_are_found_within_a_resolution_and_in_those_that_it_names(gardens, ask):
    own = ask("near-duplicates", "mcgr-9").json()
    assert (own["language"], own["basis"], own["compared_with"]) == ("en", "text", [])
    (pair,) = own["items"]
    assert (pair["first"], pair["second"]) == (
        {"resolution": "mcgr-9", "paragraph": "1"},
        {"resolution": "mcgr-9", "paragraph": "4"},
    )
    across = ask("near-duplicates").json()
    assert across["compared_with"] == ["mcgr-9"]
    first = across["items"][0]
    assert (first["first"]["paragraph"], first["second"]["paragraph"], first["likeness"]) == (
        "1",
        "3",
        "same",
    )


def test_others_are_compared_when_they_are_named(gardens, ask):
    found = ask("near-duplicates", "mcgr-9", **{"with": ["mcgr-10", "mcgr-9"]}).json()
    assert found["compared_with"] == ["mcgr-10"]
    assert len(found["items"]) >= 3
    assert ask("near-duplicates", **{"with": "nowhere"}).status_code == 404


def test_carry_over_proposes_pairs_with_the_mandates_that_may_be_superseded(
    client, tokens, gardens, ask
):
    proposed = ask("carry-over", **{"from": "mcgr-9"}).json()
    pairs = [(each["earlier"], each["paragraph"]) for each in proposed["items"]]
    assert pairs == [("1", "3"), ("2", "1")]
    assert proposed["left_behind"] == ["3", "4"]
    first = proposed["items"][0]
    assert [each["reference"] for each in first["mandates"]] == ["mcgr-10/3"]
    assert [each["reference"] for each in first["earlier_mandates"]] == ["mcgr-9/1"]
    decision = {"kind": "superseded", "reason": "asked for anew by mcgr-10/3"}
    path = f"/v1/mandates/{first['earlier_mandates'][0]['id']}/decision"
    assert client.post(path, json=decision, headers=tokens("admin")).status_code == 201
    again = ask("carry-over", **{"from": "mcgr-9"}).json()
    assert again["items"][0]["earlier_mandates"] == []


def test_the_difference_tells_what_was_added_dropped_and_changed(gardens, ask):
    told = ask("diff", **{"from": "mcgr-9"}).json()
    assert told["counts"] == {"same": 2, "changed": 1, "added": 2, "dropped": 2}
    steps = [(each["kind"], each["earlier"], each["later"]) for each in told["items"]]
    assert steps == [
        ("added", None, "P1"),
        ("same", "P1", "P2"),
        ("changed", "2", "1"),
        ("dropped", "3", None),
        ("dropped", "4", None),
        ("added", None, "2"),
        ("same", "1", "3"),
    ]
    changed = told["items"][2]["segments"]
    assert [each for each in changed if each["kind"] != "kept"] == [
        {"kind": "dropped", "text": "libraries"},
        {"kind": "added", "text": "museums"},
    ]


def test_without_official_words_the_summaries_are_compared(gardens, ask):
    found = ask("near-duplicates", "mcsd-2").json()
    assert (found["basis"], found["language"]) == ("summary", "ar")
    asked = ask("near-duplicates", "mcsd-2", language="fr")
    assert asked.json()["language"] == "fr"
    refused = ask("diff", **{"from": "mcsd-2"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/no-common-language")


def test_a_comparison_needs_two_resolutions_that_are_there(gardens, ask):
    assert ask("diff").status_code == 422
    assert ask("carry-over", **{"from": "nowhere"}).status_code == 404
    assert ask("near-duplicates", "nowhere").status_code == 404


@pytest.mark.parametrize("what", ["near-duplicates", "carry-over?from=mcgr-9", "diff?from=mcgr-9"])
def test_comparisons_are_for_those_who_are_signed_in(client, tokens, gardens, what):
    path = f"/v1/resolutions/mcgr-10/{what}"
    assert client.get(path).status_code == 401
    assert client.get(path, headers=tokens("mailer")).status_code == 403


@pytest.mark.skipif(
    not REAL.exists(), reason="the resolution's own text is not beside this checkout"
)
def test_the_doubles_of_the_resolution_are_found_when_its_text_comes_in(bring, ask):
    bring(REAL.read_text(encoding="utf-8"), REAL.name, language="fr")
    found = ask("near-duplicates", "mcsd-2", language="fr").json()
    assert found["basis"] == "text"
    pairs = {(e["first"]["paragraph"], e["second"]["paragraph"]) for e in found["items"][:10]}
    assert {("81", "83"), ("114", "125"), ("71", "77")} <= pairs
