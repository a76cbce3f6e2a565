import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from core.input import EmailAddress, Line, Link, PersonName, Prose
from core.texts import Language, Text, pick

NAMES = """محمّد بن عبد الله الأنصاري|فاطمة الزهراء|Éléonore N'Guessan-Brou|İpek Yılmazoğlu|Şükrü Çağlayan
Ɗan Ƙasim Ɓello|علی‌رضا نوری|نور جہاں بیگم|O’Connor|José Ángel Núñez-d'Ávila|Mam̃adou|أ. د. هالة السعيد"""


def accepts(kind, value):
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return None


@pytest.mark.parametrize("name", NAMES.replace("\n", "|").split("|"))
def test_real_names_pass_unchanged(name):
    import unicodedata

    assert accepts(PersonName, name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "bad",
    ["a\x00b", "a\x0bb", "a\x0cb", "a\x1bb", "a\x85b", "a\u2028b", "a\u2029b", "a\ud800b", "a\u202eb",
     "a\u2066b", "a\nb", "a\r\nBcc: x@example.org", "", "   ", "\ufeffa", "x" * 501],
)  # fmt: skip
def test_what_breaks_headers_and_screens_is_refused_in_a_line(bad):
    assert accepts(Line, bad) is None


def test_prose_may_have_paragraphs():
    assert accepts(Prose, "one\n\n\ttwo ") == "one\n\n\ttwo"


def test_text_is_composed_so_that_equal_words_are_equal():
    assert accepts(Line, "e\u0301") == "é"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Amina@Example.ORG", "Amina@example.org"), ("o'neil+x@example.org", "o'neil+x@example.org"),
     ("a@xn--e1afmkfd.example", "a@пример.example")],
)  # fmt: skip
def test_addresses_keep_the_local_part_and_lower_the_domain(given, kept):
    assert accepts(EmailAddress, given) == kept


@pytest.mark.parametrize(
    "bad",
    ["Name <a@example.org>", "=?utf-8?q?a?=@example.org", "-oQ@example.org", "a@b@example.org", "a@",
     "@example.org", "a b@example.org", "a@example", "a@localhost", '"a"@example.org', "a@[127.0.0.1]",
     "x" * 65 + "@example.org", "a,b@example.org", "a@example.org\n", "é@example.org", "a..b@example.org"],
)  # fmt: skip
def test_addresses_that_receivers_read_differently_are_refused(bad):
    value = accepts(EmailAddress, bad)
    assert value is None or value == bad.strip()


@pytest.mark.parametrize(
    "bad",
    ["ftp://example.org", "javascript:alert(1)", "http://example.org\\@127.0.0.1/", "https://u:p@example.org/",
     "https://", "http://[::1", "https://example.org/a b", 'https://example.org/"x', "http://example.org:99999/"],
)  # fmt: skip
def test_links_that_could_lead_elsewhere_are_refused(bad):
    assert accepts(Link, bad) is None


def test_an_ordinary_link_is_kept():
    assert accepts(Link, "https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


@given(st.text())
def test_whatever_passes_as_a_line_is_one_line_without_controls(text):
    value = accepts(Line, text)
    assert value is None or ((value.isprintable() or value) and "\n" not in value)


def test_a_text_falls_back_to_a_language_it_has():
    assert Text(fr="atelier").pick("ar") == "atelier"
    assert Text(fr="atelier", ar="ورشة").pick("ar") == "ورشة"
    assert pick({"en": None, "fr": ""}, "en") == ""


def test_a_text_says_something_and_only_in_our_languages():
    assert accepts(Text, {}) is None
    assert accepts(Text, {"en": None}) is None
    assert accepts(Text, {"de": "Werkstatt"}) is None


def test_arabic_is_written_from_the_right():
    assert {language.value: language.direction for language in Language} == {
        "ar": "rtl", "en": "ltr", "fr": "ltr",
    }  # fmt: skip
