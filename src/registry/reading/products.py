"""Which products a clause asks for: reports, studies, platforms that an organisation is to make."""

from registry.reading.addressees import UNKNOWN, WITH_OBJECT, Asked
from registry.reading.forward import Wanted
from registry.reading.governed import object_of_verb, wanted
from registry.reading.passage import Passage
from registry.reading.speaking import ASKING, Action
from registry.reading.things import Thing, things
from registry.reading.words import variants

STATES = frozenset(
    {"MEMBER_STATES", "STATES", "STATES_PARTIES", "GOVERNMENTS", "MEMBER_STATES_MINISTRIES"}
)
UNASKING = frozenset({"condemns", "expresses concern", "affirms", "reaffirms", "endorses"})
_SHARED = frozenset({"report", "study", "database", "platform", "fund", "convention"})
_REACH = 12
_AT_ONCE = 5


def asked_products(
    text: Passage, action: Action, end: int, whom: Asked
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A product counts when an organisation is to make it; what states do at home is policy."""
    addressees = whom.codes
    found = things(text, "deliverables", action.after, end)
    asked = wanted(text, found, "produce", (action.after, end))
    asked = (*asked, *_reports(text, (action.after, end)))
    if any(text.lex.has("makes", each) for each in variants(text.at(action.verb), text.language)):
        asked = (*object_of_verb(text, found, action.after, end), *asked)
    codes = tuple(dict.fromkeys(w.thing.code for w in asked))
    if not codes:
        return (), _named_products(text, action, found, addressees)
    if action.form.force not in ASKING:
        return (), ("a product is named, but the verb does not ask for it",)
    if addressees and set(addressees) <= STATES:
        doubt = "states are to make the product: their own policy"
        return (), (doubt,) if _SHARED & set(codes) else ()
    if (
        not addressees
        and not (UNKNOWN in whom.doubts and action.form.canonical in WITH_OBJECT)
        and asked[0].trigger - action.after > _AT_ONCE
        and not _joint(text, asked, end)
    ):
        return (), ("nobody is asked to make the product",)
    return codes, () if addressees else ("nobody is asked to make the product",)


def _named_products(
    text: Passage, action: Action, found: dict[int, Thing], addressees: tuple[str, ...]
) -> tuple[str, ...]:
    """Doubt it when no state is asked for something and a new product is named."""
    if action.form.canonical in UNASKING or (addressees and set(addressees) <= STATES):
        return ()
    new = [t for t in found.values() if not text.has("articles", t.start - 1)]
    return ("a product is named that nobody is asked to make",) if new else ()


def _reports(text: Passage, span: tuple[int, int]) -> tuple[Wanted, ...]:
    """`to report thereon to the Council`: the product is the verb itself."""
    for place, after, code in text.phrases("reporting", *span):
        return (Wanted(Thing(place, after, code, weak=False), place),)
    return ()


def _joint(text: Passage, asked: tuple[Wanted, ...], end: int) -> bool:
    """A product of the organisation itself: joint, unified, of the OIC."""
    start = asked[0].trigger
    return any(
        text.has("joint", place) for place in range(start, min(end, asked[-1].thing.end + _REACH))
    )
