"""The worker's ways in, as the settings say."""

import pytest

from nadwa.settings import read_settings
from nadwa.worker import receiving_of

SECRET = {"NADWA_SECRET_KEY": "s" * 40}
LMTP = {"NADWA_LMTP_LISTEN": "127.0.0.1:8024"}
IMAP = {"NADWA_IMAP_URL": "imaps://user:pw@mail.example.org/INBOX"}


@pytest.mark.parametrize(
    ("given", "names"),
    [({}, []), (LMTP, ["lmtp"]), (IMAP, ["imap"]), ({**LMTP, **IMAP}, ["lmtp", "imap"])],
)
def test_answers_come_in_where_it_is_set_up(office, given, names):
    routines = receiving_of(read_settings({**SECRET, **given}), office)
    assert [routine.name for routine in routines] == names
