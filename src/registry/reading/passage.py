"""A passage being read: its words, its language's lexicon and the names in it, asked by place."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registry.reading.lexicon import Lexicon
from registry.reading.names import Mention, Names, names_in
from registry.reading.shapes import Vocabulary
from registry.reading.words import Words, words_of

_STOPS = frozenset(";؛.")
_COMMAS = frozenset(",،")
_NOT_YET = (-1, "")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, ready to be asked what stands at a place (a word's number, from 0)."""

    words: Words
    lex: Lexicon
    names: Names
    _opened: Mapping[str, list[int]]
    _found: Mapping[str, dict[int, tuple[int, str] | None]]

    def __len__(self) -> int:
        return len(self.words.folded)

    @property
    def language(self) -> str:
        """The passage's language: `ar`, `en` or `fr`."""
        return self.lex.language

    def at(self, place: int) -> str:
        """Return the folded word there, or nothing outside the passage."""
        return self.words.folded[place] if 0 <= place < len(self.words.folded) else ""

    def has(self, group: str, place: int) -> bool:
        """Whether the word there is in one of the lexicon's word lists."""
        folded = self.words.folded
        return 0 <= place < len(folded) and folded[place] in self.lex.sets[group]

    def phrase(self, kind: str, place: int) -> tuple[int, str] | None:
        """Return the place after the phrase that begins there, and its meaning."""
        of_kind = self._found.get(kind)
        if of_kind is None:
            return None
        match = of_kind.get(place)
        if match is _NOT_YET:
            match = of_kind[place] = self.lex.phrases[kind].find(self.words, place)
        return match

    def phrases(self, kind: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Give the phrases that begin between two places: place, the place after, the meaning."""
        places = self._opened.get(kind, [])
        for n in range(bisect_left(places, start), len(places)):
            if places[n] >= end:
                return
            if match := self.phrase(kind, places[n]):
                yield places[n], *match

    def meanings(self, kind: str, place: int) -> frozenset[str]:
        """Return every meaning of the phrase that begins there: a verb may convene several."""
        match = self.phrase(kind, place)
        return frozenset(match[1].split(" ")) if match else frozenset()

    def mention(self, place: int) -> Mention | None:
        """Return the name that begins there."""
        return self.names.by_start.get(place)

    def named(self, place: int) -> bool:
        """Whether the word there is part of a name."""
        return place in self.names.places

    def comma(self, place: int) -> bool:
        """Whether a comma stands there."""
        return self.words.at(place) in _COMMAS

    def stop(self, place: int) -> bool:
        """Whether a semicolon or a full stop stands there."""
        return self.words.at(place) in _STOPS

    def printed(self, start: int, end: int) -> str:
        """Return the text from one word to the word before `end`, as printed."""
        return self.words.text[self.words.starts[start] : self.words.ends[max(start + 1, end) - 1]]


def passage_of(
    text: str, lex: Lexicon, vocabulary: Vocabulary, house: str | None = None
) -> Passage:
    """Cut a text into words and find its names; `house` (`oic`, `un`, `au`) decides homonyms."""
    words = words_of(text, lex.language)
    return _prepared(words, lex, names_in(words, lex, vocabulary, house or house_of(words, lex)))


def plain_passage(text: str, lex: Lexicon) -> Passage:
    """Cut a text into words and look for no names in it."""
    return _prepared(words_of(text, lex.language), lex, Names({}, frozenset()))


def _prepared(words: Words, lex: Lexicon, names: Names) -> Passage:
    """Note once which kinds of phrases can begin at each word."""
    opened: dict[str, list[int]] = {}
    for place, word in enumerate(words.folded):
        for kind in lex.opened_by(word):
            opened.setdefault(kind, []).append(place)
    found: dict[str, dict[int, tuple[int, str] | None]] = {
        kind: dict.fromkeys(places, _NOT_YET) for kind, places in opened.items()
    }
    return Passage(words, lex, names, opened, found)


def house_of(words: Words, lex: Lexicon) -> str:
    """Guess whose style a text has: `oic` and `au` name themselves, `un` prints verbs small."""
    for house in ("oic", "au"):
        if any(word in lex.sets[f"{house}_words"] for word in words.folded):
            return house
    if lex.language == "ar":
        return "un" if words.at(0).startswith("ت") else "oic"
    return "oic" if words.shouts(0) else "un"
