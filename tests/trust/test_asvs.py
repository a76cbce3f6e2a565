"""The table of the ASVS: every row has an answer, every test that it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "asvs.md").read_text()
ROWS = re.findall(r"^\| (V\d[^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
WITHOUT_A_TEST = ("Not applicable: ", "Not met: ", "Not shown: ")


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def numbers(cell: str) -> list[str]:
    found = []
    for part in cell.split(", "):
        section, first, last = re.fullmatch(r"(V\d+\.\d+)\.(\d+)(?: to \1\.(\d+))?", part).groups()
        found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def test_each_requirement_of_the_two_levels_is_answered_once():
    answered = [number for cell, _, _ in ROWS for number in numbers(cell)]
    assert len(set(answered)) == len(answered) == 253
    assert {number.split(".")[0] for number in answered} == {f"V{n}" for n in range(1, 18)}


@pytest.mark.parametrize(("cell", "shown"), [(cell, shown) for cell, _, shown in ROWS])
def test_a_row_names_tests_that_exist_or_says_why_there_is_none(cell, shown):
    if shown.startswith(WITHOUT_A_TEST):
        return
    named = [each.strip("`").split("::") for each in shown.split(", ")]
    assert [(path, test) for path, test in named if test not in functions_of(path)] == []


def test_the_figures_at_the_head_are_those_of_the_rows():
    kinds = [shown.split(":")[0] for cell, _, shown in ROWS for _ in numbers(cell)]
    without = [kinds.count(kind.rstrip(": ")) for kind in WITHOUT_A_TEST]
    inapplicable, unmet, unshown = without
    told = re.search(
        r"(\d+) have a test, (\d+) are not shown, (\d+) are not met, (\d+) do not", PAGE
    )
    counted = (253 - sum(without), unshown, unmet, inapplicable)
    assert tuple(map(int, told.groups())) == counted


def test_the_image_holds_no_history():
    assert ".git" in (ROOT / ".dockerignore").read_text().split()


@pytest.mark.parametrize("path", ["/static/", "/static", "/problems/"])
def test_no_folder_is_listed(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/v1/events", "/healthz"])
def test_nothing_answers_to_trace(client, path):
    assert client.request("TRACE", path).status_code == 405
