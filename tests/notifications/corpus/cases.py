"""The corpus: messages in the shapes that programs really send, and what becomes of each.

The shapes are the .eml files beside this one; `Case` says how a message differs from an honest
answer, to which of the events it belongs, and what is expected.
"""

from base64 import encodebytes
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
STRANGER = "eve@elsewhere.example"
OBJECT = """BEGIN:VCALENDAR
PRODID:-//Apple Inc.//macOS 14.0//EN
VERSION:2.0
METHOD:$method
BEGIN:VEVENT
UID:$uid
DTSTAMP:$stamp
SEQUENCE:$sequence
DTSTART;TZID=Europe/Istanbul:$starts
DTEND;TZID=Europe/Istanbul:$ends
SUMMARY:Workshop on seeds
ORGANIZER:mailto:$to
$people
$more
END:VEVENT
END:VCALENDAR
"""
HONEST = {
    "method": "REPLY",
    "partstat": "ACCEPTED",
    "sequence": "0",
    "stamp": "20261124T080500Z",
    "starts": "20270315T090000",
    "ends": "20270315T160000",
    "word": "Accepted",
    "comment": "",
    "extra": "",
    "more": "",
    "action": "failed",
    "status": "5.1.1",
}


@dataclass(frozen=True)
class Case:
    """A message: its `shape`, what differs (`said`), and what becomes of it."""

    name: str
    shape: str
    outcome: str
    reason: str
    answer: str = "needs_action"
    event: str = "standing"
    said: dict = field(default_factory=dict)
    edits: tuple = ()
    raw: bytes = b""

    def message(self, guest):
        """Return the bytes, addressed to one invitation."""
        if self.raw:
            return self.raw
        facts = {**HONEST, **guest, "id": self.name.replace(" ", "-"), **self.said}
        facts.setdefault("header_method", facts["method"])
        facts.setdefault("attendee", facts["address"])
        facts.setdefault("sender", facts["address"])
        facts.setdefault("people", "ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}".format(**facts))
        calendar = (
            Template(Template(OBJECT).substitute(facts))
            .substitute(facts)
            .replace("\n\n", "\n")
            .replace("\n", "\r\n")
        )
        facts["calendar_base64"] = encodebytes(calendar.encode()).decode().strip()
        text = (HERE / f"{self.shape}.eml").read_text(encoding="utf-8")
        text = text.replace("$extra\n", f"{facts['extra']}\n" if facts["extra"] else "")
        text = Template(text).substitute(facts)
        for before, after in self.edits:
            assert before in text, (self.name, before)
            text = text.replace(before, after)
        return text.replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def said(**facts):
    return facts


DECLINED = said(partstat="DECLINED", word="Declined")
MAYBE = said(partstat="TENTATIVE", word="Tentative")
COUNTER = said(
    method="COUNTER",
    partstat="TENTATIVE",
    word="New Time Proposed",
    starts="20270322T090000",
    ends="20270322T160000",
    comment="We travel that week.",
)
OTHER = said(attendee="amina@home.example", sender="amina@home.example")
FORGED = said(sender=STRANGER, attendee=STRANGER)
OURS_FAILED = "Authentication-Results: mx.cal.example.org; spf=fail; dmarc=fail header.from=x"
OURS_PASSED = "Authentication-Results: mx.cal.example.org; spf=pass; dmarc=pass header.from=x"
FOREIGN_FAILED = "Authentication-Results: mx.far.example; dmarc=fail header.from=x"
SHAPES = ("gmail", "outlook", "outlook_mobile", "apple", "thunderbird", "proton")

