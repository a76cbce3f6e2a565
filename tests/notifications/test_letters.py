"""What letters say, in three languages, and that they say nothing they must not."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from core.texts import Language
from notifications.entries.occasion import Mandated, Mode, Occasion
from notifications.letters.writing import Topic, previous, sheet
from notifications.model import LetterKind
from notifications.wording import wording

wall = datetime.fromisoformat
LINK = "https://nadwa.example.org/me/abc"
WORKSHOP = Occasion(
    title="Workshop on seeds",
    language="en",
    starts=wall("2027-03-15 09:00"),
    ends=wall("2027-03-15 16:00"),
    zone="Europe/Istanbul",
    stamped=datetime(2027, 1, 5, tzinfo=UTC),
    description="Bring samples.\nLunch is served.",
    location="Main hall, Ankara, Türkiye",
    online_url="https://meet.example.org/9",
    mode=Mode.HYBRID,
    organizer="SESRIC",
    mandates=(Mandated("SEEDS-1 §14", "https://nadwa.example.org/resolutions/seeds-1#p"),),
)
INVITATION = Topic(
    kind=LetterKind.INVITATION,
    occasion=WORKSHOP,
    organizers="Centre for Statistics",
    own_zone="Africa/Dakar",
    hijri=("7 Shawwal 1448 AH (computed, ±1 day)",),
)


def written(topic=INVITATION, name="Amina Diop", **changes):
    return sheet(replace(topic, **changes)).to(name, LINK)


def in_language(language):
    return replace(INVITATION, occasion=replace(WORKSHOP, language=language))


def test_all_facts_are_in_the_plain_text_and_in_the_html():
    letter = written()
    facts = (
        "Monday 15 March 2027",
        "09:00 to 16:00",
        "Istanbul",
        "06:00 to 13:00",
        "7 Shawwal 1448 AH (computed, ±1 day)",
        "Main hall, Ankara, Türkiye",
        "https://meet.example.org/9",
        "Centre for Statistics",
        "SEEDS-1 §14",
        "https://nadwa.example.org/resolutions/seeds-1#p",
        "Bring samples.",
        LINK,
    )
    assert [fact for fact in facts if fact not in letter.plain] == []
    assert [fact for fact in facts if fact not in letter.html] == []


def test_the_plain_letter_reads_as_a_letter():
    assert written(own_zone="", hijri=()).plain == (
        "Your seat is confirmed\n"
        "Workshop on seeds\n"
        "\n"
        "Dear Amina Diop,\n"
        "\n"
        f"{wording('en')['kinds']['invitation']['lead']}\n"
        "\n"
        "When:\n"
        "  Monday 15 March 2027\n"
        "  09:00 to 16:00 (local time, Istanbul, \u200eUTC+03:00\u200e)\n"
        "\n"
        "Where:\n"
        "  Main hall, Ankara, Türkiye\n"
        "\n"
        "Online:\n"
        "  https://meet.example.org/9\n"
        "\n"
        "Organized by:\n"
        "  Centre for Statistics\n"
        "\n"
        "In response to:\n"
        "  SEEDS-1 §14 <https://nadwa.example.org/resolutions/seeds-1#p>\n"
        "\n"
        "Open my page:\n"
        f"{LINK}\n"
        "\n"
        "About the event\n"
        "Bring samples.\n"
        "Lunch is served.\n"
        "\n"
        "-- \n"
        f"{wording('en')['footer']}\n"
        f"{wording('en')['stop']}\n"
    )


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(html):
    parser = _Tags()
    parser.feed(html)
    return parser.seen


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("language", Language)
def test_every_kind_is_written_in_every_language(kind, language):
    topic = replace(in_language(language), kind=kind)
    letter = sheet(topic).to("Amina Diop", LINK)
    [root] = [attributes for tag, attributes in tags(letter.html) if tag == "html"]
    assert (root["lang"], root["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert letter.subject.endswith("Workshop on seeds")
    assert LINK in letter.plain
    assert not re.search("[\ue000-\uf8ff{}]", letter.subject + letter.plain)
    assert "\ue0f0" not in letter.html


def test_html_loads_nothing_and_carries_its_styles():
    found = tags(written().html)
    assert {tag for tag, _ in found} & {"img", "script", "link", "iframe", "object"} == set()
    assert all("style" in attributes for tag, attributes in found if tag in {"h1", "p", "a"})
    assert "url(" not in written().html


def test_all_catalogues_say_the_same_things_with_the_same_facts():
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(each) for key, each in value.items()}
        return sorted(re.findall(r"{(\w+)}", value))

    assert shape(wording("en")) == shape(wording("fr")) == shape(wording("ar"))
    kinds = set(wording("en")["kinds"])
    assert kinds == {kind.value for kind in LetterKind} | {"details"}


def test_a_language_that_we_do_not_write_reads_english():
    assert wording("tr") == wording("en")


@pytest.mark.parametrize("hostile", ["<b>Amina</b>", '"><script>x</script>', "{{ 7*7 }}", "a\\1b"])
def test_hostile_words_stay_words(hostile):
    topic = replace(
        INVITATION,
        occasion=replace(WORKSHOP, title=hostile, description=hostile, location=hostile),
        reason=hostile,
        organizers=hostile,
    )
    letter = sheet(topic).to(hostile, LINK)
    assert "<b>" not in letter.html
    assert "<script" not in letter.html
    assert "49" not in letter.plain
    assert letter.plain.count(hostile) == 6
    assert letter.subject == f"Invitation: {hostile}"


def test_an_address_that_anybody_may_have_typed_is_not_greeted_by_name():
    letter = written(kind=LetterKind.ADDRESS_CONFIRMATION)
    assert "Amina" not in letter.plain + letter.html


@pytest.mark.parametrize("kind", LetterKind)
def test_only_those_who_come_get_the_link_to_join(kind):
    letter = written(kind=kind)
    with_a_seat = {"invitation", "promotion", "approval", "substitute", "update", "current"}
    comes = kind.value in {*with_a_seat, "reminder"}
    assert ("meet.example.org" in letter.plain + letter.html) == comes


def test_an_update_shows_what_held_until_now_and_asks_for_an_answer():
    before = previous(
        WORKSHOP, wall("2027-03-01 09:00"), wall("2027-03-01 16:00"), "Europe/Istanbul"
    )
    letter = written(kind=LetterKind.UPDATE, before=before)
    assert "Until now:\n  Monday 1 March 2027\n" in letter.plain
    assert "line-through" in letter.html
    assert "answer again" in letter.plain


def test_an_update_of_words_leaves_the_answer_alone():
    assert previous(WORKSHOP, WORKSHOP.starts, WORKSHOP.ends, WORKSHOP.zone) is None
    letter = written(kind=LetterKind.UPDATE, asks=False)
    assert "and so does your answer" in letter.plain
    assert letter.subject.startswith("Updated:")


def test_a_sheet_is_written_once_for_all_its_readers():
    assert sheet(INVITATION) is sheet(replace(INVITATION))
