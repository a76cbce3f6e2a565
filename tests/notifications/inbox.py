"""What comes in and what became of it, seen over HTTP."""

from sqlmodel import col, select

from events import Person, Registration
from notifications import Invitation
from notifications.model import Envelope, Letter
from tests.notifications.house import ADMIN


class Inbox:
    """The door for incoming mail of a house."""

    def __init__(self, house, client, tokens):
        self.house, self.client = house, client
        self.mailer, self.admin = tokens("mailer"), tokens("admin")

    def post(self, raw):
        headers = {**self.mailer, "Content-Type": "message/rfc822"}
        answer = self.client.post("/v1/inbox", content=raw, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, path, headers=None, **query):
        answer = self.client.get(path, params=query, headers=headers or self.admin)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def step(self, path, headers=None, **body):
        answer = self.client.post(path, json=body or None, headers=headers or self.admin)
        self.house.settle()
        return answer.status_code, answer.json()

    def read_by(self, body, address):
        path, form = f"/v1/bodies/{body}/mailbox", {"address": address}
        assert self.client.put(path, json=form, headers=self.admin).status_code == 200

    def a_guest(self, event_id, address="amina@ministry.example", **person):
        """Register somebody; return what a mail program of theirs knows."""
        registration = self.house.a_seat(event_id, address, **person)
        with self.house.office.look(ADMIN) as work:
            mine = select(Invitation).where(col(Invitation.registration_id) == registration)
            held = work.session.exec(mine).one()
            sent = (
                select(Envelope.sender)
                .join(Letter, col(Letter.id) == col(Envelope.letter_id))
                .where(col(Letter.registration_id) == registration)
                .order_by(col(Letter.number))
            )
            bounce = work.session.exec(sent).first()
        return {
            "registration": registration,
            "address": address,
            "uid": str(held.uid),
            "to": self.house.mailing.organizer_address(held.token),
            "bounce": bounce or "",
        }

    def seat_of(self, guest):
        return self._registration(guest).seat.value

    def answer_of(self, guest):
        return self._registration(guest).answer.value

    def people(self):
        with self.house.office.look(ADMIN) as work:
            return list(work.session.exec(select(Person.email).order_by(col(Person.id))))

    def letters(self, kind):
        return [each for each in self.house.letters() if each.kind.value == kind]

    def _registration(self, guest):
        with self.house.office.look(ADMIN) as work:
            return work.get(Registration, guest["registration"])
