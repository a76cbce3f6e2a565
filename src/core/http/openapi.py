"""The OpenAPI document: deterministic, with our problems and our security in it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from core.http.problems import MEDIA_TYPE, ProblemView
from core.http.routes import Operation, operations_of
from core.people import Role


def install_openapi(app: FastAPI) -> None:
    """Have `/openapi.json` say what each operation asks of its caller."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way


def _describe(app: FastAPI) -> dict[str, Any]:
    described = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    components = described.setdefault("components", {})
    components.setdefault("schemas", {}).update(_problem_schemas())
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for operation in operations_of(app):
        if operation.documented:
            entry = described["paths"][operation.path][operation.method.lower()]
            _say_who_may(entry, operation)
    return described


def _problem_schemas() -> dict[str, Any]:
    schema = ProblemView.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema.pop("$defs", {})
    return {**parts, "ProblemView": schema}


def _say_who_may(entry: dict[str, Any], operation: Operation) -> None:
    """Add who may call, the shared refusals, and problem documents for validation errors."""
    roles = operation.roles
    entry["x-roles"] = sorted(roles)
    if roles:
        open_to_all = Role.ANONYMOUS in roles
        entry["security"] = [{"token": []}, {}] if open_to_all else [{"token": []}]
        for status, text in (("401", "A valid token is required"), ("403", "Not your role")):
            entry["responses"].setdefault(status, _refusal(text))
        entry["responses"].setdefault("429", _refusal("Too many requests"))
        entry["responses"].setdefault("503", _refusal("Busy"))
    entry["responses"]["422"] = _refusal("The request has values that cannot be right")


def _refusal(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemView"}
    return {"description": text, "content": {MEDIA_TYPE: {"schema": schema}}}
