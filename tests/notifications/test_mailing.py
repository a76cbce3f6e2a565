"""Addresses and secrets."""

import re
from dataclasses import replace
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from notifications.mailing import Mailing, Purpose, claimed_id, uid_of

MAIL = Mailing("events@cal.example.org", "https://nadwa.example.org", "k" * 32)
SEAT = UUID("01936f00-0000-7000-8000-000000000001")


def test_the_organizer_address_has_a_token_of_128_bits_in_lower_case():
    address = MAIL.organizer_address(MAIL.token(SEAT))
    assert re.fullmatch(r"events\+[a-z2-7]{26}@cal\.example\.org", address)


def test_everything_about_a_seat_is_made_again_alike():
    assert MAIL.token(SEAT) == replace(MAIL).token(SEAT)
    assert uid_of(SEAT) == uid_of(UUID(str(SEAT)))
    assert MAIL.bounce_address("<a@b>") == MAIL.bounce_address("<a@b>")


def test_other_seats_and_other_keys_have_other_tokens():
    other = replace(MAIL, secret_key="j" * 32)
    assert len({MAIL.token(SEAT), MAIL.token(uuid4()), other.token(SEAT)}) == 3


def test_no_token_tells_the_id():
    assert SEAT.hex not in MAIL.organizer_address(MAIL.token(SEAT))
    assert str(SEAT) not in str(uid_of(SEAT))


@given(seat=st.uuids(), links=st.integers(0, 1000), purpose=st.sampled_from(Purpose))
def test_a_secret_opens_what_it_is_for_and_nothing_else(seat, links, purpose):
    secret = MAIL.secret(purpose, seat, links)
    assert re.fullmatch("[a-z2-7]{52}", secret)
    assert claimed_id(secret) == seat
    assert MAIL.opens(purpose, secret, seat, links)
    assert not MAIL.opens(purpose, secret, seat, links + 1)
    others = [each for each in Purpose if each is not purpose]
    assert not any(MAIL.opens(other, secret, seat, links) for other in others)


@given(text=st.text(max_size=60))
def test_any_other_text_claims_nothing_or_opens_nothing(text):
    claimed = claimed_id(text)
    assert claimed is None or not MAIL.opens(Purpose.PAGE, text, claimed)


def test_links_lead_to_the_installation():
    assert MAIL.page_link(SEAT, 0).startswith("https://nadwa.example.org/me/")
    assert MAIL.feed_link(SEAT, 0).endswith(".ics")
    assert MAIL.confirmation_link(SEAT).startswith("https://nadwa.example.org/confirmations/")
