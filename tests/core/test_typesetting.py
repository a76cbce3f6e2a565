"""PDF documents: equal bytes for equal data, our own fonts only."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import typst

from core.pdf import FONTS, typeset

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: "A test")
#set text(lang: "en", font: ("Noto Sans", "Noto Naskh Arabic"))
#data.words
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "words.typ"
    file.write_text(TEMPLATE, "utf-8")
    return file


def test_what_people_typed_is_never_taken_for_markup(template):
    words = '#panic() $x$ *bold* \\ "quoted"'
    document = pypdfium2.PdfDocument(typeset(template, {"words": words}, AT))
    shown = document[0].get_textpage().get_text_bounded()
    assert shown.replace("“", '"').replace("”", '"') == words


def test_equal_data_give_equal_bytes(template):
    first = typeset(template, {"words": "سلام"}, AT)
    assert first == typeset(template, {"words": "سلام"}, AT)
    assert first.startswith(b"%PDF-1.")


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
    assert len(list(FONTS.glob("*.ttf"))) == 7


def test_letters_that_our_fonts_lack_are_no_reason_to_fail(template):
    made = typeset(template, {"words": "東京 বাংলা 😀"}, AT)
    assert len(pypdfium2.PdfDocument(made)) == 1


def test_a_mistake_in_a_template_is_not_hidden(template):
    with pytest.raises(typst.TypstError, match="unknown variable"):
        typeset(template.with_name("wrong.typ"), _written(template, "#nothing"), AT)


def _written(template: Path, text: str) -> dict[str, str]:
    template.with_name("wrong.typ").write_text(text, "utf-8")
    return {}
