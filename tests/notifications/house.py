"""What organizers and people do, in one line each."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from core.dispatch import deliver_due
from core.journal import JournalDelivery
from core.people import ANONYMOUS, Actor, Role
from core.storage import by_database_clock
from events import (
    Event,
    EventChange,
    EventForm,
    Person,
    RegistrationForm,
    announce,
    cancel,
    change,
    confirm_address,
    plan,
    postpone,
    register,
    take_up_zone_rules,
    withdraw,
)
from notifications.model import Letter
from notifications.sending.delivery import send_due
from registry import Body, State

ADMIN = Actor("token:admin", Role.ADMIN)
TITLE = {"en": "Workshop on seeds", "fr": "Atelier sur les semences", "ar": "ورشة عمل عن البذور"}


STATES = {
    "SN": ("Senegal", "Sénégal", "السنغال", "Africa/Dakar", "fr"),
    "TR": ("Türkiye", "Türkiye", "تركيا", "Europe/Istanbul", "en"),
    "EG": ("Egypt", "Égypte", "مصر", "Africa/Cairo", "ar"),
}


def furnish(work):
    """Enter two bodies and three states, as the catalogue would."""
    for code, full in (("SESRIC", "Centre for Statistics"), ("ICESCO", "Organization for Culture")):
        name = {"en": full, "fr": f"{full} (fr)", "ar": f"{full} (ar)"}
        work.add(Body(code=code, kind="institution", name=name, short={"en": code}))
    for code, (en, fr, ar, zone, language) in STATES.items():
        work.add(
            State(
                code=code,
                alpha3=f"{code}X",
                name={"en": en, "fr": fr, "ar": ar},
                time_zone=zone,
                group="ARAB",
                language=language,
            )
        )
    work.recorded += 1  # the registry records its own facts


class House:
    """An office, seen by those who use it."""

    def __init__(self, office, clock, mailing):
        self.office, self.clock, self.mailing = office, clock, mailing

    def a_workshop(self, **fields):
        form = {
            "type": "workshop",
            "title": TITLE,
            "starts_at": "2027-03-15T09:00",
            "ends_at": "2027-03-15T16:00",
            "timezone": "Europe/Istanbul",
            "venue": {"name": "Main hall", "city": "Ankara", "country": "TR"},
            "organizers": [{"body": "SESRIC", "role": "lead"}],
            **fields,
        }
        with self.office.work(ADMIN) as work:
            event = plan(work, EventForm.model_validate(form))
            announce(work, event.id)
        self.settle()
        return event.id

    def a_seat(self, event_id, email="amina@ministry.example", actor=ADMIN, **person):
        details = {"name": "Amina Diop", "language": "fr", "state": "SN", "email": email, **person}
        with self.office.work(actor) as work:
            form = RegistrationForm.model_validate({"person": details})
            registration = register(work, event_id, form)
        self.settle()
        return registration.id

    def a_stranger(self, event_id, email="sami@mail.example", **person):
        return self.a_seat(event_id, email, actor=ANONYMOUS, **person)

    def change(self, event_id, **fields):
        with self.office.work(ADMIN) as work:
            change(work, event_id, EventChange.model_validate(fields))
        self.settle()

    def take_up_new_rules_of_the_zone(self):
        with self.office.work(ADMIN) as work:
            take_up_zone_rules(work)
        self.settle()

    def by_older_rules(self, event_id):
        """Store the instants as rules of the zone had them that were an hour behind."""
        with self.office.work(ADMIN) as work:
            event = work.session.get_one(Event, event_id)
            event.starts_at_utc += timedelta(hours=1)
            event.ends_at_utc += timedelta(hours=1)
            work.recorded += 1  # nobody's doing: it stands for a time before the change

    def announce(self, event_id):
        with self.office.work(ADMIN) as work:
            announce(work, event_id)
        self.settle()

    def postpone(self, event_id):
        with self.office.work(ADMIN) as work:
            postpone(work, event_id, "The hall is not free")
        self.settle()

    def cancel(self, event_id):
        with self.office.work(ADMIN) as work:
            cancel(work, event_id, "Too few seeds")
        self.settle()

    def withdraw(self, registration_id):
        with self.office.work(ADMIN) as work:
            withdraw(work, registration_id)
        self.settle()

    def misname(self, email, name):
        """Put a name into the database that no form lets through."""
        with self.office.work(ADMIN) as work:
            work.session.execute(sa.update(Person).where(Person.email == email).values(name=name))

    def confirm(self, email):
        with self.office.work(ANONYMOUS) as work:
            found = select(Person.id).where(col(Person.email) == email)
            confirm_address(work, work.session.exec(found).one())
        self.settle()

    def repeat_all_facts(self):
        with self.office.work(ADMIN) as work:
            work.session.execute(sa.update(JournalDelivery).values(done_at=None))
        self.settle()

    def settle(self):
        """Let the subscribers do their part, and what follows from it."""
        while deliver_due(self.office):
            pass
        with self.office.look(ADMIN) as work:
            failed = select(JournalDelivery.error).where(col(JournalDelivery.error).is_not(None))
            if errors := work.session.exec(failed).all():
                raise AssertionError(errors)

    def send(self, post, **options):
        return send_due(self.office, post, **options)

    def let_leases_end(self):
        """Age every lease by an hour: the database's clock is nobody's to set."""
        with self.office.work(ADMIN) as work:
            work.session.execute(
                sa.update(Letter)
                .where(col(Letter.leased_until).is_not(None))
                .values(leased_until=by_database_clock(-3600))
            )

    def letters(self):
        with self.office.look(ADMIN) as work:
            return list(work.session.exec(select(Letter).order_by(col(Letter.id))))
