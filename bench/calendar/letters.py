"""Letters beside a bare smtplib loop that sends the same bytes, in the same run.

    python -m bench.calendar.letters                          # 10,000 letters, both databases
    python -m bench.calendar.letters --letters 2000 --database sqlite

In each round people are registered (not timed), their letters are written into the outbox by the
facts' subscribers, handed to a mail server by `send_due`, and the same bytes once more by smtplib
over one kept connection. The mail server is aiosmtpd in a process of its own. A ratio is the rate
of ours to that of the loop; the median of all rounds and the middle half of them are told, and the
processor time of this process, which a busy machine disturbs less.
"""

import argparse
import contextlib
import os
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from aiosmtpd.controller import Controller
from sqlmodel import col, func, select

from core.dispatch import deliver_due
from core.people import system
from core.work import Office
from events import EventForm, RegistrationForm, announce, plan, register
from nadwa.app import build_office
from nadwa.migrate import migrate
from notifications import Mailing, SmtpPost, send_due
from notifications.model import Envelope, Letter, LetterState
from notifications.sending.mail_server import server_at
from tests.notifications.house import TITLE, furnish
from tests.notifications.mail_sink import free_port
from tests.postgres import a_postgres

BENCH = system("bench")
MAILING = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)
DOMAINS, AT_ONCE = 40, 100
_SECONDS_TO_START = 30
Sent = list[tuple[str, str, bytes]]


class Drain:
    """Takes everything and keeps nothing."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        return "250 OK"


@dataclass(slots=True)
class Spent:
    """Seconds for each letter, by the clock and of this process's processor, round by round."""

    times: list[float] = field(default_factory=list[float])
    processor: list[float] = field(default_factory=list[float])

    @contextlib.contextmanager
    def timed(self, letters: int) -> Generator[None]:
        begun, used = time.perf_counter(), time.process_time()
        yield
        self.times.append((time.perf_counter() - begun) / letters)
        self.processor.append((time.process_time() - used) / letters)


def main() -> None:
    """Measure, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sink", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.sink:
        Controller(Drain(), hostname="127.0.0.1", port=options.sink).start()
        threading.Event().wait()
    chosen = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{options.letters} letters in {options.rounds} rounds, load {load} (1, 5, 15 minutes)")
    for each in chosen:
        with _database(each) as url, _a_sink() as port:
            _tell(each, *_measured(url, port, options.letters // options.rounds, options.rounds))


def _measured(url: str, port: int, letters: int, rounds: int) -> tuple[Spent, Spent, Spent]:
    migrate(url)
    office = build_office(url, mailing=MAILING)
    event, post = _an_event(office), SmtpPost(server_at(f"smtp://127.0.0.1:{port}"))
    written, handed, bare = Spent(), Spent(), Spent()
    with smtplib.SMTP("127.0.0.1", port) as loop:
        for each in range(rounds + 1):
            _people(office, event, range(each * letters, (each + 1) * letters))
            with written.timed(letters):
                _write(office)
            with handed.timed(letters):
                send_due(office, post, limit=letters)
            sent = _sent(office, letters)
            with bare.timed(letters):
                for sender, recipient, content in sent:
                    loop.sendmail(sender, [recipient], content)
    for spent in (written, handed, bare):
        del spent.times[0], spent.processor[0]  # the first round fills caches and pools
    post.close()
    _all_arrived(office, letters * (rounds + 1))
    office.engines.close()
    return written, handed, bare


def _write(office: Office) -> None:
    while deliver_due(office):
        pass


def _an_event(office: Office) -> UUID:
    form = {
        "type": "workshop",
        "title": TITLE,
        "description": {"en": "Seeds, and what becomes of them. " * 6},
        "starts_at": "2030-03-15T09:00",
        "ends_at": "2030-03-15T16:00",
        "timezone": "Europe/Istanbul",
        "venue": {"name": "Main hall", "city": "Ankara", "country": "TR"},
        "organizers": [{"body": "SESRIC", "role": "lead"}],
    }
    with office.work(BENCH) as work:
        furnish(work)
        event = plan(work, EventForm.model_validate(form))
        announce(work, event.id)
    _write(office)
    return event.id


def _people(office: Office, event: UUID, numbers: range) -> None:
    for start in range(numbers.start, numbers.stop, AT_ONCE):
        with office.work(BENCH) as work:
            for n in range(start, min(start + AT_ONCE, numbers.stop)):
                email = f"guest-{n}@d{n % DOMAINS}.example"
                person = {"name": f"Guest {n}", "email": email, "state": "SN"}
                person["language"] = ("ar", "en", "fr")[n % 3]
                register(work, event, RegistrationForm.model_validate({"person": person}))


def _sent(office: Office, letters: int) -> Sent:
    """Return the newest letters as they left."""
    newest = (
        select(Envelope.sender, Letter.recipient, Envelope.content)
        .join(Letter, col(Letter.id) == col(Envelope.letter_id))
        .order_by(col(Letter.id).desc())
        .limit(letters)
    )
    with office.look(BENCH) as look:
        return list(look.session.exec(newest).all())


def _all_arrived(office: Office, letters: int) -> None:
    counted = select(Letter.state, func.count()).group_by(col(Letter.state))
    with office.look(BENCH) as look:
        states = dict(look.session.exec(counted).all())
    assert states == {LetterState.SENT: letters}, states


def _tell(database: str, written: Spent, handed: Spent, bare: Spent) -> None:
    print(f"\n{database}, milliseconds for each letter")
    print("| part | ms | CPU ms | rate beside smtplib | middle half | beside its CPU |")
    print("|---|---|---|---|---|---|")
    both = Spent(
        [sum(each) for each in zip(written.times, handed.times, strict=True)],
        [sum(each) for each in zip(written.processor, handed.processor, strict=True)],
    )
    parts = {"written": written, "handed over": handed, "both": both, "bare smtplib": bare}
    for name, spent in parts.items():
        low, middle, high = quantiles(_ratios(bare.times, spent.times), n=4, method="inclusive")
        processor = median(_ratios(bare.processor, spent.processor))
        took = f"{median(spent.times) * 1000:.2f} | {median(spent.processor) * 1000:.2f}"
        share = f"{middle:.0%} | {low:.0%} to {high:.0%} | {processor:.0%}"
        print(f"| {name} | {took} | {share} |")


def _ratios(limit: list[float], ours: list[float]) -> list[float]:
    return [base / own for base, own in zip(limit, ours, strict=True)]


@contextlib.contextmanager
def _a_sink() -> Generator[int]:
    port = free_port()
    command = [sys.executable, "-m", "bench.calendar.letters", "--sink", str(port)]
    sink = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield port
    finally:
        sink.kill()
        sink.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            smtplib.SMTP("127.0.0.1", port).quit()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@contextlib.contextmanager
def _database(kind: str) -> Generator[str]:
    if kind == "postgresql":
        with a_postgres() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="nadwa-letters-") as folder:
        yield f"sqlite:///{Path(folder) / 'nadwa.db'}"


if __name__ == "__main__":
    main()
