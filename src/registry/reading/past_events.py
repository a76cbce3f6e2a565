"""Events that a text reports as held: what, when, where, by whom; suggestions with spans.

A date in a text is a claim with a source: two texts may give two dates for one event; both stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.reading.addressees import partners
from registry.reading.dates import Printed, date_at
from registry.reading.lexicon import lexicon
from registry.reading.lists import codes_of
from registry.reading.names import Mention
from registry.reading.passage import Passage, passage_of
from registry.reading.shapes import Vocabulary
from registry.reading.things import Thing, things

_STOPS = frozenset(";؛")
_PAUSES = frozenset(",،(;؛.")
_REACH = 45
_PLACE_REACH = 9
_TITLE_MAX = 22
_BEFORE = 8
_ORGANIZERS_REACH = 80
_IN_BRACKETS = 4
_STATE_CODE = 2


@dataclass(frozen=True, slots=True)
class ReadPastEvent:
    """A held event as a text tells it.

    `type` is an activity (or `session`); `precision` is `day`, `month` or `year`; `place` is as
    printed; `span` covers the title and the date, in characters of the text, half open.
    """

    title: str
    type: str
    start: date
    end: date
    precision: str
    place: str | None
    organizers: tuple[str, ...]
    partners: tuple[str, ...]
    mode: str | None
    span: tuple[int, int]


def past_events(
    text: str, language: str, vocabulary: Vocabulary, *, house: str = "oic"
) -> tuple[ReadPastEvent, ...]:
    """Return the events that a paragraph reports with a date; no plan for the future is one."""
    passage = passage_of(text, lexicon(language), vocabulary, house)
    found: list[ReadPastEvent] = []
    for start, end in _sentences(passage):
        found += _in_sentence(passage, start, end)
    return tuple(found)


def _sentences(text: Passage) -> Iterator[tuple[int, int]]:
    start = 0
    for place, word in enumerate(text.words.folded):
        if word in _STOPS:
            yield start, place
            start = place + 1
    yield start, len(text)


def _in_sentence(text: Passage, start: int, end: int) -> Iterator[ReadPastEvent]:
    dates = {printed.start: printed for printed in _dates(text, start, end)}
    ends = {printed.end: printed for printed in dates.values()}
    events = sorted(_told(text, start, end), key=lambda thing: thing.start)
    for n, event in enumerate(events):
        until = events[n + 1].start if n + 1 < len(events) else end
        since = events[n - 1].end if n else start
        behind = range(event.end, min(until, event.end + _REACH))
        before = range(max(since, event.start - _BEFORE), event.start + 1)
        own = [dates[place] for place in behind if place in dates]
        for printed in own or [ends[place] for place in before if place in ends]:
            yield _event(text, event, printed, (start, end))


def _dates(text: Passage, start: int, end: int) -> Iterator[Printed]:
    place = start
    while place < end:
        printed = date_at(text, place)
        if printed and not _cited(text, place):
            yield printed
        place = printed.end if printed else place + 1


def _cited(text: Passage, place: int) -> bool:
    """A date of a resolution, a programme's years or a deadline: nothing was held then."""
    before = [text.at(p) for p in range(max(0, place - 3), place)]
    by = any(
        (m := text.phrase("due_openers", p)) and m[1] == "firm"
        for p in range(max(0, place - 3), place)
    )
    return by or any(
        text.lex.has("cited", word) and word not in {"session", "declaration"} for word in before
    )


def _told(text: Passage, start: int, end: int) -> Iterator[Thing]:
    """Event words (and sessions) of a sentence that tells of something held."""
    if not _tells(text, start, end):
        return
    seen: set[int] = set()
    for thing in things(text, "events", start, end).values():
        seen.add(thing.start)
        yield thing
    for place in range(start, end):
        if place not in seen and text.has("session_words", place):
            yield Thing(place, place + 1, "session", weak=False)


def _tells(text: Passage, start: int, end: int) -> bool:
    """The sentence praises, notes, recalls, or says *held*; one that only asks tells nothing."""
    told = any(text.phrase("past", place) for place in range(start, end))
    opening = [
        form
        for p in range(start, min(end, start + 4))
        for form in text.lex.verbs.get(text.at(p), ())
    ]
    return told or any(form.force == "acknowledgement" for form in opening)


def _event(
    text: Passage,
    event: Thing,
    printed: Printed,
    sentence: tuple[int, int],
) -> ReadPastEvent:
    start, end = sentence
    title_end = _title_end(text, event, printed)
    near = (max(start, event.start - _REACH), min(end, event.end + _REACH))
    modes = text.phrases("modes", *near)
    return ReadPastEvent(
        title=text.printed(event.start, title_end),
        type=event.code.split("+")[0],
        start=printed.first,
        end=printed.last,
        precision=printed.precision,
        place=_place(text, printed, event, end),
        organizers=_organizers(text, start, event, end),
        partners=partners(text, event.end, min(end, event.end + _ORGANIZERS_REACH))[0],
        mode=next((meaning for _, _, meaning in modes), None),
        span=(
            text.words.starts[min(event.start, printed.start)],
            text.words.ends[max(printed.end, title_end) - 1],
        ),
    )


def _title_end(text: Passage, event: Thing, printed: Printed) -> int:
    before = printed.end <= event.start
    limit = event.end + _TITLE_MAX if before else min(printed.start, event.end + _TITLE_MAX)
    for place in range(event.end, min(len(text), limit)):
        if text.at(place) in _PAUSES or text.phrase("past", place):
            return place
    return max(event.end, limit - 1)


def _place(text: Passage, printed: Printed, event: Thing, end: int) -> str | None:
    """A capitalised name near the date: `à Conakry`, `in Muscat`, `(Niamey 2020)`, `في الرباط`."""
    behind = range(printed.end, min(end, printed.end + _PLACE_REACH))
    before = range(printed.start - 1, max(event.end, printed.start - _PLACE_REACH) - 1, -1)
    for place in (*before, *behind):
        if not _named_place(text, place, printed):
            continue
        last = place + 1
        while last < end and (
            text.words.capital(last) or (text.words.glued(last) and text.at(last).isalpha())
        ):
            last += 1
        return text.printed(place, last)
    return None


def _named_place(text: Passage, place: int, printed: Printed) -> bool:
    if text.at(place - 1) == "(" and text.words.capital(place):
        return 0 < printed.start - place <= _IN_BRACKETS
    fits = text.words.capital(place) or text.language == "ar"
    mention = text.mention(place)
    body = text.named(place) and not (
        mention and all(len(code) == _STATE_CODE for code in mention.codes)
    )
    return (
        fits
        and text.has("place_words", place - 1)
        and not body
        and text.at(place) not in text.lex.months
    )


def _organizers(text: Passage, start: int, event: Thing, end: int) -> tuple[str, ...]:
    """Those named before the event word, and those behind *by*."""
    before = _mentions(text, max(start, event.start - _ORGANIZERS_REACH), event.start)
    by = [
        mention
        for mention in _mentions(text, event.end, min(end, event.end + _ORGANIZERS_REACH))
        if any(text.has("agents", mention.start - step) for step in (1, 2, 3))
    ]
    return codes_of([*before, *by])


def _mentions(text: Passage, start: int, end: int) -> list[Mention]:
    found = (text.mention(place) for place in range(start, end))
    return [mention for mention in found if mention]
