import io
import zipfile

import docx
import pytest
import typst

from registry.reading import read
from registry.reading.document import LARGEST, MOST_LINES, lines_of
from registry.reading.pdf import pdf_lines
from registry.reading.shapes import Vocabulary
from registry.reading.unreadable import Unreadable

WELLS = "1. Invite les fontainières à curer l'été ;\n2. Prie d'y veiller."


def texts(content: bytes, filename: str) -> list[str]:
    return [line.text for line in lines_of(content, filename)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_has(encoding: str) -> None:
    assert texts(WELLS.encode(encoding), "wells.txt") == WELLS.split("\n")


def test_arabic_of_an_old_windows_is_read() -> None:
    assert texts("١. يطلب حفر الآبار".encode("cp1256", "replace"), "a.txt")[0].endswith(
        "يطلب حفر الآبار"
    )


def test_one_line_in_another_encoding_spoils_no_other() -> None:
    mixed = "été\n".encode() + "été\n".encode("cp1252") + "دلو".encode()
    assert texts(mixed, "mixed.txt") == ["été", "été", "دلو"]


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"", "a.txt"),
        (b" \n\t\n", "a.md"),
        (b"12. 34", "a.txt"),
        (b"\0\1\2\3" * 50, "a.txt"),
        (b"%PDF-1.7 broken", "a.pdf"),
        (b"no pdf", "a.pdf"),
        (b"no zip", "a.docx"),
        (b"PK\3\4 broken", "a.docx"),
        (b"PK\3\4", "a.txt"),
        (b"%PDF-1.7", "a.md"),
        (b"{\\rtf1}", "a.rtf"),
        (b"x" * (LARGEST + 1), "a.txt"),
        (b"x\n" * (MOST_LINES + 1), "a.txt"),
    ],
)
def test_what_is_no_resolution_is_refused_with_a_reason(content: bytes, filename: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        lines_of(content, filename)
    assert refusal.value.why


def test_controls_and_direction_marks_are_taken_out() -> None:
    assert texts("\u202b1.\u200f\u00a0Urges\x07 a\ufb01\u00adx\r\n".encode(), "a.txt") == [
        "1. Urges afix"
    ]


def test_markdown_is_read_as_a_reader_sees_it() -> None:
    source = (
        "# The *wells*\n\n- **14. URGES** the 3^{rd} and 4^th^ keeper\\.\n> quoted [well](http://x) &amp;\n"
        "---\n<!-- page 2 -->\n5\\. Calls[^1] on <sup>a</sup>\n* * *\n[^1]: A note.\nsnake_case __bold__ _it_\n"
    )
    assert texts(source.encode(), "a.md") == [
        "The wells",
        "- 14. URGES the 3rd and 4th keeper.",
        "quoted well &",
        "5. Calls on a",
        "A note.",
        "snake_case bold it",
    ]
    lines = lines_of(source.encode(), "a.md")
    assert [line.marked for line in lines] == [True, False, False, False, False, False]
    assert [line.text for line in lines if line.aside == "footnote"] == ["A note."]


def a_docx(*, numbering: bool = True) -> bytes:
    document = docx.Document()
    document.add_heading("On wells", 1)
    for place, style in (
        ("a", "List Number"),
        ("b", "List Number"),
        ("", ""),
        ("c", "List Number"),
    ):
        if style:
            document.add_paragraph(f"Urges {place};", style=style if numbering else None)
        else:
            document.add_heading("A) Buckets", 2)
    document.add_paragraph("bold", style=None).runs[0].bold = True
    document.add_table(1, 1).cell(0, 0).text = "in a table"
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_word_numbers_go_on_after_a_heading() -> None:
    assert texts(a_docx(), "a.docx") == [
        "On wells",
        "1. Urges a;",
        "2. Urges b;",
        "A) Buckets",
        "3. Urges c;",
        "bold",
        "in a table",
    ]
    assert [line.marked for line in lines_of(a_docx(), "a.docx")] == [
        True,
        False,
        False,
        True,
        False,
        True,
        False,
    ]


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return out.getvalue()


def test_word_lists_of_every_format_print_their_numbers() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    formats = [
        "decimal",
        "lowerLetter",
        "upperLetter",
        "lowerRoman",
        "upperRoman",
        "arabicAbjad",
        "arabicAlpha",
        "bullet",
        "none",
    ]
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="{"9" if n else "x"}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1)"/></w:lvl>'
        f'<w:lvl w:ilvl="1"><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, form in enumerate(formats)
    )
    levels += '<w:num w:numId="20"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="40"/></w:lvlOverride></w:num><w:num w:numId="21"/>'
    items = [(n, 0) for n in range(len(formats))] + [
        (0, 1),
        (0, 0),
        (0, 1),
        (20, 0),
        (20, 0),
        (21, 0),
        (99, 0),
    ]
    paragraphs = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{n}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
        for n, level in items
    )
    extra = (
        "<w:p><w:r><w:t>kept</w:t><w:tab/><w:t>tab</w:t><w:br/><w:t>next</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        '<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>thin</w:t></w:r></w:p><w:p/>'
    )
    content = rezipped(
        a_docx(),
        {
            "word/numbering.xml": f"<w:numbering {space}>{levels}</w:numbering>".encode(),
            "word/document.xml": f"<w:document {space}><w:body>{paragraphs}{extra}</w:body></w:document>".encode(),
            "word/footnotes.xml": f'<w:footnotes {space}><w:footnote w:type="separator"/><w:footnote><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnote><w:footnote/></w:footnotes>'.encode(),
        },
    )
    assert texts(content, "a.docx") == [
        *("1) x", "i) x", "I) x", "ix) x", "IX) x", "ط) x", "ذ) x", "• x", ") x"),
        *(
            "1.1 x",
            "2) x",
            "2.1 x",
            "40) x",
            "41) x",
            "1. x",
            "x",
            "kept tab",
            "next",
            "thin",
            "A note",
        ),
    ]


