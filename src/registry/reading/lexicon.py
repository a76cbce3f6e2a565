"""The words a language gives its verbs, events, products and groups: read from `lexicons/*.json`.

A secretariat extends those files without code: every list may grow. Phrases may use `(a|b)` for a
choice and `[c]` for what may be missing; accents, capitals and (fr, en) plurals are found anyway.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from registry.reading.words import Phrases, fold, spell_out, variants, words_of

LANGUAGES = ("ar", "en", "fr")
_HOME = Path(__file__).parent / "lexicons"
_EXACT = frozenset({"convene", "convene_of", "produce", "not_triggers", "be_held", "passive"})
_Listed = Mapping[str, Iterable[str]] | Iterable[str]
_SEVERAL = frozenset({"convene_of"})
_REMEMBERED = 50_000
_WITH_SUFFIX = frozenset({"request", "acknowledgement"})
_SUFFIXES = ("ها", "هم", "هما", "هن")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One printed form of an action verb.

    In `words`, `*` stands for up to five words, `x*` for the beginning of one.
    `force` is `order`, `request`, `position` or `acknowledgement`; `pronoun`: one is glued to it;
    `own`: `canonical` is only the nearest of the vocabulary, or beyond it; `nominal`: an infinitive
    or a verbal noun (`To call upon`, `Prier`, `دعوة`), as decisions in the form of lists open.
    """

    words: tuple[str, ...]
    canonical: str
    force: str
    gerund: bool = False
    pronoun: bool = False
    own: bool = False
    nominal: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that one language's file says, ready to be looked up."""

    language: str
    verbs: Mapping[str, tuple[VerbForm, ...]]
    nominals: Mapping[str, tuple[VerbForm, ...]]
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases[str]]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    house_groups: Mapping[str, Mapping[str, tuple[str, ...]]]
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    endings: tuple[str, ...]

    def opened_by(self, word: str) -> frozenset[str]:
        """Return the kinds of phrases that can begin with a folded word (remembered)."""
        return _opened_by(self.language, word)

    def has(self, group: str, word: str) -> bool:
        """Whether a folded word is in one of the file's word lists."""
        return word in self.sets[group]


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language: `ar`, `en` or `fr`. Raises `ValueError` for any other."""
    if language not in LANGUAGES:
        raise ValueError(
            f"no lexicon for the language {language!r}; there is one for {', '.join(LANGUAGES)}"
        )
    said: dict[str, Any] = json.loads((_HOME / f"{language}.json").read_text(encoding="utf-8"))
    beyond = frozenset(said["beyond_the_vocabulary"])
    forms = list(_forms(said["verbs"], language, beyond))
    return Lexicon(
        language=language,
        verbs=_by_first_word(form for form in forms if not form.nominal),
        nominals=_by_first_word(form for form in forms if form.nominal),
        sets={name: frozenset(_folded(words)) for name, words in said["words"].items()},
        phrases={
            name: _phrases(name, listed, language) for name, listed in said["phrases"].items()
        },
        groups=tuple(_spelled(said["groups"])),
        house_groups={
            house: dict(_spelled(names)) for house, names in said["house_groups"].items()
        },
        numbers={fold(word): number for word, number in said["numbers"].items()},
        months={fold(word): number for word, number in said["months"].items()},
        endings=tuple(said["infinitive_endings"]),
    )


@lru_cache(maxsize=_REMEMBERED)
def _opened_by(language: str, word: str) -> frozenset[str]:
    plain, simplified = _openers(language)
    kinds = (simplified.get(form, ()) for form in variants(word, language))
    return frozenset(plain.get(word, ())).union(*kinds)


@lru_cache(maxsize=len(LANGUAGES))
def _openers(language: str) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Return which kinds of phrases begin with a word: as it stands, and in its simpler forms."""
    plain: dict[str, list[str]] = {}
    simplified: dict[str, list[str]] = {}
    for kind, phrases in lexicon(language).phrases.items():
        openers = simplified if phrases.simplifies else plain
        for word in phrases.first_words:
            openers.setdefault(word, []).append(kind)
    return plain, simplified


def _folded(words: Iterable[str]) -> Iterator[str]:
    return (fold(word) for word in words)


def _phrases(name: str, listed: _Listed, language: str) -> Phrases[str]:
    """Take a list in; of a phrase listed under several meanings the first, or all of them."""
    by_meaning = listed if isinstance(listed, Mapping) else {"": listed}
    entries = [
        (fold_phrase(phrase), meaning)
        for meaning, templates in by_meaning.items()
        for template in templates
        for phrase in spell_out(template)
    ]
    if name in _SEVERAL:
        meanings: dict[str, list[str]] = {}
        for phrase, meaning in entries:
            meanings.setdefault(phrase, []).append(meaning)
        entries = [(phrase, " ".join(several)) for phrase, several in meanings.items()]
    return Phrases(entries, language, exact=name in _EXACT)


def fold_phrase(phrase: str) -> str:
    """Return a phrase in folded words, so that its capitals bind nobody."""
    if phrase.isascii():
        return phrase.lower()
    return " ".join(fold(word) for word in phrase.split())


def _spelled(groups: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, templates in groups.items():
        for template in templates:
            for phrase in spell_out(template):
                yield phrase, tuple(code.split("+"))


def _forms(
    verbs: Mapping[str, Mapping[str, Any]], language: str, beyond: frozenset[str]
) -> Iterator[VerbForm]:
    for name, verb in verbs.items():
        plain = VerbForm((), str(verb.get("as", name)), str(verb["force"]), own=name in beyond)
        asking = replace(plain, force="request")
        for form, templates in ((plain, verb["forms"]), (asking, verb.get("asking", ()))):
            for phrase in (each for template in templates for each in spell_out(template)):
                yield from _persons(replace(form, words=_pattern(phrase)), language)
        for kind, form in _unfinished(plain):
            for phrase in (each for template in verb.get(kind, ()) for each in spell_out(template)):
                yield replace(form, words=_pattern(phrase))


def _unfinished(plain: VerbForm) -> tuple[tuple[str, VerbForm], ...]:
    return (
        ("gerunds", replace(plain, gerund=True)),
        ("infinitives", replace(plain, nominal=True)),
    )


def _persons(form: VerbForm, language: str) -> Iterator[VerbForm]:
    """Arabic verbs agree with the organ, a conference (he) or an assembly (she)."""
    yield form
    if language != "ar" or not form.words[0].startswith("ي"):
        return
    she = replace(form, words=("ت" + form.words[0][1:], *form.words[1:]))
    yield she
    if form.force in _WITH_SUFFIX and len(form.words) == 1:
        for person in (form.words[0], she.words[0]):
            for suffix in _SUFFIXES:
                yield replace(form, words=(person + suffix,), pronoun=True)


def _pattern(phrase: str) -> tuple[str, ...]:
    return tuple(word for piece in phrase.split() for word in _pieces(piece))


def _pieces(piece: str) -> tuple[str, ...]:
    """`*` stands for a few words, `ب*` for a word that begins with those letters."""
    if piece == "*":
        return ("*",)
    return (f"{fold(piece[:-1])}*",) if piece.endswith("*") else words_of(piece, "").folded


def _by_first_word(forms: Iterable[VerbForm]) -> dict[str, tuple[VerbForm, ...]]:
    found: dict[str, list[VerbForm]] = {}
    for form in forms:
        found.setdefault(form.words[0], []).append(form)
    return {
        first: tuple(sorted(same, key=lambda f: -len(f.words))) for first, same in found.items()
    }
