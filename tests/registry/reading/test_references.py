from datetime import date

import pytest

from registry.reading.references import references


def cited(text, language="en"):
    return [(r.kind, r.symbol, r.relation) for r in references(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "Recalling its resolutions 74/187 of 18 December 2019, 75/136 and 77/249,",
            "en",
            [
                ("resolution", "74/187", "recalls"),
                ("resolution", "75/136", "recalls"),
                ("resolution", "77/249", "recalls"),
            ],
        ),
        (
            "SE FELICITE du rapport ; RAPPELLE la Résolution n°4/49-C et le document OIC/CFM-44/2017/W.1.",
            "fr",
            [("resolution", "4/49-C", "recalls"), ("document", "OIC/CFM-44/2017/W.1", "recalls")],
        ),
        (
            "وعملا بالمادة 22 من الاتفاقية والقرار رقم 4/49-ث",
            "ar",
            [("article", "22", "implements"), ("resolution", "4/49-ث", "implements")],
        ),
        (
            "Supersedes Decision Assembly/AU/Dec.588(XXVI);",
            "en",
            [("decision", "Assembly/AU/Dec.588(XXVI)", "supersedes")],
        ),
        (
            "This renews A/RES/73/7, see article 12, resolution 5/1 and article 3",
            "en",
            [
                ("resolution", "A/RES/73/7", "renews"),
                ("article", "12", "renews"),
                ("resolution", "5/1", "renews"),
                ("article", "3", "renews"),
            ],
        ),
        ("decision 14/2; 15/3 stands alone", "en", [("decision", "14/2", "cites")]),
        ("and/or Yes/No (see Annex/A)", "en", []),
        ("document (A/C.3/L.5)", "en", [("document", "A/C.3/L.5", "cites")]),
        (
            "resolution 1/1 and decision 2/2",
            "en",
            [("resolution", "1/1", "cites"), ("decision", "2/2", "cites")],
        ),
        ("resolution 4/49-C/2", "en", [("resolution", "4/49-C", "cites")]),
    ],
)
def test_what_a_text_cites_is_found_with_how_it_is_cited(text, language, found):
    assert cited(text, language) == found


def test_a_citation_has_its_span_and_the_date_printed_behind_it():
    text = "Recalls resolution 58/318 of 13 September 2004 and resolution 60/1 of 2005, resolution 2/2, and resolution 3/3 and so on"
    dated = [(text[a:b], r.dated) for r in references(text, "en") for a, b in [r.span]]
    assert dated == [("58/318", date(2004, 9, 13)), ("60/1", None), ("2/2", None), ("3/3", None)]


def test_a_relation_does_not_reach_over_a_semicolon():
    assert cited("Recalls the past; resolution 1/2") == [("resolution", "1/2", "cites")]
