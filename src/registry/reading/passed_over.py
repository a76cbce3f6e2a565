"""Bodies that a clause names where an addressee could stand, and that nobody read as asked."""

from registry.reading.passage import Passage
from registry.reading.speaking import ASKING, Action

_STATE_CODE = 2
_UN = "UN"  # a body, though its code is as short as a State's
_JOINER_MAX = 3


def passed_over(text: Passage, action: Action, end: int, known: frozenset[str]) -> bool:
    """Whether a body stands behind a pause or *and* that is not `known` as asked or as a partner.

    A State is left out: it may be a place.
    """
    if action.form.force not in ASKING:
        return False
    return any(
        not known.intersection(mention.codes)
        and (len(mention.codes[0]) > _STATE_CODE or mention.codes[0] == _UN)
        and _follows(text, mention.start)
        for mention in text.names.between(action.after, end)
    )


def _follows(text: Passage, place: int) -> bool:
    if text.language == "ar" and text.words.raw[place].startswith("و"):
        return True
    back = place - 1
    while text.has("fillers", back):
        back -= 1
    joiners = (text.phrase("joiners", back - words) for words in range(_JOINER_MAX))
    joined = any(match and match[0] > back for match in joiners)
    return joined or text.has("connectors", back) or text.comma(back)
