"""Writes docs/reference/access.md from the gates and the policy table.

`python -m nadwa.policy_page > docs/reference/access.md`
"""

from collections.abc import Iterator

from fastapi import FastAPI

from core.http.routes import Operation, operations_of
from core.people import Role
from nadwa.app import build_app, build_office
from nadwa.policy import POLICY, Subject

ROLES = (
    Role.ADMIN,
    Role.ORGANIZER,
    Role.FOCAL_POINT,
    Role.VIEWER,
    Role.MAILER,
    Role.ANONYMOUS,
)
_HEAD = """# Who may do what

Written from the program itself (`make access`); the tests try every cell.

- **all**: every object of that kind. **own**: those described under the table's heading.
  **public**: what everybody may see. **–**: refused before anything is looked up, with 401 without
  a token and 403 with one.
- An object that is not within reach is answered exactly like one that does not exist: 404 with the
  same body. Lists, filters, searches, cursors, feeds and exports show what is within reach only.
- HEAD is answered like GET.
"""


def access_page(app: FastAPI) -> str:
    """Return the page in Markdown."""
    return "\n".join([_HEAD, *_tables(app)])


def reach(operation: Operation, role: Role) -> str:
    """Return whose objects a role reaches by an operation, in one word."""
    if operation.gates and role not in operation.roles:
        return "–"
    return POLICY[name_of(operation)].reach[role].value


def name_of(operation: Operation) -> str:
    """Return an operation's name in the policy table; HEAD is listed as GET."""
    method = "GET" if operation.method == "HEAD" else operation.method
    return f"{method} {operation.path}"


def _tables(app: FastAPI) -> Iterator[str]:
    operations = {name_of(each): each for each in operations_of(app) if each.method != "HEAD"}
    for subject in dict.fromkeys(POLICY.values()):
        named = [name for name, about in POLICY.items() if about is subject and name in operations]
        if named:
            yield from _table(subject, [operations[name] for name in named])


def _table(subject: Subject, operations: list[Operation]) -> Iterator[str]:
    yield f"## {subject.name[0].upper()}{subject.name[1:]}\n"
    if subject.own:
        yield f"{subject.own[0].upper()}{subject.own[1:]}.\n"
    yield f"| operation | {' | '.join(role.value for role in ROLES)} |"
    yield f"|---|{'---|' * len(ROLES)}"
    for operation in operations:
        cells = " | ".join(reach(operation, role) for role in ROLES)
        yield f"| `{name_of(operation)}` | {cells} |"
    yield ""


if __name__ == "__main__":
    print(access_page(build_app(build_office("sqlite://"))), end="")  # noqa: T201 -- a page on stdout
