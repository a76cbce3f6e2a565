"""What mail servers do and say, and what becomes of the letter."""

import contextlib
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from notifications.entries.content_lines import Unwritable
from notifications.sending.mail_server import Server
from notifications.sending.post import Refused, SmtpPost
from tests.notifications.postmaster import BYTES, FROM, TO, Postmaster, free_port, refusal, running
from tests.notifications.test_mime import PLAIN, compose, replace


@pytest.fixture
def postmaster():
    return Postmaster()


@pytest.fixture
def post(postmaster):
    with running(postmaster) as port:
        post = SmtpPost(Server("127.0.0.1", port), seconds=2)
        yield post
        post.close()


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


def dripping(listener):
    """Greet, and then answer with one octet after the other, each well in time."""
    connection, _ = listener.accept()
    with connection, contextlib.suppress(OSError):
        connection.sendall(b"220 slow\r\n")
        connection.recv(100)
        for _ in range(200):
            connection.sendall(b"2")
            time.sleep(0.05)


def test_a_server_that_answers_octet_by_octet_holds_a_letter_no_longer_than_all_its_time():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=dripping, args=(listener,), daemon=True)
        server.start()
        where = Server("127.0.0.1", listener.getsockname()[1])
        post = SmtpPost(where, seconds=5, all_seconds=0.3)
        with pytest.raises(Refused, match="takes too long over one letter") as refused:
            post.deliver(FROM, TO, BYTES)
        assert not refused.value.permanent
        server.join(timeout=20)
    assert not server.is_alive()
