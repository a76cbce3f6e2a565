import pytest

from registry.reading.items import items_of


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Urges: (a) wells; (b) lamps.", ["(a) wells; ", "(b) lamps."]),
        ("Prie : a) d'y aller ; b) d'y rester.", ["a) d'y aller ; ", "b) d'y rester."]),
        ("يدعو إلى: (أ) السقي؛ (ب) الظل؛ (ج) التمر.", ["(أ) السقي؛ ", "(ب) الظل؛ ", "(ج) التمر."]),
        (
            "(a) Urges wells, and (b) calls upon lamps",
            ["(a) Urges wells, and ", "(b) calls upon lamps"],
        ),
        ("Recalls article 13, paragraph 1 (a), of the Charter", []),
        ("Urges: (a) wells.", []),
        ("Urges: (b) wells; (c) lamps.", []),
    ],
)
def test_sub_items_are_spans_of_their_paragraph(text: str, pieces: list[str]) -> None:
    assert [text[slice(*item.span)] for item in items_of("30", text)] == pieces


def test_a_sub_item_is_named_after_its_paragraph() -> None:
    assert [item.label for item in items_of("30", "Urges: (a) x; (b) y")] == ["30 (a)", "30 (b)"]
