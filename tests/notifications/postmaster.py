"""A real mail server on loopback that does what a test wants."""

import contextlib
import socket
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller

from notifications.sending.post import Refused
from tests.notifications.test_mime import LETTER, compose

FROM, TO = "bounce+x@mail.example.org", "amina@ministry.example"
BYTES = compose(LETTER)


@dataclass
class Postmaster:
    """The handler of a real server: the next reply for each step, and what it saw and took."""

    mail: list = field(default_factory=list)
    rcpt: list = field(default_factory=list)
    data: list = field(default_factory=list)
    most: int = 1000
    letters: list = field(default_factory=list)
    sessions: set = field(default_factory=set)
    taken: dict = field(default_factory=dict)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        self.sessions.add(session.peer)
        if self.taken.get(session.peer, 0) >= self.most:
            return "452 4.5.3 Too many messages sent"
        envelope.mail_from = address
        return self.said(self.mail, server)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.said(self.rcpt, server)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        reply = self.said(self.data, server)
        if reply.startswith("250"):
            self.taken[session.peer] = self.taken.get(session.peer, 0) + 1
            self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return reply

    @staticmethod
    def said(replies, server):
        reply = replies.pop(0) if replies else "250 OK"
        if reply == "drop":
            server.transport.close()
            return "421 gone"
        return reply


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(postmaster, **options):
    controller = Controller(postmaster, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def refusal(post, message=BYTES):
    with pytest.raises(Refused) as refused:
        post.deliver(FROM, TO, message)
    return refused.value.permanent, refused.value.code, refused.value.text