HONEST_ANSWERS = [
    Case(f"{shape} {partstat.lower()}", shape, "applied", "answer-recorded", answer, said=facts)
    for shape in SHAPES
    for partstat, answer, facts in (
        ("ACCEPTED", "accepted", {}),
        ("DECLINED", "declined", DECLINED),
        ("TENTATIVE", "tentative", MAYBE),
    )
]
OTHER_WAYS_TO_BE_HONEST = [
    Case("a space before the uid", "gmail", "applied", "answer-recorded", "accepted",
         edits=(("UID:", "UID: "),)),
    Case("apple from another account", "apple", "applied", "answer-recorded", "accepted",
         said=OTHER),
    Case("apple maybe from another account", "apple", "applied", "answer-recorded", "tentative",
         said={**OTHER, **MAYBE}),
    Case("apple declines from another account", "apple", "ignored", "other-address",
         said={**OTHER, **DECLINED}),
    Case("without a method in the header", "proton", "applied", "answer-recorded", "accepted",
         edits=(("; method=REPLY", ""),)),
    Case("as application/ics alone", "proton", "applied", "answer-recorded", "accepted",
         edits=(("text/calendar;", "application/ics;"),)),
    Case("as an unknown file named .ics", "proton", "applied", "answer-recorded", "accepted",
         edits=(("text/calendar;", "application/octet-stream;"),)),
    Case("without a sequence", "apple", "applied", "answer-recorded", "accepted",
         said=said(sequence="")),
    Case("dmarc passed here", "gmail", "applied", "answer-recorded", "accepted",
         said=said(extra=OURS_PASSED)),
    Case("dmarc failed elsewhere only", "gmail", "applied", "answer-recorded", "accepted",
         said=said(extra=f"{OURS_PASSED}\n{FOREIGN_FAILED}")),
    Case("attendee in capitals", "outlook", "applied", "answer-recorded", "accepted",
         edits=((":mailto:", ":MAILTO:"),)),
    Case("attendee with a broken quote", "thunderbird", "applied", "answer-recorded", "accepted",
         edits=(('Diôp: delegate";', "Diôp, delegate;"),)),
    Case("control character in the name", "thunderbird", "applied", "answer-recorded", "accepted",
         edits=(("Aminâ", "A\x0bmina"),)),
    Case("only To names us", "gmail", "applied", "answer-recorded", "accepted",
         edits=(("X-Original-To: ", "X-Other: "), ("Delivered-To: ", "X-Another: "))),
    Case("only the organizer names us", "apple", "applied", "answer-recorded", "accepted",
         edits=(("Delivered-To: ", "X-Other: "), ("To: SESRIC <", "X-To: <"))),
]  # fmt: skip
PROPOSALS = [
    Case("outlook proposes a new time", "outlook", "applied", "counter-proposal", said=COUNTER),
    Case("apple proposes a new time", "apple", "applied", "counter-proposal", said=COUNTER),
    Case("a stranger proposes a new time", "outlook", "ignored", "other-address",
         said={**COUNTER, **FORGED}),
    Case("delegated", "apple", "applied", "delegated",
         said=said(people='ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:omar@ministry.example":'
                          "mailto:$address")),
    Case("delegated to nobody", "gmail", "refused", "no-answer", said=said(partstat="DELEGATED")),
    Case("asks for the current invitation", "apple", "applied", "refreshed",
         said=said(method="REFRESH")),
]  # fmt: skip
OLD_AND_DOUBLE = [
    Case("to the old date", "gmail", "ignored", "older-sequence", event="moved"),
    Case("to the old date, declined", "outlook", "ignored", "older-sequence", event="moved",
         said=DECLINED),
    Case("to the new date", "gmail", "applied", "answer-recorded", "accepted", event="moved",
         said=said(sequence="1")),
    Case("sequence never sent", "gmail", "ignored", "unknown-sequence", said=said(sequence="7")),
    Case("to a cancelled event", "gmail", "ignored", "not-invited", event="cancelled"),
    Case("to a postponed event", "gmail", "ignored", "not-invited", event="postponed"),
    Case("one meeting of a series", "apple", "ignored", "recurrence",
         said=said(more="RECURRENCE-ID:20270315T060000Z")),
]  # fmt: skip
FORGED_ONES = [
    Case("a stranger accepts for nobody", "gmail", "ignored", "unknown-recipient",
         said=said(to="events+aaaaaaaaaaaaaaaaaaaaaaaaaa@cal.example.org")),
    Case("a stranger gives the seat away", "gmail", "ignored", "other-address",
         said={**FORGED, **DECLINED}),
    Case("dmarc failed", "gmail", "ignored", "dmarc-failed", said=said(extra=OURS_FAILED)),
    Case("dmarc failed under a forged pass", "gmail", "ignored", "dmarc-failed",
         said=said(extra=f"{OURS_FAILED}\n{OURS_PASSED}")),
    Case("another invitation's uid", "gmail", "refused", "uid-differs",
         said=said(uid="00000000-0000-4000-8000-000000000000")),
    Case("two people at once", "apple", "refused", "not-one-attendee",
         said=said(people="ATTENDEE;PARTSTAT=ACCEPTED:mailto:$address\n"
                          f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{STRANGER}")),
    Case("nobody at all", "apple", "refused", "not-one-attendee", said=said(people="CLASS:PUBLIC")),
    Case("a request", "gmail", "refused", "method-not-taken", said=said(method="REQUEST",
         header_method="REPLY")),
    Case("a cancellation", "proton", "refused", "method-not-taken", said=said(method="CANCEL")),
    Case("methods that differ", "gmail", "refused", "method-differs",
         said=said(header_method="COUNTER")),
    Case("from our own domain", "gmail", "ignored", "loop",
         said=said(sender="events@cal.example.org")),
    Case("hidden in an attached message", "plain", "ignored", "forwarded",
         edits=(("text/plain; charset=iso-8859-1", "message/rfc822"),
                ("Content-Transfer-Encoding: quoted-printable\n", ""),
                ("Le d=E9jeuner", "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR"))),
]  # fmt: skip
BROKEN = [
    Case("no event", "gmail", "refused", "not-one-event", edits=(("VEVENT", "VTODO"),)),
    Case("two events", "apple", "refused", "not-one-event",
         said=said(more="END:VEVENT\nBEGIN:VEVENT\nUID:$uid")),
    Case("no stamp", "apple", "refused", "unreadable", said=said(stamp="yesterday")),
    Case("sequence is no number", "apple", "refused", "unreadable", said=said(sequence="one")),
    Case("sequence beyond 31 bits", "apple", "refused", "unreadable",
         said=said(sequence="4294967296")),
    Case("no answer in it", "gmail", "refused", "no-answer", said=said(partstat="NEEDS-ACTION")),
    Case("unknown answer", "gmail", "refused", "no-answer", said=said(partstat="X-PERHAPS")),
    Case("calendar cut off", "apple", "refused", "method-not-taken",
         edits=(("Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: 7bit"),)),
    Case("empty calendar", "gmail", "refused", "method-not-taken",
         edits=(("BEGIN:VCALENDAR", "\n--000000000000cd--\n"),)),
    Case("no message at all", "", "ignored", "unknown-recipient", raw=b"\x00\xff\xfe"),
    Case("only a blank line", "", "ignored", "unknown-recipient", raw=b"\r\n\r\n"),
]  # fmt: skip
TOO_MUCH = [
    Case("eleven mebibytes", "plain", "refused", "too-much",
         edits=(("Le d=E9jeuner", "a" * (11 << 20)),)),
    Case("a winmail.dat without end", "winmail", "refused", "too-much",
         edits=(("eJ8+IgAAAQaQ", "eJ8+IgAAAQaQ\n" * (1 << 20)),)),
    Case("calendar over a mebibyte", "gmail", "refused", "too-much",
         edits=(("TRANSP:OPAQUE", "DESCRIPTION:" + "a" * (1 << 20)),)),
    Case("a thousand parts", "gmail", "refused", "too-much",
         edits=(("--000000000000ab\nContent-Type: application/ics",
                 "--000000000000ab\n\nx\n" * 1000 + "--000000000000ab\nContent-Type: text/x"),)),
    Case("nested beyond measure", "plain", "refused", "too-much",
         edits=(("Content-Type: text/plain; charset=iso-8859-1",
                 "Content-Type: message/rfc822\n\n" * 40 + "Content-Type: text/plain"),)),
    Case("nested a thousand times", "plain", "refused", "too-much",
         edits=(("Content-Type: text/plain; charset=iso-8859-1",
                 "Content-Type: message/rfc822\n\n" * 1000 + "Content-Type: text/plain"),)),
    Case("headers without end", "plain", "refused", "too-much",
         edits=(("MIME-Version: 1.0\n", "X-Header: " + "a" * (300 << 10) + "\nMIME-Version: 1.0\n"),
                )),
]  # fmt: skip
MACHINES = [
    Case("away, says Gmail", "gmail_vacation", "ignored", "auto-reply"),
    Case("away, says Exchange", "exchange_vacation", "ignored", "auto-reply"),
    Case("an answer by a machine", "gmail", "ignored", "auto-reply",
         edits=(("Auto-Submitted: auto-generated", "Auto-Submitted: auto-replied"),)),
    Case("an answer from nowhere", "gmail", "ignored", "auto-reply",
         edits=(("Return-Path: <", "Return-Path: <>\nX-Path: <"),)),
    Case("read receipt", "read_receipt", "ignored", "report"),
    Case("only delayed, says Postfix", "postfix_bounce", "ignored", "report",
         said=said(action="delayed", status="4.4.1")),
    Case("returned by Postfix", "postfix_bounce", "applied", "bounced"),
    Case("returned by Exchange", "exchange_bounce", "applied", "bounced",
         said=said(status="5.1.10")),
    Case("returned by Gmail", "gmail_bounce", "applied", "bounced"),
    Case("mailbox full", "postfix_bounce", "applied", "bounced", said=said(status="5.2.2")),
    Case("returned in French", "postfix_bounce", "applied", "bounced",
         edits=(("charset=us-ascii", "charset=utf-8"),
                ("Undelivered Mail Returned to Sender", "=?utf-8?q?Non_remis_=3A_invitation?="),
                ("This is the mail system at", "Le courrier n’a pas été remis :"))),
    Case("returned in Arabic", "exchange_bounce", "applied", "bounced",
         edits=(('charset="us-ascii"', 'charset="utf-8"'),
                ("Undeliverable:", "=?utf-8?b?2KrYudiw2LEg2KfZhNiq2LPZhNmK2YU=?="),
                ("Delivery has failed to these", "تعذر التسليم إلى هؤلاء"))),
    Case("only delayed, in Arabic", "exchange_bounce", "ignored", "report",
         said=said(action="delayed", status="4.4.7"),
         edits=(('charset="us-ascii"', 'charset="utf-8"'),
                ("Delivery has failed to these", "تأخر التسليم إلى هؤلاء"))),
    Case("return of no letter of ours", "postfix_bounce", "ignored", "unknown-recipient",
         said=said(bounce="bounce+aaaaaaaaaaaaaaaaaaaaaaaaaa@cal.example.org")),
]  # fmt: skip
WORDS = [
    Case("a question in words", "plain", "ignored", "forwarded"),
    Case("a question in HTML", "html_only", "ignored", "forwarded"),
    Case("an invitation that is passed on with a question", "forwarded", "ignored", "forwarded"),
    Case("an answer in a winmail.dat alone", "winmail", "ignored", "forwarded"),
    Case("a question to organizers without a mailbox", "plain", "ignored", "no-mailbox",
         event="unread"),
]  # fmt: skip

CASES = [
    *HONEST_ANSWERS, *OTHER_WAYS_TO_BE_HONEST, *PROPOSALS, *OLD_AND_DOUBLE, *FORGED_ONES,
    *BROKEN, *TOO_MUCH, *MACHINES, *WORDS,
]  # fmt: skip
