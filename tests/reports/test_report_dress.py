"""The report by an organisation's template: name, emblem, colours, foreword, signature."""

from base64 import b64decode
from ctypes import cast, create_string_buffer
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from core.problem import Invalid
from core.texts import Language
from registry import TemplateForm, set_template
from reports import compile_report, write_report
from reports.report.writing import Format, rendered
from tests.factories import SYSTEM, done, the_catalogue
from tests.registry.looks import a_png, looks

SAYS = {
    "ar": ("البيت", "تمهيد", "مربع أخضر", "كاتبة"),
    "en": ("The House", "Foreword", "A green square", "A. Writer"),
    "fr": ("La Maison", "Avant-propos", "Un carré vert", "Une plume"),
}
IN_THREE = {
    "name": {code: said[0] for code, said in SAYS.items()},
    "logo": {
        **looks()["logo"],
        "alternative": {code: said[2] for code, said in SAYS.items()},
    },
    "signature": {"name": {code: said[3] for code, said in SAYS.items()}},
}


@pytest.fixture
def house(office):
    the_catalogue(office)
    form = TemplateForm.model_validate(looks(**IN_THREE))
    return done(office, set_template, "SESRIC", form)


def compiled(office, language="en", as_of=None, template="SESRIC"):
    with office.look(SYSTEM) as look:
        return compile_report(look, "mcsd-2", as_of, Language(language), template=template)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_page_shows_whose_report_it_is(office, house, language):
    name, foreword, square, writer = SAYS[language]
    page = rendered(compiled(office, language), Format.HTML).decode()
    png = house.logo
    at = page.index("data:image/png;base64,")
    image = page[at : page.index('"', at)].removeprefix("data:image/png;base64,")
    assert b64decode(image) == png == a_png()
    assert f'alt="{square}"' in page
    assert f"<span>{name}</span>" in page
    assert f"<h2>{foreword}</h2><p>First.</p><p>Second.</p>" in page.replace("\n", "")
    assert f"<strong>{writer}</strong>" in page
    assert "--deep: #7a3b12; --bar: #a5621c;" in page
    plain = rendered(compiled(office, language, template=None), Format.HTML).decode()
    assert (name in plain, foreword in plain, "#1f5654" in plain) == (False, False, True)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_word_document_looks_by_its_styles(office, house, language):
    name, foreword, square, writer = SAYS[language]
    content = rendered(compiled(office, language), Format.DOCX)
    word = docx.Document(BytesIO(content))
    styled = [(each.style.name, each.text) for each in word.paragraphs if each.text]
    assert styled[0] == ("Organisation", name)
    assert ("Heading 1", foreword) in styled
    assert ("Signed", writer) in styled
    assert str(word.styles["Heading 1"].font.color.rgb) == "7A3B12"
    assert (word.core_properties.author, round(word.sections[0].page_width.mm)) == (name, 210)
    said = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert said[0] == square
    assert len(said) == 3
    assert " 140" in said[1]
    with ZipFile(BytesIO(content)) as package:
        pictures = [each for each in package.namelist() if each.startswith("word/media/")]
        assert package.read("word/media/image1.png") == a_png()
    assert len(pictures) == 3
    by_hand = [
        run for each in word.paragraphs for run in each.runs if run.bold or run.font.color.rgb
    ]
    assert by_hand == []


def elements(page):
    """Give kind and alternative text of every element of a page's structure, as PDFium reads it."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    waiting = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element = waiting.pop(0)
        if element:
            yield tuple(
                _read(ask, element)
                for ask in (pdfium.FPDF_StructElement_GetType, pdfium.FPDF_StructElement_GetAltText)
            )
            count = pdfium.FPDF_StructElement_CountChildren(element)
            waiting = [
                pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
                for number in range(count)
            ] + waiting
    pdfium.FPDF_StructTree_Close(tree)


def _read(ask, thing):
    length = ask(thing, None, 0)
    buffer = create_string_buffer(length)
    ask(thing, cast(buffer, ask.argtypes[1]), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_an_independent_reader_finds_language_title_tags_and_alternative_texts(
    office, house, language
):
    square = SAYS[language][2]
    content = rendered(compiled(office, language), Format.PDF)
    pdf = pypdfium2.PdfDocument(content)
    assert pdf.is_tagged()
    assert _read(pdfium.FPDFCatalog_GetLanguage, pdf.raw) == language
    title = pdf.get_metadata_dict()["Title"]
    assert title.startswith({"ar": "تقرير", "en": "Implementation", "fr": "Rapport"}[language])
    seen = [each for page in list(pdf)[:4] for each in elements(page)]
    kinds = {kind for kind, _ in seen}
    assert {"Document", "H1", "H2", "P", "Figure", "Table", "TR", "TH", "TD", "TOC"} <= kinds
    said = [says for kind, says in seen if kind == "Figure"]
    assert said[0] == square
    caption = {"ar": "التكليفات حسب الحالة", "en": "Mandates by status", "fr": "Mandats par statut"}
    charts = [each for each in said[1:] if each]
    assert len(charts) == 2
    assert caption[language] in charts[0]
    assert " 140" in charts[0]
    assert content.count(b"/Tabs/S") == len(pdf)  # readers follow the structure, not the place
    assert b"/DisplayDocTitle true" in content
    assert (b"/Direction/R2L" in content) == (language == "ar")
    assert b"<pdfuaid:part>1<" in content
    pdf.close()


@pytest.mark.parametrize("form", [Format.HTML, Format.DOCX, Format.PDF, Format.JSON])
def test_a_later_template_leaves_earlier_reports_as_they_were(office, clock, house, form):
    then = clock.now
    with office.look(SYSTEM) as look:
        before = write_report(look, "mcsd-2", then, "en", form, "SESRIC")
    clock.now += timedelta(days=3)
    done(office, set_template, "SESRIC", TemplateForm.model_validate({"name": {"en": "Anew"}}))
    with office.look(SYSTEM) as look:
        assert write_report(look, "mcsd-2", then, "en", form, "SESRIC") == before
        assert write_report(look, "mcsd-2", None, "en", form, "SESRIC") != before
    told = compiled(office).dress
    assert (told.name, told.version, told.logo, told.signature) == ("Anew", 2, None, [])


def test_only_a_body_with_a_template_has_a_report_of_its_own(office, client, house):
    with office.look(SYSTEM) as look, pytest.raises(Invalid, match="no report template"):
        compile_report(look, "mcsd-2", None, Language.EN, template="ICESCO")
    asked = {"resolution": "mcsd-2", "template": "ICESCO"}
    answer = client.get("/v1/coverage/report", params=asked)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/template")
    served = client.get("/v1/coverage/report", params={**asked, "template": "SESRIC"})
    assert served.json()["dress"]["name"] == "The House"
    assert served.json()["digest"] != compiled(office, template=None).digest
