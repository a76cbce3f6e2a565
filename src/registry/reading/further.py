"""Those who are asked further on in a clause, each with a task of their own."""

from collections.abc import Iterator

from registry.reading.lists import is_task
from registry.reading.names import Mention
from registry.reading.passage import Passage


def further(text: Passage, after: int, task: int, end: int) -> Iterator[Mention]:
    """`requests X to convene a meeting, and Y to report`: those who have a task of their own."""
    for mention in text.names.between(task + 1, end):
        if text.language == "ar":
            again = text.at(mention.start - 1).removeprefix("و")
            joined = again == text.at(after) and text.has("object_again", after)
            if joined and text.at(mention.start - 1) != again and _own_task(text, mention.end):
                yield mention
        elif _joined(text, mention.start - 1) and is_task(text, mention.end):
            yield mention


def _joined(text: Passage, back: int) -> bool:
    """A pause and *and*, or *and* with the verb's preposition, stand before the name."""
    again = False
    while text.has("fillers", back):
        again = again or text.has("object_again", back)
        back -= 1
    return text.has("connectors", back) and (again or text.comma(back - 1))


def _own_task(text: Passage, place: int) -> bool:
    return bool(text.phrase("convene", place) or text.phrase("produce", place)) or text.has(
        "that", place
    )