def test_what_stands_beside_a_word_document_is_furniture_and_never_lost() -> None:
    document = docx.Document()
    document.add_paragraph("The Council,")
    document.add_paragraph("Recalling the drought;")
    document.add_paragraph("1. Urges all to dig.")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "OIC/MCWL-7/2031/RES/FINAL"
    section.first_page_header.paragraphs[0].text = "OIC/MCWL-7/2031/RES/FINAL"
    section.footer.paragraphs[0].text = "page\t3"
    section.footer.add_paragraph("Secretariat")
    content = io.BytesIO()
    document.save(content)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<w:endnotes {space}><w:endnote w:type="separator"><w:p/></w:endnote><w:endnote><w:p><w:r>'
        "<w:t>See the annex</w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p></w:endnote></w:endnotes>"
    )
    whole = rezipped(content.getvalue(), {"word/endnotes.xml": notes.encode()})
    (found,) = read(whole, "a.docx", Vocabulary({}), "en")
    assert (found.symbol, found.slug) == ("OIC/MCWL-7/2031/RES/FINAL", "mcwl-7")
    assert [each.label for each in found.paragraphs] == ["1"]
    assert [(each.text, each.why) for each in found.unread] == [
        ("OIC/MCWL-7/2031/RES/FINAL", "running head"),
        ("See the annex", "endnote"),
        ("page 3", "page number"),
        ("Secretariat", "running foot"),
    ]


def test_a_word_document_without_lists_or_styles_is_read() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml",
            f"<w:document {space}><w:p><w:r><w:t>bare</w:t></w:r></w:p></w:document>",
        )
    assert texts(out.getvalue(), "a.docx") == ["bare"]


@pytest.mark.parametrize(
    "changes",
    [
        {"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"},
        {"word/document.xml": "<!DOCTYPE x><x/>".encode("utf-16")},
        {"word/document.xml": b"<broken"},
        {"bomb": b"\0" * 2**23},
        {f"m{n}": b"" for n in range(2_001)},
    ],
)
def test_a_hostile_word_document_is_refused(changes: dict[str, bytes]) -> None:
    with pytest.raises(Unreadable):
        lines_of(rezipped(a_docx(), changes), "a.docx")


def test_an_archive_without_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("other", "x")
    with pytest.raises(Unreadable):
        lines_of(out.getvalue(), "a.docx")


def a_pdf(source: str) -> bytes:
    return typst.compile(source.encode())


def test_a_pdf_gives_its_lines_page_by_page() -> None:
    content = a_pdf(
        "#set page(header: [INV/RES/4])\n1\\. Urges a;\n#pagebreak()\n2\\. Calls upon b."
    )
    assert [(line.text, line.page) for line in lines_of(content, "a.pdf")] == [
        ("INV/RES/4", 0),
        ("1. Urges a;", 0),
        ("INV/RES/4", 1),
        ("2. Calls upon b.", 1),
    ]


