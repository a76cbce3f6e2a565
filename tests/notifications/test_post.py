"""Letters leave the house: real servers on loopback, files, and what servers may say."""

import contextlib
import socket
import ssl
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from notifications.content_lines import Unwritable
from notifications.mail_server import Server, server_at
from notifications.post import FilePost, MemoryPost, Refused, SmtpPost, post_for
from tests.notifications.test_mime import LETTER, PLAIN, compose, replace

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


@pytest.fixture
def postmaster():
    return Postmaster()


@pytest.fixture
def post(postmaster):
    with running(postmaster) as port:
        post = SmtpPost(Server("127.0.0.1", port), seconds=2)
        yield post
        post.close()


def refusal(post, message=BYTES):
    with pytest.raises(Refused) as refused:
        post.deliver(FROM, TO, message)
    return refused.value.permanent, refused.value.code, refused.value.text


def test_a_letter_arrives_byte_for_byte(post, postmaster):
    post.deliver(FROM, TO, BYTES)
    assert postmaster.letters == [(FROM, [TO], BYTES)]


def test_letters_share_a_connection(post, postmaster):
    for _ in range(3):
        post.deliver(FROM, TO, BYTES)
    assert (len(postmaster.letters), len(postmaster.sessions)) == (3, 1)


def test_threads_do_not_mix_their_letters(post, postmaster):
    letters = [compose(replace(PLAIN, subject=f"Letter {n}")) for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda letter: post.deliver(FROM, TO, letter), letters))
    assert sorted(content for *_, content in postmaster.letters) == sorted(letters)
    assert len(postmaster.sessions) <= 4


def test_a_server_with_a_limit_per_session_is_called_again(post, postmaster):
    postmaster.most = 2
    for _ in range(5):
        post.deliver(FROM, TO, BYTES)
    assert (len(postmaster.letters), len(postmaster.sessions)) == (5, 3)


@pytest.mark.parametrize("step", ["mail", "rcpt"])
@pytest.mark.parametrize("reply", ["421 4.3.2 shutting down", "drop"])
def test_a_kept_connection_that_ended_is_replaced(post, postmaster, step, reply):
    post.deliver(FROM, TO, BYTES)
    setattr(postmaster, step, [reply])
    post.deliver(FROM, TO, BYTES)
    assert (len(postmaster.letters), len(postmaster.sessions)) == (2, 2)


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize(
    ("reply", "refused"),
    [
        ("451 4.7.1 try later", (False, 451, "4.7.1 try later")),
        ("452 4.2.2 mailbox full", (False, 452, "4.2.2 mailbox full")),
        ("550 5.1.1 nobody here", (True, 550, "5.1.1 nobody here")),
        ("421 4.3.2 shutting down", (False, 421, "4.3.2 shutting down")),
    ],
)
def test_the_word_of_the_server_is_handed_on(post, postmaster, step, reply, refused):
    setattr(postmaster, step, [reply])
    assert refusal(post) == refused
    post.deliver(FROM, TO, BYTES)
    assert len(postmaster.letters) == 1


def test_after_a_refusal_the_connection_serves_the_next_letter(post, postmaster):
    postmaster.rcpt = ["550 5.1.1 nobody here"]
    assert refusal(post)[0]
    post.deliver(FROM, TO, BYTES)
    assert len(postmaster.sessions) == 1


def test_a_server_that_hangs_up_on_the_first_letter_is_tried_later(post, postmaster):
    postmaster.mail = ["drop"]
    permanent, code, text = refusal(post)
    assert (permanent, code, bool(text)) == (False, 0, True)


def test_a_letter_that_may_have_arrived_is_not_sent_twice_here(post, postmaster):
    post.deliver(FROM, TO, BYTES)
    postmaster.data = ["drop"]
    permanent, code, text = refusal(post)
    assert (permanent, code) == (False, 0)
    assert text.startswith("the letter may have arrived: ")
    assert len(postmaster.letters) == 1


def test_a_letter_that_is_too_long_is_refused_before_it_is_sent(postmaster):
    with running(postmaster, data_size_limit=1000) as port:
        post = SmtpPost(Server("127.0.0.1", port), seconds=2)
        assert refusal(post)[:2] == (True, 552)
        post.close()


def serve(talk):
    """A server that says exactly these lines, one after each line it hears, then is silent."""
    listener = socket.create_server(("127.0.0.1", 0))
    pool = ThreadPoolExecutor(1)

    def speak():
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as stream:
            for line in talk:
                if line is None:
                    break
                stream.write(line + b"\r\n")
                stream.flush()
                stream.readline()

    pool.submit(speak)
    return listener, pool


@pytest.mark.parametrize(
    ("talk", "refused"),
    [
        ([b"554 no service for you"], (False, 554, "no service for you")),
        ([None], (False, 0)),
        ([b"220 hi", b"250 hi", b"250 OK", b"250 OK", b"554 5.3.4 not today"], (True, 554, "5.3.4 not today")),
        ([b"220 hi", b"250 hi", b"550 \xff\x00bad\tbytes", None], (True, 550, "\ufffd bad bytes")),
    ],
)  # fmt: skip
def test_odd_servers_are_understood(talk, refused):
    listener, pool = serve(talk)
    with listener:
        post = SmtpPost(Server("127.0.0.1", listener.getsockname()[1]), seconds=2)
        assert refusal(post)[: len(refused)] == refused
        post.close()
    pool.shutdown()


