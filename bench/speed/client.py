"""A client that costs little: one connection, requests made beforehand, a process of its own."""

import json
import socket
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from core.clock import stopwatch


@dataclass(frozen=True, slots=True)
class Request:
    """What to send, and which status must come back."""

    method: str
    path: str
    expected: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: Any = None

    def written(self) -> bytes:
        body = b"" if self.body is None else json.dumps(self.body).encode()
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    seconds: float
    headers: dict[str, str]
    body: bytes


class Client:
    """Sends requests from its own process, one after another."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool = pool

    def take(self, address: str, requests: Sequence[Request]) -> list[Answer]:
        return self.pool.submit(_take, address, requests).result()


@contextmanager
def a_client() -> Generator[Client]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield Client(pool)


def _take(address: str, requests: Sequence[Request]) -> list[Answer]:
    written = [each.written() for each in requests]
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection.makefile("rb") as incoming:
            return [
                _ask(connection, incoming, request, content)
                for request, content in zip(requests, written, strict=True)
            ]


def _ask(connection: socket.socket, incoming: BinaryIO, request: Request, content: bytes) -> Answer:
    begun = stopwatch()
    connection.sendall(content)
    status = int(incoming.readline().split()[1])
    headers: dict[str, str] = {}
    while (line := incoming.readline()) != b"\r\n":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = incoming.read(0 if status == 304 else int(headers["content-length"]))
    seconds = stopwatch() - begun
    assert status == request.expected, f"{request.path}: {status} {body[:300]!r}"
    return Answer(seconds, headers, body)
