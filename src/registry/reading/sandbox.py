"""Reading in a process of its own, with limits: a hostile file can only harm its own reading.

The process has no environment, imports nothing of Nadwa but `registry.reading` (an eighth of the
start-up time), and answers in JSON: what it says is checked, never unpickled.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from pydantic import TypeAdapter

from registry.reading.shapes import ReadResolution, Vocabulary
from registry.reading.unreadable import Unreadable

SECONDS = 30  # of the processor
_PATIENCE = 4
MEMORY = 2**30  # bytes of address space
_LARGEST_ANSWER = 256 * 2**20  # bytes
_START = """
import sys, types
registry = sys.modules["registry"] = types.ModuleType("registry")
registry.__path__ = [sys.argv[1]]
from registry.reading.apart import main
main(sys.stdin.buffer, sys.stdout.buffer, *map(int, sys.argv[2:]))
"""
_REGISTRY = Path(__file__).parents[1]
_ANSWER: TypeAdapter[tuple[ReadResolution, ...] | str] = TypeAdapter(
    tuple[ReadResolution, ...] | str
)


def read_apart(  # noqa: PLR0913, PLR0917 - what `read` takes, and two limits
    content: bytes,
    filename: str,
    vocabulary: Vocabulary,
    language: str | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> tuple[ReadResolution, ...]:
    """Do what `read` does, in at most `seconds` of the processor's time and `memory` bytes.

    On a busy machine that may last longer, but never four times as long.

    Raises:
        Unreadable: what `read` raises, or the file needs more than it may have.
    """
    asked = json.dumps([filename, language, vocabulary.names]).encode()
    limits = (str(memory), str(int(seconds) or 1), str(_LARGEST_ANSWER))
    command = [sys.executable, "-I", "-c", _START, str(_REGISTRY), *limits]
    with TemporaryFile() as told:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
                command,
                input=asked + b"\n" + content,
                stdout=told,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=seconds * _PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable(_too_long(seconds)) from error
        if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
            raise Unreadable(_too_long(seconds))
        if done.returncode:
            raise Unreadable("reading the file needs more memory than it may have")
        told.seek(0)
        answer = _ANSWER.validate_json(told.read())
    if isinstance(answer, str):
        raise Unreadable(answer)
    return answer


def _too_long(seconds: float) -> str:
    return f"reading the file takes longer than {seconds:g} seconds"
