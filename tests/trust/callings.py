"""How to call each operation: on something of one's own, on a foreign thing, on nothing at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.http.routes import Operation
from core.people import Role
from nadwa import policy
from nadwa.policy import POLICY, Subject
from nadwa.policy_page import name_of
from notifications import Purpose
from tests.trust.world import CALLERS, MAILING, World

ABSENT = UUID("01890000-0000-7000-8000-000000000000")
_PERSON = {"name": "New Person", "email": "new.person@sn.example", "state": "SN"}
_EVENT = {"type": "workshop", "title": {"en": "New workshop"}, "timezone": "Asia/Riyadh"}
_HOOK = {"url": "https://hooks.example.org/in", "facts": ["event.announced"]}
_SESSION = {
    "title": {"en": "Opening"},
    "starts_at": "2027-03-15T09:00",
    "ends_at": "2027-03-15T10:00",
}
_QUESTIONS = {
    "purpose": {"en": "To plan the meals"},
    "questions": [{"id": "diet", "kind": "text", "label": {"en": "What do you not eat?"}}],
}
_BECAUSE = {"reason": "It had to be"}
_CLAUSE = {"verb": "Requests", "canonical": "requests", "kind": "event", "activities": ["workshop"]}

BODIES: dict[str, dict[str, Any]] = {
    "PATCH /v1/sessions/{code}": {"json": {"expected": "2027"}},
    "PATCH /v1/mandates/{id}": {"json": {"quantity": 2}},
    "POST /v1/mandates/{id}/rejection": {"json": _BECAUSE},
    "POST /v1/mandates/{id}/claim": {"json": {}},
    "POST /v1/mandates/{id}/decision": {"json": {"kind": "not_applicable", **_BECAUSE}},
    "POST /v1/mandates/{id}/decision/withdrawal": {"json": _BECAUSE},
    "POST /v1/mandates/{id}/evidence": {"json": {"kind": "note", "title": "T", "note": "N"}},
    "POST /v1/mandates/{id}/split": {"json": {"clauses": [_CLAUSE, _CLAUSE]}},
    "POST /v1/mandates/{id}/merge": {"json": {"mandates": [str(ABSENT)], **_BECAUSE}},
    "POST /v1/paragraphs/{id}/mandates": {"json": _CLAUSE},
    "POST /v1/relations/{id}/rejection": {"json": _BECAUSE},
    "POST /v1/reported-events/{id}/rejection": {"json": _BECAUSE},
    "POST /v1/evidence/{id}/return": {"json": _BECAUSE},
    "POST /v1/evidence/{id}/retraction": {"json": _BECAUSE},
    "POST /v1/resolutions": {"files": {"file": ("nothing.md", b"# Nothing\n", "text/markdown")}},
    "POST /v1/events": {"json": _EVENT},
    "POST /v1/events/series": {
        "json": {
            "event": {
                **_EVENT,
                "starts_at": "2027-03-15T09:00",
                "ends_at": "2027-03-15T10:00",
                "organizers": [{"body": "ICESCO", "role": "lead"}],
            },
            "repeat": {"every": "week", "count": 2},
        }
    },
    "PATCH /v1/events/{id}": {"json": {"programme": "StatCaB"}},
    "PUT /v1/events/by-external-id/{external_id}": {
        "json": {**_EVENT, "organizers": [{"body": "ICESCO", "role": "lead"}]}
    },
    "POST /v1/events/{id}/postponement": {"json": _BECAUSE},
    "POST /v1/events/{id}/cancellation": {"json": _BECAUSE},
    "POST /v1/events/{id}/outcome": {"json": {"summary": {"en": "Done"}}},
    "POST /v1/events/{id}/registrations": {"json": {"person": _PERSON}},
    "POST /v1/events/{id}/registrations/import": {
        "content": b"name,email,state\nOne,one@sn.example,SN\n",
        "headers": {"Content-Type": "text/csv"},
    },
    "POST /v1/events/{id}/nominations": {
        "json": {"state": "SN", "note_reference": "NV/1", "people": [_PERSON]}
    },
    "POST /v1/events/{id}/files": {
        "files": {"file": ("agenda.txt", b"Agenda", "text/plain")},
        "data": {"title": "Agenda", "visibility": "public"},
    },
    "PUT /v1/events/{id}/questions": {"json": _QUESTIONS},
    "PUT /v1/events/{id}/feedback-form": {"json": _QUESTIONS},
    "PUT /v1/registrations/{id}/answers": {"json": {"answers": {}}},
    "POST /v1/nominations/{id}/note": {
        "files": {"file": ("note.pdf", b"%PDF-1.7", "application/pdf")}
    },
    "POST /v1/events/{id}/check-ins": {"json": {"code": "NOBODYS-CODE"}},
    "POST /v1/events/{id}/check-ins/batch": {"json": {"entries": [{"code": "NOBODYS-CODE"}]}},
    "POST /v1/events/{id}/sessions": {"json": _SESSION},
    "PATCH /v1/events/{id}/sessions/{session}": {"json": {"room": "Blue room"}},
    "POST /v1/events/{id}/copy": {"json": {"starts_at": "2028-03-15T09:00"}},
    "POST /events/{id}/sign-up": {"data": {"name": "Walk In", "email": "walk.in@mail.example"}},
    "PATCH /v1/registrations/{id}": {"json": {"role": "observer"}},
    "POST /v1/registrations/{id}/substitution": {"json": {"person": _PERSON}},
    "POST /v1/states/{code}/calendar/overrides": {
        "json": {"kind": "working_day", "from": "2027-04-05", "source": "decree 1"}
    },
    "PATCH /v1/calendar-overrides/{id}": {"json": {"source": "decree 2"}},
    "POST /v1/scheduling/slots": {"json": {"window": {"from": "2027-03-01", "to": "2027-03-09"}}},
    "POST /v1/scheduling/programme": {
        "json": {"year": 2027, "events": [{"id": "a", "organizers": ["SESRIC"]}]}
    },
    "POST /v1/scheduling/programme/application": {
        "json": {
            "programme": {"year": 2027, "events": [{"id": "a", "organizers": ["SESRIC"]}]},
            "digest": "0" * 64,
        }
    },
    "POST /v1/scheduling/series": {"json": {"states": ["SN"], "days": ["2027-03-01"]}},
    "POST /v1/inbox": {
        "content": b"From: a@b.example\r\nTo: events@cal.example.org\r\n\r\nHello\r\n",
        "headers": {"Content-Type": "message/rfc822"},
    },
    "PUT /v1/bodies/{code}/mailbox": {"json": {"address": "desk@icesco.example"}},
    "PUT /v1/bodies/{code}/report-template": {
        "json": {"name": {"en": "House"}},
        "headers": {"If-Match": "*"},
    },
    "PUT /v1/states/{code}/mailbox": {"json": {"address": "focal@sn.example"}},
    "POST /v1/proposals/{id}/acceptance": {"json": {"person": _PERSON}},
    "POST /v1/webhooks": {"json": _HOOK},
    "PATCH /v1/webhooks/{id}": {"json": {"active": False}},
    "POST /v1/mail/pause": {"json": _BECAUSE},
    "POST /me/{secret}/answer": {"data": {"answer": "accepted"}},
    "POST /me/{secret}/language": {"data": {"language": "ar"}},
    "POST /mandates/{id}/review": {"data": {"finding": "confirm"}},
    "POST /sign-in": {"data": {"address": "nobody@mail.example"}},
    "POST /desk/registrations/{id}/decision": {"data": {"decision": "approval"}},
    "POST /v1/accounts": {"json": {"address": "new@qoffice.example", "role": "viewer"}},
}
"""What to send; whatever is not here is called without a body."""

QUERIES = {
    "GET /v1/resolutions/{slug}/carry-over": {"from": "small-1"},
    "GET /v1/resolutions/{slug}/diff": {"from": "small-1"},
    "GET /v1/coverage/changes": {"seconds": "1"},
    "GET /v1/coverage/matrix": {"resolution": "{slug}"},
    "GET /v1/coverage/report": {"resolution": "{slug}"},
    "GET /v1/coverage": {"resolution": "{slug}"},
    "GET /v1/coverage/gaps": {"resolution": "{slug}"},
    "GET /v1/coverage/deadlines": {"resolution": "{slug}"},
    "GET /coverage.csv": {"resolution": "{slug}"},
    "GET /events.csv": {"resolution": "{slug}"},
    "GET /history.csv": {"resolution": "{slug}"},
}
"""What to ask for beside the path."""

WITHOUT_MEMORY = {
    "PUT /v1/events/by-external-id/{external_id}": "an id that nobody has plans a new event"
}
"""Operations for which a thing that is not there is no mistake."""


_PERSONAL = {
    policy.REGISTRATION: "registration",
    policy.LETTER: "letter",
    policy.LINK: "registration",
    policy.PERSON: "person",
    policy.MESSAGE: "message",
    policy.PROPOSAL: "proposal",
}
"""What belongs to one person, by its name in the world."""


_PLACED: dict[Subject, tuple[str | None, str]] = {
    policy.SESSION: (None, "browser session"),
    policy.MANDATE: ("mandate", "hushed mandate"),
    policy.TASK: ("mandate", "hushed mandate"),
    policy.FILE_SEEN: ("file open", "file inside TR"),
    policy.FILE_CHANGED: ("file open", "file inside TR"),
    policy.NOMINATION: ("nomination SN", "nomination TR"),
}
"""Something of one's own and something foreign, the same for every caller."""


