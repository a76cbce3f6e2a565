"""Where in a paragraph's words a clause says what was read of it."""

import pytest

from registry.importing.marking import Role, pieces_of
from registry.model import Basis, Kind, Mandate, Rule
from registry.reading.clauses import read_mandates
from tests.registry.reading.reading_cases import vocabulary

ENGLISH = (
    "REQUESTS SESRIC, in coordination with ICESCO, to prepare a study before 31 December 2032; "
    "and INVITES Member States to hold a camp"
)
FRENCH = (
    "DEMANDE au SESRIC, en coordination avec l'ICESCO, de préparer une étude avant le "
    "31 décembre 2032 ; et INVITE les États membres à organiser un camp"
)


def read_from(text, language="en"):
    return [
        Mandate(
            verb=each.verb,
            canonical=each.canonical,
            kind=Kind(each.kind),
            rule=Rule.ANY,
            activities=list(each.activities),
            deliverables=list(each.deliverables),
            addressees=list(each.addressees),
            partners=list(each.partners),
            due_basis=Basis(each.due.basis) if each.due else Basis.NONE,
            span=list(each.span),
            span_language=language,
        )
        for each in read_mandates(text, language, vocabulary())
    ]


def marked(text, mandates, language="en"):
    pieces = pieces_of(text, language, vocabulary(), mandates)
    assert "".join(each.text for each in pieces) == text
    return [(each.role, each.text, each.clause) for each in pieces if each.role]


def test_each_part_is_marked_with_the_clause_that_it_belongs_to():
    assert marked(ENGLISH, read_from(ENGLISH)) == [
        (Role.VERB, "REQUESTS", 1),
        (Role.ADDRESSEE, "SESRIC", 1),
        (Role.PARTNER, "ICESCO", 1),
        (Role.ACTIVITY, "study", 1),
        (Role.DEADLINE, "before 31 December 2032", 1),
        (Role.VERB, "INVITES", 2),
        (Role.ADDRESSEE, "Member States", 2),
        (Role.ACTIVITY, "camp", 2),
    ]


def test_clauses_are_found_in_a_version_that_they_were_not_read_in():
    assert marked(FRENCH, read_from(ENGLISH), "fr") == [
        (Role.VERB, "DEMANDE", 1),
        (Role.ADDRESSEE, "SESRIC", 1),
        (Role.PARTNER, "ICESCO", 1),
        (Role.ACTIVITY, "étude", 1),
        (Role.DEADLINE, "avant le 31 décembre 2032", 1),
        (Role.VERB, "INVITE", 2),
        (Role.ADDRESSEE, "États membres", 2),
        (Role.ACTIVITY, "camp", 2),
    ]


def test_a_clause_that_is_not_found_marks_nothing():
    (first, second) = read_from(ENGLISH)
    first.span = second.span = None
    second.canonical = "commends"
    assert [clause for *_, clause in marked(ENGLISH, [first, second])] == [1] * 5


def test_a_correction_moves_the_marks():
    first, second = read_from(ENGLISH)
    first.addressees, first.partners = ["ICESCO"], []
    first.verb, first.deliverables, first.due_basis = "BEGS", [], Basis.POLICY
    assert [each[:2] for each in marked(ENGLISH, [first, second]) if each[2] == 1] == [
        (Role.ADDRESSEE, "ICESCO")
    ]


def test_a_deadline_that_the_text_does_not_print_is_not_marked():
    text = "REQUESTS SESRIC to prepare a study"
    (only,) = read_from(text)
    only.due_basis = Basis.EXPLICIT
    assert Role.DEADLINE not in {role for role, *_ in marked(text, [only])}


def test_of_two_clauses_over_the_same_words_the_first_stands():
    text = "REQUESTS SESRIC to prepare a study"
    (only,) = read_from(text)
    assert [clause for *_, clause in marked(text, [only, *read_from(text)])] == [1, 1, 1]


@pytest.mark.parametrize("span", [[0, 10], [0, 500]])
def test_a_span_that_cuts_a_name_or_outruns_the_text_harms_nothing(span):
    text = "URGES Member States to hold a camp"
    (only,) = read_from(text)
    only.span = span
    assert marked(text, [only])[0] == (Role.VERB, "URGES", 1)


def test_a_text_that_is_not_there_has_no_pieces():
    assert pieces_of("", "ar", vocabulary(), []) == ()
