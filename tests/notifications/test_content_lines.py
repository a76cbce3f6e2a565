"""Content lines and addresses, as RFC 5545 and mail servers want them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.entries.addresses import ascii_address, tagged
from notifications.entries.content_lines import Unwritable, escaped, folded, line


@given(st.text(st.sampled_from('a\\;,\n^"é€𝄞ش '), min_size=60, max_size=400))
def test_no_line_is_long_and_none_ends_inside_a_character_or_an_escape(text):
    pieces = folded(f"SUMMARY:{escaped(text)}").split(b"\r\n")[:-1]
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.decode() for piece in pieces)
    tails = [piece[1:] if n else piece for n, piece in enumerate(pieces)][:-1]
    assert all((len(tail) - len(tail.rstrip(b"\\"))) % 2 == 0 for tail in tails)
    joined = b"".join(piece[1:] if n else piece for n, piece in enumerate(pieces)).decode()
    assert joined == f"SUMMARY:{escaped(text)}"


def test_an_empty_property_is_not_written():
    assert line("LOCATION", "") == b""
    assert line("X", "y", {"CN": "", "VALUE": "TEXT"}) == b"X;VALUE=TEXT:y\r\n"


def test_domains_are_written_in_ascii():
    assert ascii_address("amina@münchen.example") == "amina@xn--mnchen-3ya.example"
    assert tagged("events@cal.example.org", "abc234") == "events+abc234@cal.example.org"


@pytest.mark.parametrize(
    "address",
    ["", "x", "é@x.example", "a b@x.example", "a@x y", "a@\u0301\u0301.x", f"{'a' * 65}@x.example"],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(Unwritable):
        ascii_address(address)
