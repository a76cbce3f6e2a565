"""What an installation is made of, told by the lock that it is made from."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def made(path: Path) -> bytes:
    told = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([ROOT / "deploy" / "sbom", path], cwd=ROOT, env=told, check=True)
    return path.read_bytes()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sbom") / "nadwa.cdx.json")


def test_every_package_of_the_lock_is_told_with_its_version_and_nothing_else(told):
    lock = (ROOT / "requirements.lock").read_text()
    locked = re.findall(r"^([\w.-]+)==(\S+)$", lock, re.MULTILINE)
    assert len(locked) == sum(not line.startswith("#") for line in lock.splitlines())
    parts = json.loads(told)["components"]
    assert sorted((part["name"], part["version"]) for part in parts) == sorted(locked)
    assert all(part["purl"].startswith("pkg:pypi/") for part in parts)


def test_the_list_says_what_it_is_a_list_of(told):
    document = json.loads(told)
    assert document["bomFormat"] == "CycloneDX"
    assert document["metadata"]["component"]["name"] == "nadwa"
    assert document["metadata"]["component"]["licenses"][0]["license"]["id"] == "Apache-2.0"


def test_the_list_is_the_same_each_time(told, tmp_path):
    assert made(tmp_path / "again.json") == told