def test_a_silent_server_costs_only_the_time_it_is_given():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        post = SmtpPost(Server("127.0.0.1", listener.getsockname()[1]), seconds=0.2)
        assert refusal(post)[:2] == (False, 0)


def test_no_server_is_a_reason_to_try_later():
    assert refusal(SmtpPost(Server("127.0.0.1", free_port()), seconds=1))[:2] == (False, 0)


def test_closing_forgives_a_server_that_is_gone(postmaster):
    with running(postmaster) as port:
        post = SmtpPost(Server("127.0.0.1", port), seconds=1)
        post.deliver(FROM, TO, BYTES)
    post.close()
    assert refusal(post)[:2] == (False, 0)


def test_an_impossible_address_is_never_spoken(post, postmaster):
    with pytest.raises(Unwritable):
        post.deliver(FROM, "a@x.example>\r\nRCPT TO:<b@x.example", BYTES)
    assert postmaster.sessions == set()


def test_domains_of_the_envelope_are_ascii(post, postmaster):
    post.deliver(FROM, "amina@münchen.example", BYTES)
    assert postmaster.letters[0][1] == ["amina@xn--mnchen-3ya.example"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    run = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    run += [
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        folder / "key",
        "-out",
        folder / "cert",
    ]
    subprocess.run(run, check=True, capture_output=True)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(folder / "cert", folder / "key")
    return server, ssl.create_default_context(cafile=folder / "cert")


def sign_in(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"nadwa", b"p/w:d"), handled=False)


def test_starttls_and_a_password_are_used_when_the_setting_says_so(postmaster, certificate):
    server, client = certificate
    options = {
        "tls_context": server,
        "require_starttls": True,
        "authenticator": sign_in,
        "auth_required": True,
    }
    with running(postmaster, **options) as port:
        good = server_at(f"smtp://nadwa:p%2Fw%3Ad@localhost:{port}?starttls=1")
        post = SmtpPost(good, context=client, seconds=5)
        post.deliver(FROM, TO, BYTES)
        post.close()
        wrong = SmtpPost(replace(good, password="x"), context=client, seconds=5)
        assert refusal(wrong)[:2] == (False, 535)
        stranger = SmtpPost(good, seconds=5)
        permanent, code, text = refusal(stranger)
        assert (permanent, code) == (False, 0)
        assert "certificate" in text
    assert len(postmaster.letters) == 1


def test_a_server_without_starttls_gets_no_letter(postmaster):
    with running(postmaster) as port:
        post = SmtpPost(server_at(f"smtp://127.0.0.1:{port}?starttls=1"), seconds=2)
        permanent, _, text = refusal(post)
    assert not permanent
    assert "STARTTLS" in text


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mx.example.org", Server("mx.example.org", 25)),
        ("smtp://mx.example.org:2525?starttls=0", Server("mx.example.org", 2525)),
        ("smtps://mx.example.org/", Server("mx.example.org", 465, tls=True)),
        ("smtp://u%40x:p%2F@mx.example.org:587?starttls=1", Server("mx.example.org", 587, starttls=True, user="u@x", password="p/")),
    ],
)  # fmt: skip
def test_a_mail_server_is_read_from_its_setting(url, server):
    assert server_at(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "http://mx.example.org",
        "smtp://",
        "smtp://mx.example.org/path",
        "smtp://mx.example.org#x",
        "smtp://mx.example.org?starttls=yes",
        "smtp://mx.example.org?tls=1",
        "smtp://user:secret@mx.example.org:99999",
    ],
)
def test_a_setting_that_is_no_mail_server_says_why(url):
    with pytest.raises(ValueError, match="mail server") as why:
        server_at(url)
    assert "secret" not in str(why.value)


def test_a_password_is_not_shown():
    assert "p/" not in repr(server_at("smtp://u:p%2F@mx.example.org"))


def test_without_a_mail_server_letters_are_files(tmp_path):
    post = post_for("", tmp_path / "post")
    assert post == FilePost(tmp_path / "post")
    post.deliver(FROM, TO, BYTES)
    post.deliver(FROM, TO, BYTES)
    post.deliver(FROM, "omar@ministry.example", BYTES)
    later = compose(
        replace(LETTER, date=datetime(2027, 2, 1, tzinfo=UTC), message_id="<2@x.example>")
    )
    post.deliver(FROM, TO, later)
    post.close()
    files = sorted((tmp_path / "post").iterdir())
    assert [file.read_bytes() for file in files] == [BYTES, BYTES, later]
    assert [file.name[:17] for file in files] == ["20270105T083100Z-"] * 2 + ["20270201T000000Z-"]
    assert {file.suffix for file in files} == {".eml"}


def test_with_a_mail_server_letters_go_there(tmp_path):
    assert isinstance(post_for("smtp://mx.example.org", tmp_path), SmtpPost)


def test_tests_look_into_a_list():
    post = MemoryPost()
    post.deliver(FROM, TO, BYTES)
    post.close()
    assert post.delivered == [(FROM, TO, BYTES)]
