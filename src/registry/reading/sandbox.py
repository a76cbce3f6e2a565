"""Reading in a process of its own, with limits: a hostile file can only harm its own reading."""

import multiprocessing
import resource
from multiprocessing.connection import Connection

from registry.reading import read
from registry.reading.shapes import ReadResolution, Vocabulary
from registry.reading.unreadable import Unreadable

SECONDS = 30
MEMORY = 2**30  # bytes of address space


def read_apart(  # noqa: PLR0913, PLR0917 - what `read` takes, and two limits
    content: bytes,
    filename: str,
    vocabulary: Vocabulary,
    language: str | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> tuple[ReadResolution, ...]:
    """Do what `read` does, in at most `seconds` of wall time and `memory` bytes.

    Raises:
        Unreadable: what `read` raises, or the file needs more than it may have.
    """
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    task = (there, content, filename, vocabulary, language, memory)
    process = spawning.Process(target=_work, args=task, daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise Unreadable(f"reading the file takes longer than {seconds:g} seconds")
        answer: tuple[ReadResolution, ...] | str = here.recv()
    except EOFError as error:
        raise Unreadable("reading the file needs more memory than it may have") from error
    finally:
        process.kill()
        process.join()
        here.close()
    if isinstance(answer, str):
        raise Unreadable(answer)
    return answer


def _work(  # noqa: PLR0913, PLR0917 - the other side of read_apart
    there: Connection,
    content: bytes,
    filename: str,
    vocabulary: Vocabulary,
    language: str | None,
    memory: int,
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        there.send(read(content, filename, vocabulary, language))
    except Unreadable as refusal:
        there.send(refusal.why)
    except (MemoryError, RecursionError):
        there.send("reading the file needs more memory than it may have")
