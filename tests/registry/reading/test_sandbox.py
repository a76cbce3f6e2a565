import io
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

import registry.reading
from registry.reading import apart, read, sandbox
from registry.reading.sandbox import read_apart
from registry.reading.shapes import Vocabulary
from registry.reading.unreadable import Unreadable
from tests.registry.reading.reading_cases import vocabulary

TEXT = (
    b"Resolution on wells\n\nThe Assembly,\n\nRecalling x,\n\n"
    b"1. Urges all keepers to hold a workshop before 3 May 2031;\n\n2. Requests SESRIC to report.\n"
)
NOBODY = Vocabulary({"en": {}, "fr": {}, "ar": {}})
A_MEBIBYTE = 2**20


def test_a_file_read_apart_gives_what_it_gives_here() -> None:
    here = read(TEXT, "a.txt", vocabulary())
    assert read_apart(TEXT, "a.txt", vocabulary()) == here
    assert here[0].paragraphs[0].mandates[0].due is not None
    assert here[0].paragraphs[1].mandates[0].addressees == ("SESRIC",)


def test_a_refusal_comes_back_with_its_reason() -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_apart(b" ", "a.txt", NOBODY)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable, match="longer than"):
        read_apart(TEXT, "a.txt", NOBODY, seconds=0.001)


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(Unreadable, match="memory"):
        read_apart(b"lamps " * 3_000_000, "a.txt", NOBODY, memory=300 * A_MEBIBYTE)


def test_a_reading_process_that_dies_is_no_more_than_a_refusal(monkeypatch) -> None:
    monkeypatch.setattr(sandbox, "_START", "import os; os.abort()")
    with pytest.raises(Unreadable, match="memory"):
        read_apart(TEXT, "a.txt", NOBODY)


def test_the_reading_process_knows_nothing_of_the_service(monkeypatch) -> None:
    spy = "import json, os; print(json.dumps(','.join({*os.environ} - {'LC_CTYPE'})))"
    monkeypatch.setenv("NADWA_SECRET", "a secret of the service")
    monkeypatch.setattr(sandbox, "_START", spy)
    with pytest.raises(Unreadable) as refusal:
        read_apart(TEXT, "a.txt", NOBODY)
    assert refusal.value.why == ""


def test_reading_needs_no_database_and_no_web() -> None:
    started = sandbox._START.partition("main(")[0]
    spy = f"{started}\nprint(*sorted({{each.partition('.')[0] for each in sys.modules}}))"
    where = str(Path(registry.reading.__file__).parents[1])
    told = subprocess.run(
        [sys.executable, "-I", "-c", spy, where], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"sqlalchemy", "sqlmodel", "fastapi", "pydantic", "core"}.intersection(told) == set()
    assert {"registry", "pypdfium2"} <= set(told)


def test_the_reading_process_sets_its_limits_before_it_looks(monkeypatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    asked = json.dumps(["a.txt", "en", NOBODY.names]).encode() + b"\n" + TEXT
    told = io.BytesIO()
    apart.main(io.BytesIO(asked), told, 2**30, 31, 2**28)
    assert limits == {
        resource.RLIMIT_AS: (2**30, 2**30),
        resource.RLIMIT_CPU: (31, 31),
        resource.RLIMIT_FSIZE: (2**28, 2**28),
        resource.RLIMIT_CORE: (0, 0),
    }
    assert [each["label"] for each in json.loads(told.getvalue())[0]["paragraphs"]] == ["1", "2"]


def test_a_reading_that_runs_out_of_memory_says_so(monkeypatch) -> None:
    def no_more(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(apart, "read", no_more)
    asked = json.dumps(["a.txt", None, {}]).encode()
    assert "memory" in json.loads(apart.answer(asked, b"x"))


def test_a_refusal_is_told_as_a_sentence() -> None:
    asked = json.dumps(["a.txt", None, {}]).encode()
    assert "no text" in json.loads(apart.answer(asked, b" "))


@pytest.mark.parametrize(
    "symbol", ["OIC/WELLS-1/2044/RES", "A/RES/98/1", "Assembly/AU/Dec.9(X)", "WELLS/1/RES"]
)
def test_mandates_are_read_in_the_style_of_every_house(symbol: str) -> None:
    (found,) = read(f"{symbol}\n\n".encode() + TEXT, "a.txt", NOBODY, "en")
    assert [each.canonical for each in found.paragraphs[0].mandates] == ["urges"]


HOSTILE = {
    "lines": ("word\n" * 100_000, "a.txt"),
    "lines with markup": ("# *a* [b](c) **d\n" * 100_000, "a.md"),
    "one paragraph again and again": ("1. URGES all;\n" * 20_000, "a.txt"),
    "one long line": ("1. URGES " + "Member States and " * (A_MEBIBYTE // 18), "a.txt"),
    "spaces": ("1. a" + " " * A_MEBIBYTE + "b", "a.md"),
    "stars": ("*" * A_MEBIBYTE + "a", "a.md"),
    "brackets": ("a" + "[" * A_MEBIBYTE, "a.md"),
    "underscores": ("a_" * (A_MEBIBYTE // 2), "a.md"),
    "tags": ("<a " * (A_MEBIBYTE // 3), "a.md"),
    "parentheses": ("1. a " + "(" * A_MEBIBYTE, "a.txt"),
    "dates": ("1. URGES all before " + "1-2 May 2024, " * (A_MEBIBYTE // 14), "a.txt"),
    "a symbol that never ends": ("A/" * (A_MEBIBYTE // 2) + "\n1. URGES all", "a.txt"),
    "hyphens at line ends": ("exam-\nple " * 90_000, "a.txt"),
    "marks over a letter": ("a" + "\u0301" * A_MEBIBYTE, "a.txt"),
    "entities": ("&amp;" * (A_MEBIBYTE // 5) + "a", "a.md"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_text_is_read_within_the_limits(what: str) -> None:
    text, filename = HOSTILE[what]
    assert len(read_apart(text.encode(), filename, vocabulary())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "1. URGES all keepers to hold a workshop;\n",
        "يطلب إلى الدول الأعضاء و",
        "; and INVITES all ",
        "Member States, ",
        "(a) a study; ",
        "Recalling resolution A/RES/98/1 of 3 May 2031, ",
    ],
)
def test_time_grows_with_the_length_and_not_with_its_square(text: str) -> None:
    short, long = (_cost("1. URGES all " + text * times) for times in (500, 4_000))
    assert long < 24 * short  # eight times the text: squared would be 64


def _cost(text: str) -> float:
    def once() -> float:
        start = time.process_time()
        read(text.encode(), "a.txt", vocabulary(), "en")
        return time.process_time() - start

    return min(once() for _ in range(2))
