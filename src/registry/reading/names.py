"""Who is named in a text: the registry's bodies and states by their printed names, and groups."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from registry.reading.lexicon import Lexicon
from registry.reading.shapes import Vocabulary
from registry.reading.words import Phrases, Words, fold, words_of

_NOBODY = "-"
_KEPT = 18  # two vocabularies in three languages and the styles of three houses
_ARTICLES = frozenset({"the", "le", "la", "les", "l'"})
_STATE_CODE = 2
_SHORTEST = 4
_registered: dict[tuple[int, str, str], tuple[Vocabulary, "_Known"]] = {}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at word places `start` to `end` (half open) and the codes it stands for."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of a text by the place where they begin, and all places inside them.

    `by_word` gives for a word of a body's long name the codes of the bodies that have it.
    """

    by_start: Mapping[int, Mention]
    places: frozenset[int]
    by_word: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def between(self, start: int, end: int) -> Iterator[Mention]:
        """Give the mentions that begin between two places, in printed order."""
        return (self.by_start[place] for place in range(start, end) if place in self.by_start)


@dataclass(frozen=True, slots=True)
class _Known:
    """The names of one vocabulary, language and house: as phrases, and by their words."""

    phrases: Phrases[tuple[str, ...]]
    by_word: Mapping[str, frozenset[str]]


def names_in(words: Words, lex: Lexicon, vocabulary: Vocabulary, house: str) -> Names:
    """Find the vocabulary's names and the language's groups; `house` decides homonyms."""
    known = _known(lex, vocabulary, house)
    found: dict[int, Mention] = {}
    place = 0
    while place < len(words):
        match = known.phrases.find(words, place)
        if match and match[1] != (_NOBODY,):
            found[place] = Mention(place, match[0], match[1])
        place = match[0] if match else place + 1
    places = frozenset(p for m in found.values() for p in range(m.start, m.end))
    return Names(found, places, known.by_word)


def _known(lex: Lexicon, vocabulary: Vocabulary, house: str) -> _Known:
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
    bodies = [each for each in lex.groups if lex.has("bodies", fold("+".join(each[1])))]
    by_word = _by_word([*own.items(), *bodies], lex.language)
    registered = _Known(Phrases(entries, lex.language), by_word)
    if len(_registered) >= _KEPT:
        _registered.pop(next(iter(_registered)))
    _registered[key] = (vocabulary, registered)
    return registered


def _by_word(
    names: Iterable[tuple[str, tuple[str, ...]]], language: str
) -> Mapping[str, frozenset[str]]:
    """Note the words of bodies' names that may stand for the whole: `Centre`, `Fund`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, codes in names:
        if len(codes) == 1 and len(codes[0]) > _STATE_CODE:
            for word in words_of(name, language).folded:
                if len(word) >= _SHORTEST:
                    found[word].add(codes[0])
    return {word: frozenset(codes) for word, codes in found.items()}


def _bare(name: str) -> str:
    """Return a name without its article: `the Organization`, `l'Organisation`."""
    first, _, rest = name.replace("’", "'").replace("'", "' ", 1).partition(" ")
    return rest if rest and first.lower() in _ARTICLES else name
