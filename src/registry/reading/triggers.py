"""Which places start something: words of convening and making, told by what stands before them."""

from registry.reading.passage import Passage
from registry.reading.things import Thing

_BEFORE = 4
_TOLD = 8
_TOLD_NEAR = 3
_THAT = 14
NEAR_WORDS = 3
_OF_THE = frozenset({"du", "des"})


def convenes(text: Passage, span: tuple[int, int]) -> bool:
    """Whether something is to be organised there, even if no event word is known for it."""
    return any(
        strength == "strong"
        and not (text.named(place) or no_trigger(text, place, after) or told(text, place))
        for place, after, strength in text.phrases("convene", *span)
    )


def makes(text: Passage, span: tuple[int, int]) -> bool:
    """Whether something new is to be made there, even if no product word is known for it."""
    return any(
        text.has("indefinite", after) and not (text.named(place) or no_trigger(text, place, after))
        for place, after, _ in text.phrases("produce", *span)
    )


def no_trigger(text: Passage, place: int, after: int) -> bool:
    """`before the convening of the Conference`: it is convened anyway."""
    if text.phrase("not_triggers", place):
        return True
    near = range(place - 1, max(0, place - _BEFORE) - 1, -1)
    first = next((p for p in near if text.comma(p)), -1) + 1
    before = range(max(first, place - _BEFORE), place)
    supporting = [p for p in before if text.has("supporting", p)]
    if not supporting:
        return False
    if text.language == "ar" or not _of_new(text, after):
        return text.language == "ar" or _of_something(text, after) or known(text, after)
    return _of_something(text, after) and not all(text.has("helping", p) for p in supporting)


def _of_something(text: Passage, after: int) -> bool:
    """`the convening of`; behind a French infinitive, `des` opens its object."""
    if text.language == "fr" and text.at(after - 1).endswith(("er", "ir", "re")):
        return False
    return text.has("genitives", after) or text.has("genitives", after - 1)


def _of_new(text: Passage, after: int) -> bool:
    """`support the organization of a forum`: of one that would not be held without it."""
    object_ = after + text.has("genitives", after)
    noun = _of_something(text, after)
    return not (noun and text.at(after) in _OF_THE) and not known(text, object_)


def told(text: Passage, place: int) -> bool:
    """`the Council had requested the convening`: somebody else asked for it, and earlier."""
    for back in range(max(0, place - _TOLD), place):
        phrase = text.phrase("told", back)
        if phrase and phrase[0] <= place <= phrase[0] + _TOLD_NEAR:
            return True
    return False


def behind_that(text: Passage, place: int) -> bool:
    """`pour qu'ils organisent`, but not `un atelier organisé` with its accent."""
    if text.words.raw[place].lower().endswith("é"):
        return False
    before = range(place - 1, max(-1, place - _THAT), -1)
    return any(text.has("that", back) for back in before)


def known(text: Passage, place: int) -> bool:
    """Whether the word there points to something known: `the`, `its`, `cette`."""
    return text.has("articles", place) or text.has("possessives", place)


def is_new(text: Passage, thing: Thing) -> bool:
    """Whether an event is named as one that is not known yet: `a forum`, `two ateliers`."""
    for back in range(thing.start - 1, thing.start - 2 - NEAR_WORDS, -1):
        if text.has("articles", back) or text.comma(back) or text.stop(back):
            return False
        if text.has("indefinite", back) or text.at(back) in text.lex.numbers:
            return True
    return False
