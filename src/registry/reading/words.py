"""A text cut into folded words with their places, and phrases found among them.

Folding takes accents, case, ligatures, Arabic vowel signs and letter variants away, so that one
spelling in a lexicon finds all of them. All of it is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

_TOKEN = re.compile(
    "[^\\W\\d_\u0300-\u036f][^\\W\\d_]*(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+[^\\W\\d_]*)*"
    "|\\d+|[^\\w\\s'\u2019\u02bc*`\u00ad\u200b-\u200f\u202a-\u202e\u2010\u2011-]"
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ـ": "", "ی": "ي", "ک": "ك"})
_ARABIC_ENDINGS = str.maketrans({"ى": "ي", "ة": "ه"})
_LONG_ENOUGH = 3
_SHORT = 2
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_CHOICE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")

T = TypeVar("T")


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return the word in lower case without accents, ligatures and letter variants."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFKD", word.translate(_LIGATURES).lower())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return bare.translate(_LIGATURES).translate(_ARABIC_ENDINGS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: folded, as printed, and where each stands (half open)."""

    text: str
    language: str
    folded: tuple[str, ...]
    raw: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)

    def at(self, place: int) -> str:
        """Return the folded word there, or nothing outside the text."""
        return self.folded[place] if 0 <= place < len(self.folded) else ""

    def glued(self, place: int) -> bool:
        """Whether a hyphen binds the word there to its neighbour: `follow-up`, `hands-on`."""
        before = place > 0 and self.text[self.ends[place - 1] : self.starts[place]] in _HYPHENS
        return before or (
            place + 1 < len(self.raw)
            and self.text[self.ends[place] : self.starts[place + 1]] in _HYPHENS
        )

    def shouts(self, place: int) -> bool:
        """Whether the word there is printed in capitals (an action verb's mark, or an acronym)."""
        return 0 <= place < len(self.raw) and self.raw[place].isupper() and len(self.raw[place]) > 1

    def capital(self, place: int) -> bool:
        """Whether the word there begins with a capital letter."""
        return 0 <= place < len(self.raw) and self.raw[place][:1].isupper()


def words_of(text: str, language: str) -> Words:
    """Cut a text into words and punctuation; apostrophes, hyphens, marks of format fall away."""
    raw: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        raw.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return Words(
        text=text,
        language=language,
        folded=tuple(map(fold, raw)),
        raw=tuple(raw),
        starts=tuple(starts),
        ends=tuple(ends),
    )


@lru_cache(maxsize=65_536)
def variants(word: str, language: str) -> tuple[str, ...]:
    """Return the spellings a lexicon may hold for a word: singular, or without Arabic clitics."""
    if language == "ar":
        return tuple(dict.fromkeys(_arabic(word)))
    if len(word) <= _LONG_ENOUGH:
        return (word,)
    if language == "en" and word.endswith("ies"):
        return (word, word[:-3] + "y")
    if word.endswith("s") or (language == "fr" and word.endswith("x")):
        return (word, word[:-1])
    return (word,)


def _arabic(word: str) -> Iterator[str]:
    bases = [word]
    if len(word) > _LONG_ENOUGH and word[0] in "وف":
        bases.append(word[1:])
    for base in tuple(bases):
        if base.startswith("لل"):
            bases.append("ال" + base[2:])
        elif len(base) > _LONG_ENOUGH and base[0] in "بكل":
            bases.append(base[1:])
    yield from bases
    yield from (
        base[2:] for base in bases if base.startswith("ال") and len(base) > _LONG_ENOUGH + 1
    )


@dataclass(frozen=True, slots=True)
class _Node(Generic[T]):
    """The words that may follow, and what ends there: how words must be printed, the meaning."""

    deeper: dict[str, "_Node[T]"] = field(default_factory=dict)
    meanings: list[tuple[tuple[str, ...], T]] = field(default_factory=list)


