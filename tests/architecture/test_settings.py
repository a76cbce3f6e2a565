import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from nadwa.settings import KNOWN, BadSetting, kept_secret, read_settings

SECRET = {"NADWA_SECRET_KEY": "s" * 40}


def test_without_settings_it_is_a_local_installation(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert settings.database_url == "sqlite:///var/nadwa.db"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.smtp_url is None
    assert len(settings.secret_key) == 64


def test_the_secret_of_a_local_installation_is_made_once_and_private(tmp_path):
    file = tmp_path / "var" / "secret-key"
    assert kept_secret(file) == kept_secret(file)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NADWA_DATABASE_URL", "mysql://x"),
        ("NADWA_DATABASE_URL", "sqlite://"),
        ("NADWA_DATABASE_READ_URL", "sqlite:///var/other.db"),
        ("NADWA_DATABASE_READ_URL", "postgresql://replica/nadwa"),
        ("NADWA_BASE_URL", "nadwa.example.org"),
        ("NADWA_SECRET_KEY", "short"),
        ("NADWA_SMTP_URL", "http://mail"),
        ("NADWA_SMTP_URL", "smtp://mail:99999"),
        ("NADWA_CALENDAR_ADDRESS", "Events <a@b>"),
        ("NADWA_CALENDAR_ADDRESS", "nobody"),
        ("NADWA_IMAP_URL", "pop://mail"),
        ("NADWA_LMTP_LISTEN", "8024"),
        ("NADWA_LMTP_LISTEN", "127.0.0.1:x"),
        ("NADWA_LOG_FORMAT", "xml"),
        ("NADWA_RATE_LIMIT", "-1"),
        ("NADWA_LARGEST_FILE", "20"),
        ("NADWA_LARGEST_FILE", "0"),
        ("NADWA_OIDC_ISSUER", "http://id.example.org"),
        ("NADWA_OIDC_ISSUER", "nobody"),
        ("NADWA_RATE_LIMIT", "10000000"),
        ("NADWA_DEMO", "yes"),
        ("NADWA_NOW", "2027-04-01T08:00:00Z"),
        ("NADWA_SMPT_URL", "smtp://mail"),
    ],
)
def test_a_bad_setting_is_named(name, value):
    with pytest.raises(BadSetting, match=f"^{name}: "):
        read_settings({**SECRET, name: value})


def test_an_issuer_needs_an_audience():
    issuer = {**SECRET, "NADWA_OIDC_ISSUER": "https://id.example.org"}
    with pytest.raises(BadSetting, match="^NADWA_OIDC_AUDIENCE: is required"):
        read_settings(issuer)
    assert read_settings({**issuer, "NADWA_OIDC_CLIENT_ID": "nadwa"}).oidc_client_id == "nadwa"


def test_a_public_installation_needs_a_secret():
    with pytest.raises(BadSetting, match="^NADWA_SECRET_KEY: is required"):
        read_settings({"NADWA_BASE_URL": "https://nadwa.example.org"})


def test_the_demo_starts_its_clock_where_told_and_it_runs():
    clock = read_settings({**SECRET, "NADWA_DEMO": "1", "NADWA_NOW": "2027-04-01T08:00:00Z"}).clock
    start = datetime(2027, 4, 1, 8, tzinfo=UTC)
    first = clock()
    assert start <= first < start + timedelta(minutes=1)
    assert clock() > first
    with pytest.raises(BadSetting, match="NADWA_NOW"):
        read_settings({**SECRET, "NADWA_DEMO": "1", "NADWA_NOW": "tomorrow"})


def test_all_of_the_contract_is_known():
    names = """DATABASE_URL BASE_URL SECRET_KEY SMTP_URL CALENDAR_ADDRESS IMAP_URL LMTP_LISTEN
    OIDC_ISSUER OIDC_CLIENT_ID OIDC_AUDIENCE LOG_FORMAT DEMO NOW"""
    assert {f"NADWA_{name}" for name in names.split()} <= KNOWN


def test_the_command_stops_with_the_name_and_the_reason(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "nadwa", "migrate"],
        env={**os.environ, "NADWA_LOG_FORMAT": "xml"},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert run.stderr == "nadwa: bad setting NADWA_LOG_FORMAT: must be one of text, json\n"
