"""A real Thunderbird accepts, is updated, moved, cancelled; its answers reach the registration.

    apt-get install thunderbird xvfb dovecot-imapd
    .venv/bin/python -m bench.calendar.thunderbird.drill

One account on a Dovecot of its own, one calendar. Each message of Nadwa arrives by IMAP; what the
bar above it offers is done through Thunderbird's own code, which sends its answer by SMTP; that
answer goes into `POST /v1/inbox`. Exits with 1 when the calendar holds anything but one entry for
each event at the right time, or an answer does not count.
"""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import UUID

from fastapi.testclient import TestClient

from bench.calendar.thunderbird.program import Thunderbird
from core.people import Role
from core.tokens import issue
from events import Registration
from nadwa.app import build_app, build_office
from nadwa.migrate import migrate
from notifications import Mailing, MemoryPost, uid_of
from tests.notifications.dovecot import Dovecot
from tests.notifications.house import ADMIN, House, furnish
from tests.notifications.mail_sink import Sink

MAILING = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)
AMINA = "amina@ministry.example"


class _Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.now


class Drill:
    """What is done, and what was seen; `wrong` lists what should not have been."""

    def __init__(self, house: House, program: Thunderbird, sink: Sink, client: TestClient) -> None:
        self.house, self.program, self.sink, self.client = house, program, sink, client
        self.wrong: list[str] = []
        with house.office.work(ADMIN) as work:
            secret = issue(work, Role.MAILER, "drill")[1]
        self.headers = {"Authorization": f"Bearer {secret}", "Content-Type": "message/rfc822"}

    def arrive(self, answer: str | None = None) -> None:
        """Have what is due arrive and be done; pass on what Thunderbird answers."""
        post = MemoryPost()
        self.house.send(post)
        for _, _, raw in post.delivered:
            message = message_from_bytes(raw, policy=default)
            if not any(part.get_content_type() == "text/calendar" for part in message.walk()):
                continue  # the confirmation of an answer
            before = len(self.sink.taken)
            self.program.receive(raw, message["Message-ID"])
            seen = self.program.act(message["Message-ID"], answer)
            print(f"  {seen['method']}: offers {seen['buttons']} ({seen['offered']!r})")
            self._pass_on(before, asked=answer is not None)

    def _pass_on(self, before: int, *, asked: bool) -> None:
        for _ in range(100 if asked else 4):
            if len(self.sink.taken) > before:
                break
            time.sleep(0.2)
        for mail in self.sink.taken[before:]:
            raw = b"X-Original-To: " + mail.recipients[0].encode() + b"\r\n" + mail.content
            said = self.client.post("/v1/inbox", content=raw, headers=self.headers).json()
            print(f"  its answer to {mail.recipients[0].partition('+')[0]}+...: {said}")
            if said.get("outcome") != "applied":
                self.wrong.append(f"answer not applied: {said}")
        self.house.settle()

    def expect(self, what: str, expected: list[tuple[UUID, str, str, str]]) -> None:
        """Compare the calendar: UID, start and end (UTC, or days) and title of each entry."""
        seen = [(each["uid"], each["starts"], each["ends"], each["title"])
                for each in self.program.items()]  # fmt: skip
        wanted = [(str(uid), *rest) for uid, *rest in expected]
        right = sorted(seen) == sorted(wanted)
        print(f"{'right' if right else 'WRONG'}: {what}: {len(seen)} entries")
        if not right:
            self.wrong.append(f"{what}: {seen}, not {wanted}")

    def answered(self, registration: UUID, answer: str) -> None:
        """Compare the registration's answer."""
        with self.house.office.look(ADMIN) as look:
            found = look.session.get_one(Registration, registration).answer.value
        if found != answer:
            self.wrong.append(f"the registration says {found}, not {answer}")

    def later(self, step: object, *about: object, **fields: object) -> None:
        """Do something a minute later."""
        self.house.clock.now += timedelta(minutes=1)
        step(*about, **fields)


def main() -> int:
    """Run it."""
    with (
        tempfile.TemporaryDirectory(prefix="nadwa-thunderbird-") as name,
        Sink() as sink,
    ):
        folder = Path(name)
        for each in ("dovecot", "home"):
            (folder / each).mkdir()
        folder.chmod(0o755)
        url = f"sqlite:///{folder / 'nadwa.db'}"
        migrate(url)
        office = build_office(url, _Clock(), MAILING)
        with office.work(ADMIN) as work:
            furnish(work)
        house = House(office, office.clock, MAILING)
        with (
            Dovecot(folder / "dovecot") as dovecot,
            Thunderbird(folder / "home", AMINA, dovecot, sink.port) as program,
            TestClient(build_app(office, MAILING)) as client,
        ):
            drill = Drill(house, program, sink, client)
            _live(drill)
        office.engines.close()
    for line in drill.wrong:
        print(f"WRONG {line}")
    print(f"{len(drill.wrong)} wrong")
    return 1 if drill.wrong else 0


def _live(drill: Drill) -> None:
    house = drill.house
    event = house.a_workshop()
    seat = house.a_seat(event, AMINA, language="en")
    uid = uid_of(seat)
    drill.arrive("ACCEPTED")
    drill.expect("invited, accepted", [(uid, *_at("15"), "Workshop on seeds")])
    drill.answered(seat, "accepted")
    drill.later(house.change, event, title={"en": "Seeds and soils"})
    drill.arrive("ACCEPTED")
    drill.expect("other words", [(uid, *_at("15"), "Seeds and soils")])
    drill.answered(seat, "accepted")
    for day in ("16", "17", "18"):
        when = {"starts_at": f"2027-03-{day}T09:00", "ends_at": f"2027-03-{day}T16:00"}
        drill.later(house.change, event, **when)
        drill.answered(seat, "needs_action")
        drill.arrive("TENTATIVE")
        drill.expect(f"moved to the {day}th", [(uid, *_at(day), "Seeds and soils")])
        drill.answered(seat, "tentative")
    course = house.a_workshop(ends_at="2027-03-17T16:00", title={"en": "Course"})
    other = house.a_seat(course, AMINA, language="en")
    drill.arrive("ACCEPTED")
    first = (uid, *_at("18"), "Seeds and soils")
    second = (uid_of(other), "20270315", "20270318", "Course")
    drill.expect("a course of three days beside it", [first, second])
    drill.later(house.withdraw, other)
    drill.arrive()
    drill.expect("removed from the course", [first])
    drill.later(house.cancel, event)
    drill.arrive()
    drill.expect("the event is off", [])


def _at(day: str) -> tuple[str, str]:
    return f"202703{day}T060000Z", f"202703{day}T130000Z"


if __name__ == "__main__":
    raise SystemExit(main())