class Phrases(Generic[T]):
    """Phrases and what each stands for, as a tree of folded words."""

    def __init__(
        self, entries: Iterable[tuple[str, T]], language: str, *, exact: bool = False
    ) -> None:
        """Take (phrase, meaning) pairs; the first meaning of a phrase stays.

        `exact`: words stand as they are (an `institute` is no verb `institutes`); Arabic clitics
        fall away all the same.
        """
        self._language = language
        self._simpler = variants if language == "ar" or not exact else _as_it_is
        self._tree: _Node[T] = _Node()
        for phrase, meaning in entries:
            self._add(phrase, meaning)

    def _add(self, phrase: str, meaning: T) -> None:
        marks = _TOKEN.findall(phrase)
        node = self._tree
        for mark in marks:
            word = fold(mark)
            deeper = node.deeper.get(word)
            if deeper is None:
                deeper = node.deeper[word] = _Node()
            node = deeper
        exact: tuple[str, ...] = ()
        if phrase != phrase.lower():
            lone = len(marks) <= _SHORT and sum(word[:1].isupper() for word in marks) == 1
            exact = tuple(raw if _strict(raw, lone=lone) else "" for raw in marks)
            exact = exact if any(exact) else ()
        if all(known != exact for known, _ in node.meanings):
            node.meanings.append((exact, meaning))

    def meanings(self) -> Iterator[T]:
        """Give every meaning, once for each phrase and printed form."""
        nodes = [self._tree]
        while nodes:
            node = nodes.pop()
            nodes += node.deeper.values()
            yield from (meaning for _, meaning in node.meanings)

    @property
    def first_words(self) -> Iterable[str]:
        """The folded words with which a phrase can begin."""
        return self._tree.deeper

    @property
    def simplifies(self) -> bool:
        """Whether a text's words are also tried in their simpler spellings (see `variants`)."""
        return self._simpler is variants

    def find(self, words: Words, start: int) -> tuple[int, T] | None:
        """Return the place after the longest phrase that begins at `start`, and its meaning."""
        best: tuple[int, T] | None = None
        others: list[tuple[_Node[T], int]] = [(self._tree, start)]
        while others:
            node, place = others.pop()
            if node.meanings and (best is None or place > best[0]):
                best = _ended(node, words.raw, start, place) or best
            if node.deeper and place < len(words.folded):
                spellings = self._simpler(words.folded[place], self._language)
                if len(spellings) == 1:
                    if deeper := node.deeper.get(spellings[0]):
                        others.append((deeper, place + 1))
                else:
                    found = [node.deeper[each] for each in spellings if each in node.deeper]
                    others += [(deeper, place + 1) for deeper in reversed(found)]
        return best


def _ended(node: _Node[T], raw: tuple[str, ...], start: int, place: int) -> tuple[int, T] | None:
    """Return what ends there, if the words are printed as it wants them."""
    for exact, meaning in node.meanings:
        if not exact or _all_printed(exact, raw, start):
            return place, meaning
    return None


def _all_printed(exact: tuple[str, ...], raw: tuple[str, ...], start: int) -> bool:
    return all(_printed(want, raw[start + n]) for n, want in enumerate(exact) if want)


def _as_it_is(word: str, _language: str) -> tuple[str, ...]:
    return (word,)


def _strict(raw: str, *, lone: bool) -> bool:
    """A lone name keeps its capital, an acronym all of them: `UN` is not the French article."""
    return raw[:1].isupper() and (lone or (raw.isupper() and len(raw) > 1))


def _printed(want: str, raw: str) -> bool:
    return raw.isupper() if want.isupper() and len(want) > 1 else raw[:1].isupper()


def spell_out(template: str) -> Iterator[str]:
    """Give every phrase of `(a|b) c [d]`: choices in round brackets, options in square ones."""
    parts: list[list[str]] = []
    for choice, maybe, plain in _CHOICE.findall(template):
        if choice:
            parts.append(choice.split("|"))
        elif maybe:
            parts.append([*maybe.split("|"), ""])
        else:
            parts.append([plain])
    for picked in product(*parts):
        yield " ".join(" ".join(picked).split())
