"""Letters leave the house: as files, into a list, or to a mail server."""

from datetime import UTC, datetime

import pytest

from notifications.sending.mail_server import Server, server_at
from notifications.sending.post import FilePost, MemoryPost, SmtpPost, post_for
from tests.notifications.postmaster import BYTES, FROM, TO
from tests.notifications.test_mime import LETTER, compose, replace


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
