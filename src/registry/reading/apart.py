"""The other side of `sandbox`: reads one file under limits and answers in JSON."""

import json
import resource
from dataclasses import asdict
from typing import IO

from registry.reading import read
from registry.reading.shapes import Vocabulary
from registry.reading.unreadable import Unreadable


def main(asked: IO[bytes], told: IO[bytes], memory: int, seconds: int, largest: int) -> None:
    """Read what is asked for: a line of JSON (name, language, vocabulary), then the file's bytes.

    `memory` and `largest` (what is told) are bytes, `seconds` are the processor's.
    """
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, largest),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, value in limits:
        resource.setrlimit(limit, (value, value))
    told.write(answer(asked.readline(), asked.read()))


def answer(asked: bytes, content: bytes) -> bytes:
    """Return the reading, or as a plain string the reason why there is none."""
    filename, language, names = json.loads(asked)
    try:
        said: object = [
            asdict(each) for each in read(content, filename, _vocabulary(names), language)
        ]
    except Unreadable as refusal:
        said = refusal.why
    except (MemoryError, RecursionError):
        said = "reading the file needs more memory than it may have"
    return json.dumps(said, ensure_ascii=False, default=str).encode(errors="replace")


def _vocabulary(names: dict[str, dict[str, list[str]]]) -> Vocabulary:
    return Vocabulary(
        {
            language: {name: tuple(codes) for name, codes in printed.items()}
            for language, printed in names.items()
        }
    )
