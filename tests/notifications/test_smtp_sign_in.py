"""Encryption and passwords on the way to the mail server."""

import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from notifications.sending.mail_server import server_at
from notifications.sending.post import SmtpPost
from tests.notifications.postmaster import BYTES, FROM, TO, Postmaster, refusal, running
from tests.notifications.test_mime import replace


@pytest.fixture
def postmaster():
    return Postmaster()


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


def test_smtps_is_encrypted_from_the_first_byte(postmaster, certificate):
    server, client = certificate
    with running(postmaster, ssl_context=server) as port:
        post = SmtpPost(server_at(f"smtps://localhost:{port}"), context=client, seconds=5)
        post.deliver(FROM, TO, BYTES)
        post.close()
    assert len(postmaster.letters) == 1
