"""A real SMTP server for tests: keeps letters, refuses and delays as told."""

from email import message_from_bytes
from email.policy import default
from socket import socket

from aiosmtpd.controller import Controller
from icalendar import Calendar


def free_port():
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sink:
    """Takes letters on a free port; `answers` maps a recipient to replies, used up in turn."""

    def __init__(self):
        self.taken = []
        self.answers = {}
        self.on_taken = None
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if replies := self.answers.get(address):
            return replies.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.taken.append(Mail(envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.on_taken:
            self.on_taken()
        return "250 OK"

    def to(self, address):
        return [mail for mail in self.taken if mail.recipients == [address]]


class Mail:
    """One letter as it arrived."""

    def __init__(self, sender, recipients, content):
        self.sender, self.recipients, self.content = sender, recipients, content
        self.message = message_from_bytes(content, policy=default)

    @property
    def calendar(self):
        parts = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        return Calendar.from_ical(parts[0].get_content()) if parts else None

    @property
    def entry(self):
        [entry] = self.calendar.walk("VEVENT")
        return entry

    @property
    def gist(self):
        """Method, SEQUENCE and UID; None for a letter without a calendar part."""
        if self.calendar is None:
            return None
        return (str(self.calendar["METHOD"]), self.entry["SEQUENCE"], str(self.entry["UID"]))

    @property
    def plain(self):
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content()
