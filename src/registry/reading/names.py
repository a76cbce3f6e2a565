"""Who is named in a text: the registry's bodies and states by their printed names, and groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.reading.lexicon import Lexicon
from registry.reading.shapes import Vocabulary
from registry.reading.words import Phrases, Words

_NOBODY = "-"
_KEPT = 8
_ARTICLES = frozenset({"the", "le", "la", "les", "l'"})
_registered: dict[tuple[int, str, str], tuple[Vocabulary, Phrases[tuple[str, ...]]]] = {}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at word places `start` to `end` (half open) and the codes it stands for."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of a text by the place where they begin, and all places inside them."""

    by_start: Mapping[int, Mention]
    places: frozenset[int]


def names_in(words: Words, lex: Lexicon, vocabulary: Vocabulary, house: str) -> Names:
    """Find the vocabulary's names and the language's groups; `house` decides homonyms."""
    phrases = _phrases(lex, vocabulary, house)
    found: dict[int, Mention] = {}
    place = 0
    while place < len(words):
        match = phrases.find(words, place)
        if match and match[1] != (_NOBODY,):
            found[place] = Mention(place, match[0], match[1])
        place = match[0] if match else place + 1
    return Names(found, frozenset(p for m in found.values() for p in range(m.start, m.end)))


def _phrases(lex: Lexicon, vocabulary: Vocabulary, house: str) -> Phrases[tuple[str, ...]]:
    key = (id(vocabulary), lex.language, house)
    known = _registered.get(key)
    if known and known[0] is vocabulary:
        return known[1]
    own = vocabulary.names.get(lex.language, {})
    entries: list[tuple[str, tuple[str, ...]]] = [
        *lex.house_groups.get(house, {}).items(),
        *((_bare(name), codes) for name, codes in own.items()),
        *lex.groups,
    ]
    phrases = Phrases(entries, lex.language)
    if len(_registered) >= _KEPT:
        _registered.pop(next(iter(_registered)))
    _registered[key] = (vocabulary, phrases)
    return phrases


def _bare(name: str) -> str:
    """Return a name without its article: `the Organization`, `l'Organisation`."""
    first, _, rest = name.replace("’", "'").replace("'", "' ", 1).partition(" ")
    return rest if rest and first.lower() in _ARTICLES else name