_NOBODYS = {
    "/paragraphs/": "paragraph",
    "/relations/": "relation",
    "/reported-events/": "reported event",
    "/webhooks/": "webhook",
    "/calendar-overrides/": "calendar override",
    "/webhook-deliveries/": "delivery",
    "/accounts/": "account",
}
"""What belongs to the house as a whole."""


@dataclass(frozen=True)
class Call:
    """One request: `relation` says what its object is to the caller; `listed` needs no object."""

    operation: Operation
    relation: str
    url: str
    request: dict[str, Any]


def calls(world: World, caller: str, operation: Operation) -> Iterator[Call]:
    """Yield every way to call an operation; foreign and absent first, they change nothing."""
    name = name_of(operation)
    query = QUERIES.get(name, {})
    if "{" not in operation.path and "{slug}" not in query.values():
        yield Call(operation, "listed", operation.path, _sent(name, query, {}))
        return
    for relation in ("absent", "foreign", "own"):
        values = _named(world, caller, name, relation)
        if values is not None:
            yield Call(
                operation, relation, operation.path.format(**values), _sent(name, query, values)
            )


def _sent(name: str, query: dict[str, str], values: dict[str, str]) -> dict[str, Any]:
    asked = {key: value.format(**values) if values else value for key, value in query.items()}
    body = BODIES.get(name, {})
    return {**body, "params": asked, "headers": {"If-Match": "*", **body.get("headers", {})}}


