"""A small world in which everybody has something of their own, and much that is not theirs.

Every text that somebody must not see carries a mark (a word that occurs nowhere else), so that a
leak is found wherever it comes out.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.accounts import Account, SignIn
from core.chain import seal
from core.dispatch import deliver_due
from core.journal import JournalEntry
from core.people import Actor, Role
from core.sign_in import ask_for_link, open_account, sessions_of, sign_in
from core.tokens import issue
from core.work import Office, Work
from events import (
    EventForm,
    OutcomeForm,
    OverrideForm,
    PersonForm,
    QuestionsForm,
    Registration,
    RegistrationForm,
    announce,
    ask_feedback,
    conclude,
    override,
    plan,
    publish_questions,
    register,
    report,
)
from events.files.actions import About, Sent, store_file
from events.registration_model import Nomination
from events.sessions.model import EventSession
from events.vocabulary import FileKind, FileVisibility
from notifications import Letter, Mailing, Purpose, subscribe
from notifications.inbox_model import InboundMessage, Mailbox, Proposal, StateMailbox
from notifications.inbox_words import Outcome, ProposalKind, Reason
from notifications.webhooks.model import DeliveryState, Webhook, WebhookDelivery
from registry import (
    Kind,
    Mandate,
    NewEvidence,
    Paragraph,
    Part,
    RelationKind,
    ReportedEvent,
    Resolution,
    ResolutionRelation,
    Review,
    Rule,
    Session,
    TemplateForm,
    record_evidence,
    set_template,
    submit,
)
from tests.factories import SYSTEM, a_plan, a_small_registry

MAILING = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)

CALLERS: dict[str, tuple[Role, str | None, str | None]] = {
    "anonymous": (Role.ANONYMOUS, None, None),
    "viewer": (Role.VIEWER, None, None),
    "mailer": (Role.MAILER, None, None),
    "focal_point of SN": (Role.FOCAL_POINT, None, "SN"),
    "organizer of ICESCO": (Role.ORGANIZER, "ICESCO", None),
    "organizer": (Role.ORGANIZER, None, None),
    "admin": (Role.ADMIN, None, None),
}
"""The callers: role, body, state."""

PEOPLE = {
    "open SN": ("Aissatou Qarsene", "aissatou@qarsene.example", "SN"),
    "open TR": ("Mehmet Qarturke", "mehmet@qarturke.example", "TR"),
    "inside SN": ("Fatou Qinsene", "fatou@qinsene.example", "SN"),
    "inside TR": ("Deniz Qinturke", "deniz@qinturke.example", "TR"),
}
_ALL_PEOPLE = ("Qarsene", "Qarturke", "Qinsene", "Qinturke")
_INSIDE = ("Qcolloquy", "Qconclave")  # the internal events of SN and of TR
_DRAFTS = ("Qdraftsn", "Qdrafttr", "Qdraftse", "Qdraftic")  # claims that were not handed in
_UNREVIEWED = ("Qwhispers", "Qhiddenres", "Qreported", "QREL/1")
_OUTSIDER = (
    *_ALL_PEOPLE, *(each.lower() for each in _ALL_PEOPLE), *_INSIDE, *_DRAFTS, *_UNREVIEWED,
    "Qunplanned", "Qminutes", "Qhanded", "qmeetinglink", "Qsealed",
)  # fmt: skip
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "anonymous": _OUTSIDER,
    "mailer": _OUTSIDER,
    "viewer": ("Qsealed", *_ALL_PEOPLE, *(each.lower() for each in _ALL_PEOPLE), *_DRAFTS),
    "focal_point of SN": (
        "Qarturke", "qarturke", "Qinturke", "qinturke", "Qconclave", "Qunplanned",
        "Qdrafttr", "Qdraftse", "Qdraftic", "Qhanded",
        "Qsealed",
    ),
    "organizer of ICESCO": (
        "Qinsene", "qinsene", "Qinturke", "qinturke", "Qdraftsn", "Qdrafttr", "Qdraftse",
        "Qsealed",
    ),
    "organizer": (),
    "admin": (),
}  # fmt: skip
"""What each caller must never read."""


@dataclass
class World:
    """Ids of what there is, by name."""

    office: Office
    ids: dict[str, UUID] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)


def a_world(office: Office) -> World:
    """Make it."""
    subscribe(office, MAILING)
    world = World(office)
    mandates = a_small_registry(office)
    with office.work(SYSTEM) as work:
        _texts(work, world, mandates)
    _events(world)
    _files(world)
    _questions(world)
    _people(world)
    _claims(world, mandates[0])
    while deliver_due(office):
        pass
    _letters(world)
    _incoming(world)
    _hooks(world)
    _accounts(world)
    seal(office)
    _callers(world)
    return world


def _texts(work: Work, world: World, mandates: list[UUID]) -> None:
    for name, mandate in zip(("mandate", "second mandate"), mandates, strict=False):
        work.get(Mandate, mandate).review = Review.CONFIRMED
        world.ids[name] = mandate
    hushed = work.get(Mandate, mandates[2])
    hushed.verb, hushed.addressees, hushed.due_on = "Qwhispers", ["SESRIC"], date(2027, 1, 31)
    world.ids["hushed mandate"] = hushed.id
    hidden = work.add(Resolution(slug="hidden-1", title={"en": "Qhiddenres"}))
    paragraph = work.add(
        Paragraph(resolution_id=hidden.id, part=Part.OPERATIVE, position=1, label="1")
    )
    work.add(
        Mandate(
            resolution_id=hidden.id, paragraph_id=paragraph.id, reference="hidden-1/1", position=1,
            verb="Qwhispers", canonical="requests", kind=Kind.EVENT, rule=Rule.ANY,
            source="tests", created_at=work.now,
        )
    )  # fmt: skip
    relation = work.add(
        ResolutionRelation(
            resolution_id=hushed.resolution_id, paragraph_id=hushed.paragraph_id,
            cited="resolution", symbol="QREL/1", symbol_key="qrel/1", kind=RelationKind.RECALLS,
            language="en", created_at=work.now,
        )
    )  # fmt: skip
    reported = work.add(
        ReportedEvent(
            resolution_id=hushed.resolution_id, paragraph_id=hushed.paragraph_id,
            title="Qreported workshop", type="workshop", starts_on=date(2021, 2, 24),
            ends_on=date(2021, 2, 25), precision="day", language="en", created_at=work.now,
        )
    )  # fmt: skip
    world.ids |= {"relation": relation.id, "reported event": reported.id}
    world.ids["paragraph"] = paragraph.id
    decree = {"kind": "day_off", "from": "2027-04-06", "name": {"en": "Mourning"}, "source": "d"}
    world.ids["calendar override"] = override(work, "SN", OverrideForm.model_validate(decree)).id
    work.add(Session(code="MCSD-9", body="MCSD", title={"en": "Ninth"}, known_at=work.now))
    work.recorded += 1


_SN, _TR = [{"state": "SN", "role": "participant"}], [{"state": "TR", "role": "participant"}]
_ICESCO = [{"body": "ICESCO", "role": "lead"}]


def _events(world: World) -> None:
    plans: dict[str, dict[str, Any]] = {
        "open": {"title": {"en": "Open workshop"}, "organizers": _ICESCO, "external_id": "x:open",
                 "online_url": "https://meet.example/qmeetinglink", "mode": "hybrid",
                 "mandates": [str(world.ids["mandate"])]},
        "inside SN": {"title": {"en": "Qcolloquy"}, "states": _SN, "visibility": "internal",
                      "venue": {"name": "Qcolloquy hall"}, "description": {"en": "Qcolloquy"},
                      "mandates": [str(world.ids["mandate"])]},
        "inside TR": {"title": {"en": "Qconclave"}, "states": _TR, "visibility": "internal",
                      "venue": {"city": "Qconclave city"}, "external_id": "x:inside",
                      "mandates": [str(world.ids["second mandate"])]},
        "draft": {"title": {"en": "Qunplanned"}, "external_id": "x:draft",
                  "mandates": [str(world.ids["second mandate"])]},
        "held": {"title": {"en": "Held workshop"}, "starts_at": "2026-11-20T09:00",
                 "ends_at": "2026-11-20T17:00", "mandates": [str(world.ids["mandate"])]},
    }  # fmt: skip
    for name, fields in plans.items():
        with world.office.work(SYSTEM) as work:
            event = plan(work, EventForm.model_validate(a_plan(**fields)))
            world.ids[f"event {name}"] = event.id
            if name != "draft":
                announce(work, event.id)
    with world.office.work(SYSTEM) as work:
        for name, title in (
            ("open", "Opening"),
            ("inside SN", "Qcolloquy"),
            ("inside TR", "Qconclave"),
        ):
            session = EventSession(
                event_id=world.ids[f"event {name}"], title={"en": title},
                starts_at=datetime(2027, 3, 15, 9), ends_at=datetime(2027, 3, 15, 10),  # noqa: DTZ001
                speakers=[{"name": f"Speaker of {title}"}],
            )  # fmt: skip
            world.ids[f"session of event {name}"] = work.add(session).id
        work.recorded += 1
    with world.office.work(SYSTEM) as work:
        conclude(work, world.ids["event held"])
        minutes = {"title": {"en": "Qminutes"}, "url": "https://files.example/Qminutes.pdf"}
        outcome = {"summary": {"en": "Done"}, "documents": [{**minutes, "visibility": "internal"}]}
        report(work, world.ids["event held"], OutcomeForm.model_validate(outcome))


def _questions(world: World) -> None:
    asked = {
        "purpose": {"en": "To plan"},
        "questions": [{"id": "diet", "kind": "text", "label": {"en": "Meals?"}}],
    }
    for name in ("open", "inside SN", "inside TR"):
        with world.office.work(SYSTEM) as work:
            publish_questions(work, world.ids[f"event {name}"], QuestionsForm.model_validate(asked))
            ask_feedback(work, world.ids[f"event {name}"], QuestionsForm.model_validate(asked))


def _files(world: World) -> None:
    for name, title, visibility in (
        ("open", "Agenda", FileVisibility.PUBLIC),
        ("inside TR", "Qsealed", FileVisibility.ORGANIZERS),
    ):
        about = About(FileKind.MATERIAL, {"en": title}, None, visibility)
        sent = Sent(f"{title}.txt", f"{title} words".encode(), 100)
        with world.office.work(SYSTEM) as work:
            event = world.ids[f"event {name}"]
            world.ids[f"file {name}"] = store_file(work, event, sent, about).id
    with world.office.work(SYSTEM) as work:
        for state, where in (("SN", "open"), ("TR", "inside TR")):
            nomination = Nomination(
                event_id=world.ids[f"event {where}"], state=state, note_reference="NV/1",
                nominated_by="tests", nominated_at=work.now,
            )  # fmt: skip
            world.ids[f"nomination {state}"] = work.add(nomination).id
        work.recorded += 1


def _people(world: World) -> None:
    for where, (name, email, state) in PEOPLE.items():
        event = world.ids["event open" if where.startswith("open") else f"event {where}"]
        details = {"name": name, "email": email, "state": state, "position": f"Aide of {name}"}
        form = RegistrationForm(
            person=PersonForm.model_validate(details),
            external_id=f"r:{email}",
            answers={"diet": f"As {name}"},
        )
        with world.office.work(SYSTEM) as work:
            registration = register(work, event, form)
        world.ids[f"registration {where}"] = registration.id
        world.ids[f"person {where}"] = registration.person_id
        world.secrets[f"page {where}"] = MAILING.secret(Purpose.PAGE, registration.id)
        world.secrets[f"feed {where}"] = MAILING.secret(Purpose.FEED, registration.person_id)
        world.secrets[f"confirmation {where}"] = MAILING.secret(
            Purpose.CONFIRMATION, registration.person_id
        )


def _claims(world: World, mandate: UUID) -> None:
    sides = {
        "SN": (Actor("token:sn", Role.FOCAL_POINT, state="SN"), "Qdraftsn"),
        "TR": (Actor("token:tr", Role.FOCAL_POINT, state="TR"), "Qdrafttr"),
        "SESRIC": (Actor("token:se", Role.ORGANIZER, body="SESRIC"), "Qdraftse"),
        "ICESCO": (Actor("token:ic", Role.ORGANIZER, body="ICESCO"), "Qdraftic"),
        "handed": (Actor("token:tr", Role.FOCAL_POINT, state="TR"), "Qhanded"),
    }
    for name, (actor, mark) in sides.items():
        claim = NewEvidence.model_validate({"kind": "note", "title": mark, "note": f"{mark} note"})
        with world.office.work(actor) as work:
            made = record_evidence(work, work.get(Mandate, mandate), claim)
            if name == "handed":
                submit(work, made)
        world.ids[f"claim {name}"] = made.id


def _letters(world: World) -> None:
    with world.office.look(SYSTEM) as look:
        for where in PEOPLE:
            mine = select(Letter.id).where(
                col(Letter.registration_id) == world.ids[f"registration {where}"]
            )
            world.ids[f"letter {where}"] = look.session.exec(mine).one()
        assert len(look.session.exec(select(Registration)).all()) == len(PEOPLE)


def _incoming(world: World) -> None:
    """Store what came in from each person: a message that waits for review, and a proposal."""
    with world.office.work(SYSTEM) as work:
        for where, (name, email, _) in PEOPLE.items():
            about = {
                "registration_id": world.ids[f"registration {where}"],
                "event_id": work.get(Registration, world.ids[f"registration {where}"]).event_id,
            }
            message = work.add(
                InboundMessage(
                    **about, identity=where, way="http", received_at=work.now, expires_at=work.now,
                    outcome=Outcome.REVIEW, reason=Reason.OTHER_ADDRESS, method="REPLY",
                    sender=email, attendee=email, subject=f"Yes, {name}",
                    content=f"From: {email}\r\n\r\n{name} comes".encode(),
                )
            )  # fmt: skip
            proposal = work.add(
                Proposal(
                    **about, message_id=message.id, kind=ProposalKind.SUBSTITUTE, delegate=email,
                    comment=f"{name} says so", made_at=work.now,
                )
            )  # fmt: skip
            world.ids |= {f"message {where}": message.id, f"proposal {where}": proposal.id}
        for body in ("SESRIC", "ICESCO"):
            address = f"desk@{body.lower()}.example"
            work.add(Mailbox(body=body, address=address, since=work.now))
            set_template(work, body, TemplateForm.model_validate({"name": {"en": body}}))
        for state in ("SN", "TR"):
            address = f"focal@{state.lower()}.example"
            work.add(StateMailbox(state=state, address=address, since=work.now))
        work.recorded += 1


def _hooks(world: World) -> None:
    with world.office.work(SYSTEM) as work:
        hook = work.add(
            Webhook(url="https://hooks.example.org/Qhook", facts=[], made_at=work.now,
                    seen_at=work.now)
        )  # fmt: skip
        entry = work.session.exec(select(JournalEntry.id)).first()
        assert entry is not None
        delivery = work.add(
            WebhookDelivery(
                webhook_id=hook.id, entry_id=entry, fact="event.announced", content=b"{}",
                state=DeliveryState.FAILED, queued_at=work.now, due_at=work.now,
            )
        )  # fmt: skip
        world.ids |= {"webhook": hook.id, "delivery": delivery.id}
        work.recorded += 1


def _accounts(world: World) -> None:
    """Open an account with a session and an unused link; no caller of these tests has it."""
    with world.office.work(SYSTEM) as work:
        account = open_account(work, "desk@qoffice.example", Role.ORGANIZER)
        used, unused = (_link(work, account) for _ in range(2))
        sign_in(work, used.id, "Firefox, Linux")
        (session,) = sessions_of(work, account.id)
    world.ids |= {"account": account.id, "browser session": session.id}
    world.secrets["sign_in open SN"] = MAILING.secret(Purpose.SIGN_IN, unused.id)
    world.secrets["sign_in inside TR"] = MAILING.secret(Purpose.SIGN_IN, used.id)


def _link(work: Work, account: Account) -> SignIn:
    ask_for_link(work, account.address, "en")
    asked = select(SignIn).where(col(SignIn.account_id).is_(None))
    link = work.session.exec(asked).one()
    link.account_id = account.id
    work.session.flush()
    return link


def _callers(world: World) -> None:
    for name, (role, body, state) in CALLERS.items():
        world.headers[name] = {}
        if role is not Role.ANONYMOUS:
            with world.office.work(SYSTEM) as work:
                _, secret = issue(work, role, name, body=body, state=state)
            world.headers[name] = {"Authorization": f"Bearer {secret}"}
