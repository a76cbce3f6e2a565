"""No container engine is here: the compose file and the image are checked by reading them."""

import re
from pathlib import Path

import pytest
import yaml

from nadwa.settings import KNOWN, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_compose_file_has_what_an_installation_needs(compose):
    assert set(compose["services"]) == {"database", "prepare", "api", "worker", "mail", "proxy"}


def test_every_setting_in_the_compose_file_is_one_and_is_right(compose):
    given = compose["services"]["api"]["environment"]
    assert set(given) <= KNOWN
    plain = {
        name: re.sub(r"\$\{\w+(?::-([^}]*)|:\?[^}]*)\}", r"\1", value)
        for name, value in given.items()
    }
    settings = read_settings({**plain, "NADWA_SECRET_KEY": "x" * 64})
    assert settings.database_url == "postgresql://nadwa:nadwa@database/nadwa"
    assert settings.smtp_url == "smtp://mail:1025"


def test_services_wait_for_what_they_need(compose):
    services = compose["services"]
    for name, service in services.items():
        for needed, how in service.get("depends_on", {}).items():
            assert needed in services, name
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[needed]


def test_nothing_is_open_to_the_network_by_default(compose):
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_files_that_the_compose_file_mounts_exist(compose):
    mounts = [
        each for service in compose["services"].values() for each in service.get("volumes", [])
    ]
    files = [each.split(":")[0] for each in mounts if each.startswith("./")]
    assert files
    assert all((ROOT / file).is_file() for file in files)


def test_the_image_is_prepared_by_the_same_steps_as_a_checkout():
    steps = (ROOT / "Dockerfile").read_text()
    assert "RUN make setup" in steps
    assert "pip install" not in steps
    assert steps.index("USER nadwa") < steps.index("RUN make setup") < steps.index("CMD")