def test_a_right_to_left_pdf_is_read_in_reading_order() -> None:
    content = a_pdf(
        '#set text(dir: rtl, lang: "ar", font: "DejaVu Sans")\n1\\. يطلب إلى الأمين (العام)؛\n\n14\\- يحث الإسلام السلام.'
    )
    assert texts(content, "a.pdf") == ["1. يطلب إلى الأمين (العام)؛", "14- يحث الإسلام السلام."]


@pytest.mark.parametrize(
    "printed",
    [
        "قرار رقم OIC/MCGR-9/2031/RES/FINAL بشأن الحدائق",
        "يطلب إلى مركز SESRIC والمنظمة (ICESCO) تنفيذ البرنامج StatCaB في 2027-2028؛",
        "يشير إلى A/RES/73/7 و CFM-50 و Mr. John Smith of the Bank على العمل",
    ],
)
def test_latin_words_in_a_right_to_left_pdf_keep_their_order(printed: str) -> None:
    content = a_pdf(f'#set text(dir: rtl, lang: "ar", font: "DejaVu Sans")\n{printed}')
    assert texts(content, "a.pdf") == [printed]


def test_a_symbol_alone_on_a_line_of_a_right_to_left_pdf_is_a_symbol() -> None:
    symbol = "OIC/MCGR-9/2031/RES/FINAL"
    content = a_pdf(
        f'#set text(dir: rtl, lang: "ar", font: "DejaVu Sans")\n{symbol}\n\nقرار\n\nJohn Smith'
    )
    assert texts(content, "a.pdf")[:2] == [symbol, "قرار"]


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(Unreadable):
        lines_of(a_pdf("#rect()"), "a.pdf")


def test_binary_text_with_a_stray_nul_is_read_and_much_of_it_is_not() -> None:
    assert (
        texts(b"Urges all the keepers of all the lamps to care for oil\0", "a.txt")[0][-3:] == "oil"
    )


def test_a_pdf_larger_than_a_resolution_is_refused() -> None:
    content = a_pdf("#lorem(200)\n#pagebreak()\nend")
    with pytest.raises(Unreadable, match="more text"):
        pdf_lines(content, 100)


def test_a_page_with_arabic_beyond_the_basic_plane_keeps_its_letters() -> None:
    content = a_pdf('#set text(font: "DejaVu Sans")\nالآبار')
    assert "بار" in texts(content, "a.pdf")[0]


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_list_is_the_styles_when_the_paragraph_has_none() -> None:
    paragraph = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'.format
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:styleId="Own">{numbered}</w:style>'
        '<w:style w:styleId="Heir"><w:basedOn w:val="Own"/></w:style>'
        '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>'
        '<w:style w:styleId="Orphan"><w:basedOn w:val="Nobody"/></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"/></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"/></w:num>'
    )
    body = "".join(map(paragraph, ("Own", "Heir", "Ring", "Orphan")))
    content = rezipped(
        a_docx(),
        {
            "word/styles.xml": f"<w:styles {SPACE}>{styles}</w:styles>".encode(),
            "word/numbering.xml": f"<w:numbering {SPACE}>{lists}</w:numbering>".encode(),
            "word/document.xml": f"<w:document {SPACE}>{body}</w:document>".encode(),
        },
    )
    assert texts(content, "a.docx") == ["1. x", "2. x", "x", "x"]


def test_a_word_document_with_damaged_bytes_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "x" * 5_000)
    damaged = bytearray(out.getvalue())
    start = damaged.index(b"document.xml") + len(b"document.xml")
    damaged[start : start + 8] = b"\xff" * 8
    with pytest.raises(Unreadable, match="broken"):
        lines_of(bytes(damaged), "a.docx")


def test_a_line_of_underscores_stays_a_blank_to_fill_in() -> None:
    assert texts(b"Done at ____ on\n\\* kept", "a.md") == ["Done at ____ on", "* kept"]


def test_many_controls_are_no_text() -> None:
    with pytest.raises(Unreadable, match="binary"):
        lines_of(b"a\1\2\3\4" * 50, "a.txt")


def test_a_pdf_with_more_pages_than_any_resolution_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("registry.reading.pdf.MOST_PAGES", 1)
    with pytest.raises(Unreadable, match="pages"):
        lines_of(a_pdf("a\n#pagebreak()\nb"), "a.pdf")
