"""DKIM: what is signed is checked by somebody else's eyes, openssl and RFC 6376 by hand."""

import base64
import hashlib
import re
import subprocess
from dataclasses import replace

import dkim
import pytest

from nadwa.settings import BadSetting, read_settings
from nadwa.worker import worker_of
from notifications import BadKey, MemoryPost, SignedPost, Signer
from tests.notifications.test_mime import LETTER
from tests.notifications.test_mime import compose as composed

MESSAGE = composed(replace(LETTER, first="<first@cal.example.org>"))


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """An RSA key in PEM and its public half, as openssl makes them."""
    key = tmp_path_factory.mktemp("keys") / "key.pem"
    subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, capture_output=True)
    public = key.with_name("public.pem")
    made = ["openssl", "rsa", "-in", key, "-pubout", "-out", public]
    subprocess.run(made, check=True, capture_output=True)
    return key, public


@pytest.fixture
def signer(keys):
    return Signer("s1", "mail.nadwa.example.org", keys[0].read_bytes())


def record_of(public):
    octets = "".join(public.read_text().splitlines()[1:-1])
    return lambda _name, **_: f"v=DKIM1; k=rsa; p={octets}".encode()


def test_a_signed_letter_is_checked_and_a_changed_one_is_not(signer, keys):
    signed = signer.sign(MESSAGE)
    record = record_of(keys[1])
    assert dkim.verify(signed, dnsfunc=record)
    for old, new in ((b"Subject:", b"Subject: Re:"), (b"From:", b"From: x@y.example\r\nFrom:")):
        assert not dkim.verify(signed.replace(b"\r\n" + old, b"\r\n" + new, 1), dnsfunc=record)
    assert not dkim.verify(b"Reply-To: thief@bad.example\r\n" + signed, dnsfunc=record)
    assert signed == signer.sign(MESSAGE)
    assert signed.endswith(MESSAGE)


def test_openssl_finds_the_signature_of_the_relaxed_headers_and_body(signer, keys, tmp_path):
    signed = signer.sign(MESSAGE)
    head, _, body = signed.partition(b"\r\n\r\n")
    fields = [(n.lower(), v) for n, _, v in (f.partition(b":") for f in unfolded(head))]
    own = fields[0][1]
    tags = dict(t.strip().split(b"=", 1) for t in own.split(b";") if t.strip())
    assert tags[b"c"] == b"relaxed/relaxed"
    relaxed = b"\r\n".join(re.sub(rb"[ \t]+", b" ", x).rstrip(b" ") for x in body.split(b"\r\n"))
    relaxed = relaxed.rstrip(b"\r\n") + b"\r\n"
    assert base64.b64decode(tags[b"bh"]) == hashlib.sha256(relaxed).digest()
    names = [name.strip() for name in tags[b"h"].split(b":")]
    left = {}
    for name, value in fields[1:]:
        left.setdefault(name, []).append(value)
    said = b""
    for name in names:
        if left.get(name):
            said += name + b":" + plain(left[name].pop()) + b"\r\n"
    said += b"dkim-signature:" + plain(re.sub(rb"\bb=[^;]*$", b"b=", own))
    (tmp_path / "said").write_bytes(said)
    (tmp_path / "signature").write_bytes(base64.b64decode(b"".join(tags[b"b"].split())))
    check = ["openssl", "dgst", "-sha256", "-verify", keys[1], "-signature"]
    check += [tmp_path / "signature", tmp_path / "said"]
    done = subprocess.run(check, check=True, capture_output=True)
    assert done.stdout == b"Verified OK\n"
    assert names == [
        *(b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to", b"references"),
        *(b"mime-version", b"content-type", b"content-language", b"auto-submitted"),
        *(b"from", b"to", b"reply-to", b"subject", b"date"),
    ]


def unfolded(head):
    return re.sub(rb"\r\n(?=[ \t])", b"", head).split(b"\r\n")


def plain(value):
    return re.sub(rb"[ \t]+", b" ", value).strip()


def test_a_post_signs_what_it_hands_over(signer):
    kept = MemoryPost()
    post = SignedPost(kept, signer)
    post.deliver("bounce@x.example", "a@b.example", MESSAGE)
    post.close()
    assert kept.delivered == [("bounce@x.example", "a@b.example", signer.sign(MESSAGE))]


def test_a_bad_key_is_refused_without_being_shown(signer):
    with pytest.raises(BadKey, match="is no RSA private key in PEM") as refused:
        Signer("s1", "x.example", b"-----BEGIN NOTHING-----").check()
    assert refused.value.__cause__ is None
    signer.check()
    assert "BEGIN" not in repr(signer)


def test_a_worker_signs_only_where_a_key_is_set_and_starts_with_no_bad_one(office, keys, tmp_path):
    given = {"NADWA_SMTP_URL": "smtp://127.0.0.1:9", "NADWA_SECRET_KEY": "s" * 40}
    key = {"NADWA_DKIM_SELECTOR": "s1", "NADWA_DKIM_KEY_FILE": str(keys[0])}
    worker_of(read_settings(given), office)
    worker_of(read_settings({**given, **key}), office)
    (tmp_path / "bad.pem").write_text("no key")
    bad = {**given, **key, "NADWA_DKIM_KEY_FILE": str(tmp_path / "bad.pem")}
    with pytest.raises(BadSetting, match="NADWA_DKIM_KEY_FILE: is no RSA"):
        worker_of(read_settings(bad), office)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("NADWA_DKIM_SELECTOR", {"NADWA_DKIM_SELECTOR": "s1"}),
        ("NADWA_DKIM_SELECTOR", {"NADWA_DKIM_SELECTOR": "a b", "NADWA_DKIM_KEY_FILE": "x"}),
        ("NADWA_DKIM_KEY_FILE", {"NADWA_DKIM_SELECTOR": "s1", "NADWA_DKIM_KEY_FILE": "none"}),
    ],
)
def test_half_a_setting_of_signatures_is_refused(name, given):
    with pytest.raises(BadSetting, match=name):
        read_settings({"NADWA_SECRET_KEY": "s" * 40, **given})
