"""`nadwa serve` and `nadwa work`."""

import argparse
import os
import signal
from collections.abc import Callable
from tempfile import TemporaryDirectory
from threading import Event
from types import FrameType

import uvicorn

from core.metrics import FOLDER_SETTING
from nadwa.app import opened
from nadwa.commands import Commands, command
from nadwa.settings import Settings
from nadwa.worker import worker_of

GRACE_SECONDS = 10
KEEP_ALIVE_SECONDS = 20
START_SECONDS = 60
"""What a process may need to begin on a busy machine; uvicorn ends and restarts it after five."""


def add_to(commands: Commands) -> None:
    """Add the commands."""
    serve = command(commands, "serve", _serve, "Serve the API and the dashboard")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serve.add_argument("--workers", type=int, default=1, help="processes (PostgreSQL)")
    serve.add_argument("--no-worker", action="store_true", help="leave delivery to `nadwa work`")
    work = command(commands, "work", _work, "Deliver letters and what else is due")
    work.add_argument("--once", action="store_true", help="deliver what is due, then exit")
    work.add_argument("--concurrency", type=int, default=4, help="letters sent at the same time")


def _serve(settings: Settings, options: argparse.Namespace) -> None:
    if options.no_worker:
        _answer(options)
        return
    with opened(settings) as office:
        stop, worker = Event(), worker_of(settings, office)
        worker.start(stop)
        try:
            _answer(options)
        finally:
            stop.set()
            worker.join()


def _answer(options: argparse.Namespace) -> None:
    """Answer requests until told to stop; several processes add up what they count."""
    with TemporaryDirectory(prefix="nadwa-figures-") as folder:
        if options.workers > 1:
            os.environ[FOLDER_SETTING] = folder
        _run(options)


def _run(options: argparse.Namespace) -> None:
    uvicorn.run(
        "nadwa.app:from_environment",
        factory=True,
        host=options.host,
        port=options.port,
        workers=options.workers if options.workers > 1 else None,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=START_SECONDS,
        access_log=False,
        server_header=False,
        log_level="info",
    )


def _work(settings: Settings, options: argparse.Namespace) -> None:
    with opened(settings) as office:
        worker = worker_of(settings, office, concurrency=options.concurrency)
        if options.once:
            worker.work_off()
            return
        stop = Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, _setter(stop))
        worker.run(stop)


def _setter(stop: Event) -> Callable[[int, FrameType | None], None]:
    def tell(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    return tell
