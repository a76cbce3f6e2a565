"""The leading PostgreSQL is killed, again and again, while people register and letters go out.

    apt-get install postgresql patroni etcd-server
    python -m bench.faults.failover                   # two failovers

Real programs on loopback: one etcd, three PostgreSQL under Patroni with synchronous replication,
`nadwa serve` and `nadwa work` with an address that names all three. The whole leading machine is
killed (Patroni and PostgreSQL, SIGKILL) and comes back twenty seconds later as a follower. Prints
how long nobody could register. Exits with 1 when an acknowledged registration is lost, a letter is
lost or comes twice with other bytes, or the service needs more than 30 seconds.
"""

import argparse
import contextlib
import json
import os
import pwd
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import httpx
import psutil
from aiosmtpd.controller import Controller
from sqlmodel import select

from bench.faults.kills import (
    ADDRESS,
    ADMIN,
    BASE,
    SECRET,
    BadServer,
    Client,
    Process,
    _environment,
    _prepared,
    _settled,
    _told,
)
from events.registration_model import Person, Registration
from nadwa.app import build_office
from nadwa.migrate import migrate
from notifications import Mailing
from tests.notifications.mail_sink import free_port

BAR = 30
"""Seconds the service may be away."""
NODES = 3
BETWEEN = 200
"""People who register before the next leader is killed."""
AWAY = 20
"""Seconds until a killed machine is started again."""


@dataclass
class Cluster:
    """Three PostgreSQL under Patroni, and the etcd they agree by."""

    folder: Path
    etcd: int = field(default_factory=free_port)
    databases: list[int] = field(default_factory=lambda: [free_port() for _ in range(NODES)])
    doors: list[int] = field(default_factory=lambda: [free_port() for _ in range(NODES)])
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def url(self) -> str:
        """Return an address that names every machine; the driver takes the one that may write."""
        hosts = "&".join(f"host=127.0.0.1:{port}" for port in self.databases)
        return f"postgresql://postgres@/postgres?{hosts}&target_session_attrs=read-write"

    def start_etcd(self) -> None:
        peer = free_port()
        at, among = f"http://127.0.0.1:{self.etcd}", f"http://127.0.0.1:{peer}"
        words = ["etcd", "--name", "one", "--data-dir", self.folder / "etcd", "--logger", "zap"]
        words += ["--listen-client-urls", at, "--advertise-client-urls", at]
        words += ["--listen-peer-urls", among, "--initial-advertise-peer-urls", among]
        self.running[-1] = self._run([*words, "--initial-cluster", f"one={among}"], "etcd")

    def start(self, node: int) -> None:
        """Start a machine: Patroni, which starts PostgreSQL."""
        file = self.folder / f"node{node}.json"
        file.write_text(json.dumps(self._settings(node)))
        self.running[node] = self._run(["patroni", file], f"node{node}")

    def kill(self, node: int) -> None:
        """Kill a whole machine at once."""
        pid = self.folder / f"data{node}" / "postmaster.pid"
        self.running[node].kill()
        with contextlib.suppress(OSError, psutil.NoSuchProcess):
            server = psutil.Process(int(pid.read_text().splitlines()[0]))
            for each in (server, *server.children(recursive=True)):
                each.kill()
        self.running[node].wait()

    def stop(self) -> None:
        for node in [each for each in self.running if each >= 0]:
            self.kill(node)
        if -1 in self.running:
            self.running[-1].kill()
            self.running[-1].wait()

    def wait_until_synchronous(self, seconds: float = 90) -> int:
        """Wait for a leader with a synchronous follower; return the leader."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for node, door in enumerate(self.doors):
                with contextlib.suppress(httpx.HTTPError, KeyError, ValueError):
                    members = httpx.get(f"http://127.0.0.1:{door}/cluster").json()["members"]
                    roles = {each["name"]: (each["role"], each["state"]) for each in members}
                    good = {role for role, state in roles.values() if state in _RUNNING}
                    if {"leader", "sync_standby"} <= good and roles[f"node{node}"][0] == "leader":
                        return node
            time.sleep(0.3)
        logs = "\n".join((self.folder / f"node{n}.log").read_text()[-2000:] for n in range(NODES))
        raise SystemExit(f"no leader with a synchronous follower in {seconds} s\n{logs}")

    def _run(self, words: list[Any], name: str) -> subprocess.Popen[bytes]:
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [str(each) for each in words],
                cwd=self.folder,
                env={"PATH": "/usr/sbin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                stdout=log,
                stderr=log,
                **user,
            )

    def _settings(self, node: int) -> dict[str, Any]:
        """Return Patroni's settings of one machine; docs/guide/deployment.md explains them."""
        binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
        trust = ["local all all trust", "host all all 127.0.0.1/32 trust"]
        return {
            "scope": "nadwa",
            "name": f"node{node}",
            "restapi": _at(self.doors[node]),
            "etcd3": {"host": f"127.0.0.1:{self.etcd}"},
            "bootstrap": {
                "dcs": {
                    "ttl": 20,
                    "loop_wait": 3,
                    "retry_timeout": 5,
                    "maximum_lag_on_failover": 1048576,
                    "synchronous_mode": True,
                    "postgresql": {
                        "use_pg_rewind": True,
                        "parameters": {"max_connections": 100, "wal_log_hints": "on"},
                    },
                },
                "initdb": ["data-checksums", {"encoding": "UTF8"}],
                "pg_hba": [*trust, "host replication all 127.0.0.1/32 trust"],
            },
            "postgresql": {
                **_at(self.databases[node]),
                "data_dir": str(self.folder / f"data{node}"),
                "bin_dir": str(binaries),
                "pgpass": str(self.folder / f"pgpass{node}"),
                "authentication": {
                    each: {"username": "postgres"}
                    for each in ("superuser", "replication", "rewind")
                },
                "parameters": {"unix_socket_directories": str(self.folder)},
            },
        }


