"""The public surface: every operation has a gate, a name, documented refusals; nothing drifts."""

import json
from pathlib import Path

import pytest

from core.http.routes import operations_of
from core.problem import Problem
from nadwa.app import build_app, build_office

ROOT = Path(__file__).parents[2]
WITHOUT_GATE = {"/healthz"}  # says only that the process is up


@pytest.fixture(scope="module")
def app():
    return build_app(build_office("sqlite://"))


def every_problem(kind=Problem):
    for each in kind.__subclasses__():
        yield each
        yield from every_problem(each)


def test_no_router_is_overlooked(app):
    found = {(each.path, each.method.lower()) for each in operations_of(app) if each.documented}
    described = {
        (path, method) for path, entry in app.openapi()["paths"].items() for method in entry
    }
    assert found == described
    assert len(found) > 80


def test_every_operation_says_who_may_call_it(app):
    open_doors = {each.path for each in operations_of(app) if not each.gates}
    assert open_doors == WITHOUT_GATE


def test_every_operation_has_a_stable_name_of_its_own(app):
    names = [each.name for each in operations_of(app) if each.documented]
    assert None not in names
    assert len(set(names)) == len(names)


def test_every_shape_has_a_name_of_its_own(app):
    shapes = app.openapi()["components"]["schemas"]
    ours = {name for name in shapes if "__" in name}  # where two clash, the framework adds modules
    assert ours == set()


def test_every_operation_says_what_it_does(app):
    silent = {each.path for each in operations_of(app) if not (each.endpoint.__doc__ or "").strip()}
    assert silent == set()


def test_every_problem_has_a_page():
    slugs = {problem.slug for problem in every_problem()}
    pages = {page.stem for page in (ROOT / "docs/problems").glob("*.md")} - {"README"}
    assert slugs - pages == set()
    assert pages - slugs == {"internal-error", "method-not-allowed"}


def test_every_problem_has_a_name_of_its_own():
    problems = list(every_problem())
    assert len({problem.slug for problem in problems}) == len(problems)


def test_the_stored_openapi_document_is_true(app):
    stored = json.loads((ROOT / "openapi/openapi.json").read_text())
    assert app.openapi() == stored, "run `make openapi` and look at the difference"
