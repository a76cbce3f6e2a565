"""The policy table: every operation, and whose objects it reaches for whom.

Which roles pass at all is each operation's gate (`core.http.work`); whose objects they reach is
decided in the packages' `access` modules. This table says the same in words that people can check:
docs/reference/access.md is written from it, and tests/trust tries every cell. Deny by default: an
operation that is not here fails the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.people import Role


class Reach(StrEnum):
    """Whose objects somebody reaches; anything else looks as if it were not there."""

    ALL = "all"
    OWN = "own"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What operations are about, and whose of it each role reaches; `own` says what own means."""

    name: str
    reach: Mapping[Role, Reach]
    own: str = ""


_ADMIN, _ORGANIZER, _FOCAL = Role.ADMIN, Role.ORGANIZER, Role.FOCAL_POINT
_ALL_INSIDE: dict[Role, Reach] = dict.fromkeys((_ADMIN, _ORGANIZER, _FOCAL, Role.VIEWER), Reach.ALL)
_OUTSIDE: dict[Role, Reach] = dict.fromkeys((Role.MAILER, Role.ANONYMOUS), Reach.PUBLIC)
_RUN = {_ADMIN: Reach.ALL, _ORGANIZER: Reach.OWN}
_OWN = {**_RUN, _FOCAL: Reach.OWN}

PUBLIC = Subject("what is public by nature", dict.fromkeys(_ALL_INSIDE | _OUTSIDE, Reach.ALL))
TASK = Subject("a task of the house", {_ADMIN: Reach.ALL, _ORGANIZER: Reach.ALL})
STATE_CALENDAR = Subject("a correction of a state's calendar", TASK.reach)
CALENDAR_ADVICE = Subject("dates and days, nobody's data", {**TASK.reach, Role.VIEWER: Reach.ALL})
SECRET_LINK = Subject(
    "a person's own link",
    dict.fromkeys(PUBLIC.reach, Reach.OWN),
    "whoever holds the link from the letter, whatever token comes with it",
)
CERTIFICATE = Subject(
    "a certificate's code",
    SECRET_LINK.reach,
    "whoever was shown the certificate: it proves the name on it and nothing else",
)
RESOLUTION = Subject(
    "a resolution", _ALL_INSIDE | _OUTSIDE, "public: with at least one confirmed mandate"
)
MANDATE = Subject("a mandate", _ALL_INSIDE | _OUTSIDE, "public: what a person confirmed")
SUGGESTION = Subject("what was read from a text, before a person confirms it", TASK.reach)
EVENT_SEEN = Subject(
    "an event to look at",
    {**_ALL_INSIDE, **_OUTSIDE, _FOCAL: Reach.OWN},
    "public: announced or held, and not internal; focal points also those that name their state",
)
EVENT_SIGNED_UP = Subject(
    "an event to sign up for on its page",
    {**_OUTSIDE, **_OWN, Role.VIEWER: Reach.ALL},
    "organizers: events they run; everybody else: events they see",
)
EVENT_RUN = Subject(
    "an event to run",
    _RUN,
    "events that the organizer's body leads, co-organizes, chairs or hosts",
)
FILE_SEEN = Subject(
    "a stored file to read",
    {**_OUTSIDE, **_OWN, Role.VIEWER: Reach.OWN},
    "those of visible events that are public or for participants; organizers all of events they "
    "run; focal points also their state's notes verbales",
)
FILE_CHANGED = Subject("a stored file to remove", _RUN, "of events they run")
NOMINATION = Subject(
    "a nomination",
    _OWN,
    "organizers: at events they run; focal points: of their state",
)
EVENT_ENTERED = Subject(
    "an event to enter people for",
    {**_OWN, Role.ANONYMOUS: Reach.PUBLIC},
    "organizers: events they run; focal points: events they see, and only people of their state",
)
REGISTRATION = Subject(
    "a registration",
    _OWN,
    "organizers: at events they run; focal points: people of their state",
)
DESK = Subject(
    "one's own desk",
    dict.fromkeys(_ALL_INSIDE, Reach.OWN),
    "what waits for whoever is signed in",
)
SESSION = Subject(
    "a session of one's own in a browser", DESK.reach, "those of the account that is signed in"
)
ACCOUNT = Subject("an account", {_ADMIN: Reach.ALL})
PERSON = Subject("a person's record", {_ADMIN: Reach.ALL})
LETTER = Subject("a letter", _RUN, "about events they run")
LINK = Subject("the link of a personal page", _RUN, "of those registered at events they run")
MESSAGE = Subject("a message that came in", _RUN, "about events they run")
PROPOSAL = Subject(
    "what a participant proposes",
    _OWN,
    "organizers: at events they run; focal points: of people of their state",
)
REPORT_TEMPLATE = Subject("how a body's reports look", _RUN, "the organizer's own body")
MAILBOX = Subject("a body's mailbox", _RUN, "the organizer's own body")
STATE_MAILBOX = Subject(
    "a focal point's mailbox",
    {_ADMIN: Reach.ALL, _FOCAL: Reach.OWN},
    "focal points: of their state",
)
EVIDENCE_SEEN = Subject(
    "a claim to look at",
    {**_OWN, Role.VIEWER: Reach.OWN},
    "the own side's; staff and viewers also what was handed in, focal points what was approved",
)
EVIDENCE_CHANGED = Subject("a claim to hand in or take back", _OWN, "the own side's")
EVIDENCE_REVIEWED = Subject("a claim to review", _RUN, "the own side's, and what was handed in")
JOURNAL = Subject("the journal", {_ADMIN: Reach.ALL})
MAIL_ROOM = Subject("the mail as a whole", {_ADMIN: Reach.ALL})
WEBHOOK = Subject("a webhook and what was sent to it", {_ADMIN: Reach.ALL})
ZONE_RULES = Subject("the rules of time zones", {_ADMIN: Reach.ALL})
INBOX = Subject("incoming mail", {Role.MAILER: Reach.ALL, _ADMIN: Reach.ALL})