def _named(world: World, caller: str, name: str, relation: str) -> dict[str, str] | None:
    """Return what to put into the path, or None where nothing is foreign (or own) to the caller."""
    own = relation == "own"
    if relation == "absent":
        return {"id": str(ABSENT), "session": str(ABSENT), "kind": "invitation", "slug": "none-1", "code": "NOBODY", "external_id": "x:none",
                "name": "no.css", "secret": _secret(world, name, relation), "file": str(ABSENT)}  # fmt: skip
    if "{id}" in name:
        thing = _thing(POLICY[name], CALLERS[caller][0], name, own)
        if thing is None:
            return None
        session = world.ids.get(f"session of {thing}", ABSENT)
        return {"id": str(world.ids[thing]), "session": str(session), "kind": "invitation"}
    if "{secret}" in name:
        file = str(world.ids["file open"])
        return {"secret": _secret(world, name, relation), "file": file}
    for part, parameter, mine, foreign in _NAMED:
        if part in f"{name} {QUERIES.get(name, {})}":
            value = mine if own else foreign
            return {parameter: value} if value else None
    raise AssertionError(f"say in _NAMED what {name} is called with")


_NAMED = (
    ("/states/{code}/mailbox", "code", "SN", "TR"),
    ("/mailbox", "code", "ICESCO", "SESRIC"),
    ("PUT /v1/bodies/{code}/report-template", "code", "ICESCO", "SESRIC"),
    ("/certificates/", "code", None, None),  # given out after an event: tests/events tries them
    ("/states/", "code", "SN", None),
    ("/sessions/", "code", "MCSD-9", None),
    ("{code}", "code", "SESRIC", None),
    ("/problems/", "slug", "stale", None),
    ("{slug}", "slug", "small-1", "hidden-1"),
    ("{name}", "name", "nadwa.css", None),
    ("{external_id}", "external_id", "x:open", "x:inside"),
)
"""Part of an operation's name, its parameter, something of one's own, something foreign."""


def _secret(world: World, name: str, relation: str) -> str:
    """Return a right secret, one that is forged for somebody, or one that is forged for nobody."""
    purpose = Purpose.PAGE if "/me/" in name else Purpose.CONFIRMATION
    purpose = Purpose.FEED if "/people/" in name else purpose
    purpose = Purpose.SIGN_IN if "/sign-in/" in name else purpose
    if relation == "absent":
        return _forged(MAILING.secret(purpose, ABSENT))
    where = "open SN" if relation == "own" else "inside TR"
    secret = world.secrets[f"{purpose.value} {where}"]
    return secret if relation == "own" else _forged(secret)


def _forged(secret: str) -> str:
    return f"{secret[:-4]}aaaa"


def _thing(subject: Subject, role: Role, name: str, own: bool) -> str | None:
    """Return the name of something that is the caller's own, or foreign to it."""
    for part, thing in _NOBODYS.items():
        if part in name:
            return thing if own else None
    if subject in _PLACED:
        return _PLACED[subject][0 if own else 1]
    if subject is policy.WEBHOOK:
        return ("delivery" if "deliveries/" in name else "webhook") if own else None
    if kind := _PERSONAL.get(subject):
        foreign = "open TR" if role is Role.FOCAL_POINT else "inside TR"
        return f"{kind} {'open SN' if own else foreign}"
    if "claim" in subject.name:
        return _claim(subject, role, own)
    seen = subject is not policy.EVENT_RUN and role is Role.FOCAL_POINT
    return ("event inside SN" if seen else "event open") if own else "event inside TR"


def _claim(subject: Subject, role: Role, own: bool) -> str:
    if role is Role.FOCAL_POINT:
        return "claim SN" if own else "claim TR"
    if role is Role.VIEWER or subject is policy.EVIDENCE_REVIEWED:
        return "claim handed" if own else "claim SESRIC"
    return "claim ICESCO" if own else "claim SESRIC"
