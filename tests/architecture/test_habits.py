"""What the house forbids, read from the source itself."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
FILES = sorted(SRC.rglob("*.py"))
TREES = {file.relative_to(SRC).as_posix(): ast.parse(file.read_text()) for file in FILES}


def calls(tree: ast.AST) -> Iterator[str]:
    """Yield every call as dotted text, such as `session.commit`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def where(*endings: str) -> set[str]:
    return {name for name, tree in TREES.items() for call in calls(tree) if call.endswith(endings)}


def test_there_is_one_commit():
    assert where(".commit") == {"core/work.py"}


def test_there_is_one_clock():
    reads = (
        ".now",
        ".utcnow",
        "time.time",
        ".time_ns",
        "date.today",
        ".monotonic",
        ".perf_counter",
    )
    assert where(*reads) <= {"core/clock.py"}


def test_refusals_are_problems():
    named = {name for name, tree in TREES.items() if "HTTPException" in ast.unparse(tree)}
    assert named == {"core/http/problems.py"}  # which turns the framework's own into problems


def test_nothing_is_imported_inside_a_function():
    hidden = {
        name
        for name, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_files_and_functions_fit_in_one_head():
    long_files = {
        name: n for name in TREES if (n := len((SRC / name).read_text().splitlines())) > 400
    }
    long_functions = {
        f"{name}:{node.name}": length
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > 50
    }
    assert (long_files, long_functions) == ({}, {})


def test_most_files_and_functions_are_short():
    lengths = sorted(len(file.read_text().splitlines()) for file in FILES if file.stat().st_size)
    functions = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) * 95 // 100] <= 250
    assert functions[len(functions) * 95 // 100] <= 25


@pytest.mark.parametrize("package", ["registry", "events", "notifications"])
def test_rules_know_no_web_framework(package):
    pure = ("model", "facts", "errors", "actions", "store")
    for name, tree in TREES.items():
        if name.startswith(f"{package}/") and Path(name).stem.split("_")[-1] in pure:
            imported = {
                alias.name if isinstance(node, ast.Import) else node.module
                for node in ast.walk(tree)
                if isinstance(node, ast.Import | ast.ImportFrom)
                for alias in node.names
            }
            assert not {
                each for each in imported if each and each.startswith(("fastapi", "starlette"))
            }


def test_other_packages_import_only_what_a_package_offers():
    packages = {"registry", "events", "notifications", "reports"}
    reaching_in = {
        (name, node.module)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and "." in node.module
        and (owner := node.module.split(".")[0]) in packages
        and not name.startswith(f"{owner}/") and name != "nadwa/tables.py"
    }  # fmt: skip
    assert reaching_in == set()


LAYERS = ("facts", "errors", "model", "store", "actions", "subscribers", "api")


def layer(module):
    """Return a module's place by the end of its name: `registration_actions` is `actions`."""
    kind = module.split(".")[-1].split("_")[-1]
    return LAYERS.index(kind) if kind in LAYERS else None


@pytest.mark.parametrize("package", ["registry", "events", "notifications", "reports"])
def test_inside_a_package_imports_go_down(package):
    upwards = {
        (name, node.module)
        for name, tree in TREES.items()
        if name.startswith(f"{package}/") and (own := layer(Path(name).stem)) is not None
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(package)
        and (other := layer(node.module)) is not None and other > own
    }  # fmt: skip
    assert upwards == set()


def test_every_room_says_what_it_is_for():
    silent = {
        name
        for name, tree in TREES.items()
        if name.endswith("__init__.py") and not ast.get_docstring(tree)
    }
    assert silent == set()


def test_no_room_is_crowded():
    rooms = Counter(Path(name).parent.as_posix() for name in TREES)
    assert {room: modules for room, modules in rooms.items() if modules > 60} == {}