_RUNNING = {"running", "streaming"}


def _at(port: int) -> dict[str, str]:
    return {"listen": f"127.0.0.1:{port}", "connect_address": f"127.0.0.1:{port}"}


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--failovers", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=600, help="at most, all together")
    options = parser.parse_args()
    missing = [each for each in ("etcd", "patroni") if not shutil.which(each)]
    if missing:
        print(f"not run: {' and '.join(missing)} not installed")
        return 2
    with tempfile.TemporaryDirectory(prefix="nadwa-failover-") as name, _cluster(name) as cluster:
        return _drill(options, cluster, Path(name))


@contextlib.contextmanager
def _cluster(name: str) -> Iterator[Cluster]:
    folder = Path(name)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("nobody")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster = Cluster(folder)
    try:
        cluster.start_etcd()
        for node in range(NODES):
            cluster.start(node)
        cluster.wait_until_synchronous()
        yield cluster
    finally:
        cluster.stop()


def _drill(options: argparse.Namespace, cluster: Cluster, folder: Path) -> int:
    begun = time.monotonic()
    migrate(cluster.url())
    office = build_office(cluster.url(), mailing=Mailing(ADDRESS, BASE, SECRET))
    event, token = _prepared(office)
    server = BadServer(random.Random(1))
    sink = Controller(server, hostname="127.0.0.1", port=server.port)
    sink.start()
    environment, port = _environment(cluster.url(), server.port), free_port()
    api = Process(("serve", "--no-worker", "--port", str(port)), environment, folder / "api.log")
    worker = Process(("work", "--concurrency", "4"), environment, folder / "worker.log")
    client = Client(f"http://127.0.0.1:{port}/v1/events/{event}/registrations", token)
    crowd = Crowd(client)
    try:
        for each in (api, worker):
            each.start()
        crowd.start()
        away = [_fail_over(cluster, client) for _ in range(options.failovers)]
        everybody = crowd.stop()
        in_time = _settled(office, client, everybody, begun + options.seconds)
    finally:
        client.stop.set()
        for each in (api, worker):
            each.kill()
        sink.stop()
    with office.look(ADMIN) as look:
        kept = set(look.session.exec(select(Person.email).join(Registration)).all())
    lost = client.acknowledged - kept
    kills = Counter({"leader": len(away)})
    broken = _told(office, server, client, kills, time.monotonic() - begun)
    office.engines.close()
    print(
        f"nobody could register for {', '.join(f'{each:.1f}' for each in away)} s (at most {BAR}), "
        f"registrations lost {len(lost)}"
    )
    return 0 if in_time and not broken and not lost and max(away) <= BAR else 1


@dataclass
class Crowd:
    """People who come one after another, in two lines, until it is said that it is enough."""

    client: Client
    came: int = 0
    enough: Signal = field(default_factory=Signal)
    lines: list[Thread] = field(default_factory=list)

    def start(self) -> None:
        self.lines = [Thread(target=self._come, args=(each,), daemon=True) for each in (0, 1)]
        for line in self.lines:
            line.start()

    def stop(self) -> int:
        """Let nobody else come, wait until everybody has an answer, return how many came."""
        self.enough.set()
        for line in self.lines:
            line.join(120)
        return self.came

    def _come(self, line: int) -> None:
        number = line
        while not self.enough.is_set():
            self.client.register(number)
            number += len(self.lines)
            with self.client.lock:
                self.came += 1
            time.sleep(0.1)


def _fail_over(cluster: Cluster, client: Client) -> float:
    """Kill the leader, return for how many seconds nobody could register, start it again."""
    _wait_for_more(client, BETWEEN)
    leader = cluster.wait_until_synchronous()
    cluster.kill(leader)
    begun = time.monotonic()
    time.sleep(0.5)
    _wait_for_more(client, 1)
    away = time.monotonic() - begun
    time.sleep(max(0.0, AWAY - away))
    cluster.start(leader)
    return away


def _wait_for_more(client: Client, people: int) -> None:
    enough, until = len(client.acknowledged) + people, time.monotonic() + 120
    while len(client.acknowledged) < enough and time.monotonic() < until:
        time.sleep(0.05)


if __name__ == "__main__":
    raise SystemExit(main())