_OPERATIONS: dict[Subject, str] = {
    PUBLIC: """
        GET /docs · GET /healthz · GET /readyz · GET /metrics
        GET /problems/{slug} · GET /static/{name}
        GET /v1/bodies · GET /v1/bodies/{code} · GET /v1/bodies/{code}/report-template
        GET /v1/states · GET /v1/states/{code}
        GET /states/{code}/calendar · GET /v1/states/{code}/calendar
        GET /v1/calendar-overrides/{id}
        GET /v1/sessions · GET /v1/sessions/{code} · GET /v1/coverage/changes · GET /
        GET /embed/coverage · GET /certificates · GET /sign-in · POST /sign-in
        GET /calendars/public.ics · GET /calendars/states/{code}.ics
        GET /calendars/bodies/{code}.ics
        """,
    TASK: """
        POST /v1/resolutions · POST /v1/sessions · PATCH /v1/sessions/{code}
        PATCH /v1/mandates/{id}
        POST /v1/mandates/{id}/confirmation · POST /v1/mandates/{id}/rejection
        POST /v1/mandates/{id}/claim · POST /v1/mandates/{id}/release
        POST /v1/mandates/{id}/decision · POST /v1/mandates/{id}/decision/withdrawal
        POST /v1/mandates/{id}/split · POST /v1/mandates/{id}/merge
        POST /v1/paragraphs/{id}/mandates · POST /v1/events · POST /v1/events/series
        POST /v1/scheduling/programme/application · POST /mandates/{id}/review
        """,
    STATE_CALENDAR: """
        POST /v1/states/{code}/calendar/overrides · PATCH /v1/calendar-overrides/{id}
        DELETE /v1/calendar-overrides/{id}
        """,
    CALENDAR_ADVICE: """
        POST /v1/scheduling/slots · POST /v1/scheduling/programme
        POST /v1/scheduling/series
        """,
    SECRET_LINK: """
        GET /calendars/people/{secret}.ics
        GET /confirmations/{secret} · POST /confirmations/{secret}
        GET /me/{secret} · GET /me/{secret}/data.json · POST /me/{secret}/answer
        POST /me/{secret}/questions · POST /me/{secret}/feedback
        POST /me/{secret}/withdrawal · POST /me/{secret}/language
        POST /me/{secret}/feed
        GET /me/{secret}/files/{file}
        GET /me/{secret}/certificate.pdf · GET /me/{secret}/qr.svg
        GET /sign-in/{secret} · POST /sign-in/{secret}
        """,
    CERTIFICATE: """
        GET /v1/certificates/{code} · GET /certificates/{code}
        """,
    RESOLUTION: """
        GET /v1/resolutions · GET /v1/resolutions/{slug} · GET /v1/resolutions/{slug}/paragraphs
        GET /v1/resolutions/{slug}/relations · GET /v1/resolutions/{slug}/reported-events
        GET /v1/resolutions/{slug}/near-duplicates · GET /v1/resolutions/{slug}/carry-over
        GET /v1/resolutions/{slug}/diff · GET /v1/resolutions/{slug}.akn.xml
        GET /v1/resolutions/{slug}.jsonld
        GET /resolutions/{slug} · GET /resolutions/{slug}/review
        GET /calendars/resolutions/{slug}.ics
        GET /calendars/deadlines/{code}.ics · GET /coverage.csv · GET /events.csv
        GET /history.csv
        GET /v1/coverage · GET /v1/coverage/matrix · GET /v1/coverage/gaps
        GET /v1/coverage/deadlines · GET /v1/coverage/report
        """,
    MANDATE: """
        GET /v1/mandates · GET /v1/mandates/{id} · GET /mandates/{id}
        GET /v1/mandates/{id}/decisions · GET /v1/mandates/{id}/evidence
        POST /v1/mandates/{id}/evidence
        """,
    SUGGESTION: """
        POST /v1/relations/{id}/confirmation · POST /v1/relations/{id}/rejection
        POST /v1/reported-events/{id}/confirmation · POST /v1/reported-events/{id}/rejection
        """,
    EVENT_SEEN: """
        GET /v1/events · GET /v1/events/{id} · GET /events/{id} · GET /calendars/events/{id}.ics
        GET /v1/events/{id}/conflicts · GET /v1/events/{id}/statistics
        GET /v1/events/{id}/sessions · GET /v1/events/{id}/sessions/{session}
        GET /v1/events/{id}/files · GET /v1/events/{id}/questions
        GET /v1/events/{id}/feedback-form
        """,
    EVENT_SIGNED_UP: "POST /events/{id}/sign-up",
    EVENT_RUN: """
        PATCH /v1/events/{id} · PUT /v1/events/by-external-id/{external_id}
        POST /v1/events/{id}/announcement · POST /v1/events/{id}/postponement
        POST /v1/events/{id}/cancellation · POST /v1/events/{id}/conclusion
        POST /v1/events/{id}/outcome · GET /v1/events/{id}/check-ins
        GET /v1/events/{id}/attendance-list.pdf · GET /v1/events/{id}/badges.pdf
        POST /v1/events/{id}/copy · POST /v1/events/{id}/sessions
        PATCH /v1/events/{id}/sessions/{session} · DELETE /v1/events/{id}/sessions/{session}
        POST /v1/events/{id}/check-ins · POST /v1/events/{id}/check-ins/batch
        POST /v1/events/{id}/files · PUT /v1/events/{id}/questions
        GET /v1/events/{id}/letter-previews · GET /v1/events/{id}/letter-previews/{kind}
        GET /events/{id}/letters
        GET /v1/events/{id}/answers.csv · GET /v1/events/{id}/answers.xlsx
        GET /v1/events/{id}/participants.csv · GET /v1/events/{id}/participants.xlsx
        PUT /v1/events/{id}/feedback-form · GET /v1/events/{id}/feedback
        """,
    EVENT_ENTERED: """
        GET /v1/events/{id}/registrations · POST /v1/events/{id}/registrations
        POST /v1/events/{id}/registrations/import · GET /v1/events/{id}/registrations/import
        POST /v1/events/{id}/nominations
        """,
    REGISTRATION: """
        GET /v1/registrations/{id} · PATCH /v1/registrations/{id}
        POST /v1/registrations/{id}/approval · POST /v1/registrations/{id}/rejection
        POST /v1/registrations/{id}/endorsement
        POST /v1/registrations/{id}/withdrawal · POST /v1/registrations/{id}/substitution
        GET /v1/registrations/{id}/certificate.pdf · GET /v1/registrations/{id}/qr.svg
        GET /v1/registrations/{id}/invitation-letter.pdf
        GET /v1/registrations/{id}/answers · PUT /v1/registrations/{id}/answers
        PUT /v1/registrations/{id}/check-in · DELETE /v1/registrations/{id}/check-in
        POST /desk/registrations/{id}/decision
        """,
    FILE_SEEN: "GET /v1/files/{id} · GET /v1/files/{id}/content",
    FILE_CHANGED: "DELETE /v1/files/{id}",
    NOMINATION: "POST /v1/nominations/{id}/note",
    LETTER: """
        GET /v1/letters · GET /v1/letters/{id} · POST /v1/letters/{id}/retry
        """,
    LINK: "POST /v1/registrations/{id}/link-renewal",
    MESSAGE: """
        GET /v1/inbox · GET /v1/inbox/{id} · GET /v1/inbox/{id}/raw
        POST /v1/inbox/{id}/application · POST /v1/inbox/{id}/dismissal
        """,
    PROPOSAL: """
        GET /v1/proposals · GET /v1/proposals/{id}
        POST /v1/proposals/{id}/acceptance · POST /v1/proposals/{id}/refusal
        """,
    MAILBOX: """
        GET /v1/bodies/{code}/mailbox · PUT /v1/bodies/{code}/mailbox
        DELETE /v1/bodies/{code}/mailbox
        """,
    REPORT_TEMPLATE: "PUT /v1/bodies/{code}/report-template",
    STATE_MAILBOX: """
        GET /v1/states/{code}/mailbox · PUT /v1/states/{code}/mailbox
        DELETE /v1/states/{code}/mailbox
        """,
    INBOX: "POST /v1/inbox",
    EVIDENCE_SEEN: "GET /v1/evidence/{id}",
    EVIDENCE_CHANGED: "POST /v1/evidence/{id}/submission · POST /v1/evidence/{id}/retraction",
    EVIDENCE_REVIEWED: """
        POST /v1/evidence/{id}/review · POST /v1/evidence/{id}/approval
        POST /v1/evidence/{id}/return
        """,
    PERSON: """
        GET /v1/people · GET /v1/people/{id}/export · DELETE /v1/people/{id}
        POST /v1/people/{id}/feed-renewal
        """,
    DESK: "GET /desk · POST /desk/sign-out",
    SESSION: "POST /desk/sessions/{id}/end",
    ACCOUNT: """
        GET /v1/accounts · POST /v1/accounts · GET /v1/accounts/{id} · DELETE /v1/accounts/{id}
        """,
    JOURNAL: "GET /v1/journal · GET /v1/journal/seal",
    WEBHOOK: """
        GET /v1/webhooks · POST /v1/webhooks · GET /v1/webhooks/{id} · PATCH /v1/webhooks/{id}
        DELETE /v1/webhooks/{id} · GET /v1/webhooks/{id}/deliveries
        POST /v1/webhook-deliveries/{id}/retry
        """,
    ZONE_RULES: "GET /v1/scheduling/zone-rules · POST /v1/scheduling/zone-rules",
    MAIL_ROOM: "GET /v1/mail · POST /v1/mail/pause · POST /v1/mail/resumption",
}


def _listed(lines: str) -> list[str]:
    return [each.strip() for line in lines.splitlines() for each in line.split("·") if each.strip()]


POLICY: dict[str, Subject] = {
    operation: subject for subject, lines in _OPERATIONS.items() for operation in _listed(lines)
}
"""Every operation (`METHOD /path`) and what it is about."""
