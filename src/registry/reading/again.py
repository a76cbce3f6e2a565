"""A body that is named again by one word of its name: `the Centre`, `le Fonds`, `المركز`."""

from collections.abc import Sequence

from registry.reading.lists import is_task, light
from registry.reading.passage import Passage
from registry.reading.words import variants


def named_again(text: Passage, after: int, end: int, spoken: Sequence[str]) -> str | None:
    """Return the code of the body that a lone word behind the verb means, of those spoken of.

    `spoken` are codes in the order in which they were named; the last one that fits is meant.
    """
    place = after
    while place < end and (step := light(text, place)):
        place = step
    if place == after or not _stands_alone(text, place):
        return None
    spellings = variants(text.at(place), text.language)
    means = {code for word in spellings for code in text.names.by_word.get(word, ())}
    return next((code for code in reversed(spoken) if code in means), None)


def _stands_alone(text: Passage, place: int) -> bool:
    if text.language == "ar":
        return text.at(place).startswith("ال")
    lone = text.words.capital(place) and not text.words.shouts(place)
    if not lone or text.words.capital(place + 1):
        return False
    of = text.has("genitives", place + 1) or text.has("for_whom", place + 1)
    return not of or is_task(text, place + 1)
