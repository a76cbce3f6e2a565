"""The worker: hands facts to their subscribers, sends letters, tidies up; each in its own thread.

A slow mail server holds up letters only, never the handing over of facts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread

import structlog

from core.chain import seal
from core.dispatch import DISPATCH, deliver_due
from core.once import forget_old_keys
from core.quotas import forget_old_uses
from core.sign_in import forget_old_sign_ins
from core.work import Office
from nadwa.answered import answered_mandates
from nadwa.app import mailing_of
from nadwa.settings import BadSetting, Settings
from notifications import (
    BadKey,
    FilePost,
    ImapBox,
    LmtpDoor,
    Post,
    SignedPost,
    Signer,
    WebhookPost,
    forget_old_files,
    forget_old_letters,
    forget_old_messages,
    note_moments,
    post_for,
    remind_bodies,
    send_due,
    send_sign_ins,
    tell_webhooks,
)

IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 5.0
TIDY_SECONDS = 3600.0
SEAL_SECONDS = 10.0
MOMENT_SECONDS = 30.0
FETCH_SECONDS = 30.0
TELL_SECONDS = 2.0
DEADLINE_SECONDS = 3600.0
END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Routine:
    """Something done again and again: `step` says how much there was to do; rests in seconds."""

    name: str
    step: Callable[[], int]
    rest: float = IDLE_SECONDS

    def run(self, stop: Event) -> None:
        """Repeat until `stop` is set; what fails is logged and tried again."""
        while not stop.is_set():
            stop.wait(self._round())

    def _round(self) -> float:
        try:
            busy = self.step()
        except Exception as error:  # noqa: BLE001 -- a database that restarts is waited for
            structlog.get_logger().warning("waits", routine=self.name, kind=type(error).__name__)
            return TROUBLE_SECONDS
        return 0.0 if busy else self.rest


class Worker:
    """The routines of an installation, in threads of this process."""

    def __init__(self, *routines: Routine) -> None:
        self.routines = routines
        self._threads: list[Thread] = []

    def work_off(self) -> None:
        """Do what is due now, then return."""
        while sum(routine.step() for routine in self.routines if routine.rest == IDLE_SECONDS):
            pass

    def run(self, stop: Event) -> None:
        """Work until `stop` is set."""
        self.start(stop)
        stop.wait()
        self.join()

    def start(self, stop: Event) -> None:
        """Begin, and return at once."""
        for routine in self.routines:
            thread = Thread(target=routine.run, args=(stop,), name=routine.name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def join(self) -> None:
        """Wait a moment for what is on its way."""
        for thread in self._threads:
            thread.join(timeout=END_SECONDS)


def worker_of(settings: Settings, office: Office, *, concurrency: int = 4) -> Worker:
    """Return the worker of an installation."""
    post = _post_of(settings)
    telling = Routine(
        "webhooks",
        partial(tell_webhooks, office, mailing_of(settings), WebhookPost()),
        TELL_SECONDS,
    )
    doors = Routine("sign-in", partial(send_sign_ins, office, mailing_of(settings), post))
    receiving = receiving_of(settings, office)
    routines = routines_of(office, post, concurrency, settings.domain_hourly)
    mailing = mailing_of(settings)
    deadlines = Routine(
        "deadlines", lambda: remind_bodies(office, mailing, answered_mandates), DEADLINE_SECONDS
    )
    return Worker(*routines, doors, telling, deadlines, *receiving)


def _post_of(settings: Settings) -> Post:
    """Return where letters go; what leaves for a mail server is signed where there is a key."""
    post = post_for(settings.smtp_url or "", settings.post_folder)
    file, selector = settings.dkim_key_file, settings.dkim_selector
    if file is None or selector is None or isinstance(post, FilePost):
        return post
    signer = Signer(selector, mailing_of(settings).domain, file.read_bytes())
    try:
        signer.check()
    except BadKey as why:
        raise BadSetting("NADWA_DKIM_KEY_FILE", str(why)) from None
    return SignedPost(post, signer)


def routines_of(
    office: Office, post: Post, concurrency: int, hourly: int = 0
) -> tuple[Routine, ...]:
    """Return what a worker does for an office."""
    return (
        Routine("facts", lambda: deliver_due(office)),
        Routine("moments", lambda: note_moments(office), MOMENT_SECONDS),
        Routine("letters", lambda: send_due(office, post, concurrency=concurrency, hourly=hourly)),
        Routine("seals", lambda: seal(office), SEAL_SECONDS),
        Routine("tidy", lambda: tidy(office, post), TIDY_SECONDS),
    )


def receiving_of(settings: Settings, office: Office) -> tuple[Routine, ...]:
    """Return the ways in for what people answer, as far as they are set up."""
    mailing = mailing_of(settings)
    found: list[Routine] = []
    if settings.lmtp_listen:
        door = LmtpDoor(office, mailing, *settings.lmtp_listen)
        found.append(Routine("lmtp", door.keep_open, FETCH_SECONDS))
    if settings.imap_url:
        box = ImapBox(office, mailing, settings.imap_url)
        found.append(Routine("imap", box.fetch, FETCH_SECONDS))
    return tuple(found)


def tidy(office: Office, post: Post) -> int:
    """Drop what is kept for a while only."""
    with office.work(DISPATCH) as work:
        forget_old_keys(work)
        forget_old_messages(work)
        forget_old_letters(work)
        forget_old_sign_ins(work)
        forget_old_uses(work)
    office.engines.truncate_log()
    return forget_old_files(office, post.folder) if isinstance(post, FilePost) else 0
