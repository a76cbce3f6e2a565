"""The delivery worker: hands facts to their subscribers, sends letters, tidies up."""

from collections.abc import Callable
from threading import Event, Thread

import structlog
from sqlalchemy.exc import DBAPIError

from core.dispatch import DISPATCH, deliver_due
from core.once import forget_old_keys
from core.work import Office
from nadwa.app import office_of
from nadwa.settings import Settings
from notifications import Post, post_for, send_due

IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 5.0
TIDY_EVERY = 7200  # idle rounds between two clean-ups: about an hour

Step = Callable[[], int]


class Worker:
    """Repeats its steps until told to stop; rests when nothing is due.

    A database that does not answer is waited for: the worker never ends by itself.
    """

    def __init__(self, office: Office, post: Post, concurrency: int) -> None:
        self.office = office
        self.steps: tuple[Step, ...] = (
            lambda: deliver_due(office),
            lambda: send_due(office, post, concurrency=concurrency),
        )
        self._thread: Thread | None = None
        self._rounds = 0

    def work_off(self) -> None:
        """Do what is due now, then return."""
        while sum(step() for step in self.steps):
            pass

    def run(self, stop: Event) -> None:
        """Work until `stop` is set."""
        while not stop.is_set():
            stop.wait(self._round())

    def start(self, stop: Event) -> None:
        """Work in a thread of this process."""
        self._thread = Thread(target=self.run, args=(stop,), name="worker", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait a moment for the letter that is on its way."""
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _round(self) -> float:
        """Do one round; return how long to rest."""
        try:
            if self._rounds % TIDY_EVERY == 0:
                self._tidy()
            self._rounds += 1
            busy = sum(step() for step in self.steps)
        except DBAPIError as error:
            structlog.get_logger().warning("worker waits", kind=type(error).__name__)
            return TROUBLE_SECONDS
        return 0.0 if busy else IDLE_SECONDS

    def _tidy(self) -> None:
        with self.office.work(DISPATCH) as work:
            forget_old_keys(work)


def worker_of(settings: Settings, *, concurrency: int = 4) -> Worker:
    """Return the worker of an installation."""
    post = post_for(settings.smtp_url or "", settings.post_folder)
    return Worker(office_of(settings), post, concurrency)
