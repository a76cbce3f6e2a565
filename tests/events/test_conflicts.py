"""What stands against dates: other events and the calendar."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from events.scheduling.conflicts import Conflict, ConflictKind, Ground, JointEvent, conflicts
from events.scheduling.occasions import Occasion, Talk
from events.vocabulary import BodyRole
from events.wording import Teller
from registry import Mandate, Paragraph, Section
from registry.facts import CATALOGUE, CatalogueLoaded
from tests.factories import SYSTEM, a_person, an_event

START = datetime(2027, 3, 15, 6, tzinfo=UTC)
TASK = UUID(int=7)


def an_occasion(reference, days_later=0.0, length=2.0, **more) -> Occasion:
    starts = START + timedelta(days=days_later)
    return Occasion(uuid4(), reference, "workshop", starts, starts + timedelta(days=length), **more)


def test_a_body_and_a_state_cannot_be_at_two_events_at_once():
    shared = {"bodies": frozenset({"SESRIC", "ICESCO"}), "states": frozenset({"SN", "TR"})}
    mine = an_occasion("A", **shared)
    other = an_occasion("B", 1, bodies=frozenset({"SESRIC"}), states=frozenset({"TR", "EG"}))
    assert conflicts(mine, [mine, other]) == [
        Conflict(
            ConflictKind.SAME_ORGANIZER,
            other.id,
            "SESRIC also runs B at that time",
            ("SESRIC",),
        ),
        Conflict(
            ConflictKind.SAME_STATES,
            other.id,
            "TR takes part in B at that time",
            states=("TR",),
        ),
    ]


def test_events_that_only_touch_are_not_at_once():
    shared = {"bodies": frozenset({"SESRIC"})}
    assert conflicts(an_occasion("A", **shared), [an_occasion("B", 2, **shared)]) == []


@pytest.mark.parametrize(("days", "found"), [(92, 1), (93, 0), (-92, 1), (-93, 0), (0, 1)])
def test_two_workshops_for_one_mandate_within_ninety_days_could_be_one(days, found):
    mine = an_occasion("A", bodies=frozenset({"SESRIC"}), mandates=frozenset({TASK}))
    other = an_occasion("B", days, bodies=frozenset({"ICESCO"}), mandates=frozenset({TASK}))
    joint = conflicts(mine, [other])
    assert [each.kind for each in joint] == [ConflictKind.SAME_TASK] * found
    assert [each.bodies for each in joint] == [("ICESCO", "SESRIC")] * found
    assert [each.mandates for each in joint] == [(TASK,)] * found


def test_two_bodies_on_one_task_are_proposed_one_event_led_by_the_asker():
    mine = an_occasion(
        "A", bodies=frozenset({"SESRIC"}), lead="SESRIC", mandates=frozenset({TASK}),
        states=frozenset({"SN"}),
    )  # fmt: skip
    other = an_occasion(
        "B", 30, bodies=frozenset({"ICESCO"}), lead="ICESCO", mandates=frozenset({TASK}),
        states=frozenset({"TR"}),
    )  # fmt: skip
    (found,) = conflicts(mine, [other])
    assert found.ground is Ground.MANDATE
    assert found.joint_event == JointEvent(
        "workshop",
        (("SESRIC", BodyRole.LEAD), ("ICESCO", BodyRole.CO_ORGANIZER)),
        ("SN", "TR"),
        (TASK,),
        "2027-03-15/2027-04-16",
    )


def test_the_same_paragraph_or_theme_is_one_task_too():
    paragraph = {"paragraphs": frozenset({TASK})}
    theme = {"themes": frozenset({("ageing", "Ageing")})}
    mine = an_occasion("A", bodies=frozenset({"SESRIC"}), **paragraph, **theme)
    by_paragraph = an_occasion("B", 30, bodies=frozenset({"SESRIC"}), **paragraph)
    by_theme = an_occasion("C", 31, bodies=frozenset({"ICESCO"}), **theme)
    own_theme = an_occasion("D", 32, bodies=frozenset({"SESRIC"}), **theme)
    found = conflicts(mine, [by_paragraph, by_theme, own_theme])
    assert [(each.event, each.ground) for each in found] == [
        (by_paragraph.id, Ground.PARAGRAPH),
        (by_theme.id, Ground.THEME),
    ]
    assert found[1].reason == (
        "C is another workshop on the same theme, Ageing, within 90 days: consider one joint event"
    )


def a_talk(hours_later=0.0, room=None, *speakers) -> Talk:
    starts = START + timedelta(hours=hours_later)
    return Talk(starts, starts + timedelta(hours=1), room, frozenset(speakers))


def test_one_speaker_and_one_room_cannot_be_at_two_events_at_once():
    here = ("Palace", "Ankara", "TR")
    ayse, known = ("ayşe", "Ayşe"), (str(UUID(int=9)), "Ayşe")
    mine = an_occasion("A", place=here, talks=(a_talk(0, "Hall 1", ayse, known),))
    other = an_occasion(
        "B", place=here, talks=(a_talk(0.5, "hall 1", ("ayşe", "AYŞE"), (known[0], "")),)
    )
    assert [(each.kind.value, each.reason) for each in conflicts(mine, [other])] == [
        ("same_speaker", "Ayşe speaks at B at that time"),
        ("same_room", "Hall 1 is taken by B at that time"),
    ]
    later = an_occasion("C", place=here, talks=(a_talk(1, "Hall 1", ayse),))
    elsewhere = an_occasion("D", place=("Palace", "Konya", "TR"), talks=(a_talk(0, "Hall 1"),))
    assert conflicts(mine, [later, elsewhere]) == []
    unnamed = an_occasion("E", talks=(a_talk(0, None, (known[0], "")),))
    assert (
        conflicts(unnamed, [unnamed, other])[0].reason
        == "one of the speakers speaks at B at that time"
    )


def test_focal_points_are_not_asked_for_two_events_at_once():
    def asking(reference, days_later, opens, closes):
        window = (START + timedelta(days=opens), START + timedelta(days=closes))
        states = frozenset({"SN", "TR"})
        return an_occasion(reference, days_later, states=states, nominating=window)

    mine = asking("A", 0, -30, -10)
    found = conflicts(mine, [asking("B", 20, -15, 10), asking("C", 30, -10, 20)])
    assert [(each.kind, each.reason) for each in found] == [
        (
            ConflictKind.SAME_FOCAL_POINTS,
            "the focal points of SN, TR are asked for people of B at the same time",
        )
    ]
    assert [each.kind for each in conflicts(mine, [asking("D", 1, 0, 1)])] == [
        ConflictKind.SAME_STATES,
        ConflictKind.SAME_FOCAL_POINTS,
    ]


def test_reasons_are_told_in_three_languages():
    shared = {"bodies": frozenset({"SESRIC"}), "states": frozenset({"SN", "TR"})}
    pair = an_occasion("A", **shared), [an_occasion("B", **shared)]
    names = {"SN": "السنغال", "TR": "تركيا"}
    assert [each.reason for each in conflicts(*pair, Teller("ar", names))] == [
        "الجهة المنظمة مشغولة في الوقت نفسه بـ B: SESRIC",
        "دول تشارك في الوقت نفسه في B: السنغال، تركيا",
    ]
    assert [each.reason for each in conflicts(*pair, Teller("fr"))] == [
        "organisateur déjà pris par B à ce moment : SESRIC",
        "participent aussi à B à ce moment : SN, TR",
    ]


def test_another_activity_for_the_same_mandate_is_no_conflict():
    mine = an_occasion("A", mandates=frozenset({TASK}))
    other = Occasion(uuid4(), "B", "training", mine.starts_at, mine.ends_at, mandates=mine.mandates)
    assert conflicts(mine, [other]) == []


def test_conflicts_and_warnings_over_http(client, tokens, office, mandates):
    states = [{"state": "TR", "role": "host"}, {"state": "SN", "role": "participant"}]
    mine = an_event(office, states=states, mandates=[str(mandates[0])])
    other = an_event(office, states=states, mandates=[str(mandates[0])])
    viewer = tokens("viewer")
    body = client.get(f"/v1/events/{mine.id}/conflicts", headers=viewer).json()
    assert [(each["kind"], each["event"]) for each in body["conflicts"]] == [
        ("same_organizer", str(other.id)),
        ("same_states", str(other.id)),
        ("same_task", str(other.id)),
    ]
    assert body["warnings"] == []
    weekend = {"starts_at": "2027-03-20T09:00", "ends_at": "2027-03-21T16:00"}
    sunday = an_event(office, states=states, **weekend)
    kinds = client.get(f"/v1/events/{sunday.id}/conflicts", headers=viewer).json()["warnings"]
    assert {each["kind"] for each in kinds} == {"weekend"}
    online = an_event(office, states=states, mode="online", **weekend)
    assert client.get(f"/v1/events/{online.id}/conflicts", headers=viewer).status_code == 200


def test_speakers_rooms_and_focal_points_over_http(client, tokens, office, mandates):
    fields = {
        "states": [{"state": "SN"}],
        "venue": {"name": "Palace", "city": "Ankara", "country": "TR"},
        "registration": {"mode": "nomination"},
        "mandates": [str(mandates[0])],
    }
    mine = an_event(office, **fields)
    other = an_event(office, organizers=[{"body": "ICESCO", "role": "lead"}], **fields)
    admin, viewer = tokens("admin"), tokens("viewer")
    for event, shown in ((mine, "Awa Diop"), (other, "awa diop")):
        session = {
            "title": {"en": "Opening"},
            "starts_at": "2027-03-15T10:00",
            "ends_at": "2027-03-15T11:00",
            "room": "Hall 1",
            "speakers": [{"name": shown}],
        }
        made = client.post(f"/v1/events/{event.id}/sessions", json=session, headers=admin)
        assert made.status_code == 201
        speaker = {"person": a_person("speaker"), "role": "speaker"}
        client.post(f"/v1/events/{event.id}/registrations", json=speaker, headers=admin)
    where = f"/v1/events/{mine.id}/conflicts"
    found = client.get(where, headers=viewer).json()["conflicts"]
    assert [each["kind"] for each in found] == [
        "same_states", "same_speaker", "same_room", "same_focal_points", "same_task",
    ]  # fmt: skip
    assert "Awa Diop" in found[1]["reason"]
    assert "Person speaker" not in found[1]["reason"]
    joint = found[-1]["joint_event"]
    assert joint["organizers"] == [
        {"body": "SESRIC", "role": "lead"},
        {"body": "ICESCO", "role": "co_organizer"},
    ]
    planned = client.post(
        "/v1/events", json={**joint, "title": {"en": "Joint workshop"}}, headers=admin
    )
    assert (planned.status_code, planned.json()["expected"]) == (201, "2027-03-15/2027-03-17")
    french = client.get(where, headers={**viewer, "Accept-Language": "fr"}).json()["conflicts"]
    arabic = client.get(f"{where}?language=ar", headers=viewer).json()["conflicts"]
    reference = other.reference
    assert french[2]["reason"] == f"salle déjà prise par {reference} à ce moment : Hall 1"
    assert arabic[2]["reason"] == f"القاعة محجوزة لـ {reference} في الوقت نفسه: Hall 1"


def test_an_event_without_dates_conflicts_with_nothing(client, tokens, office, mandates):
    event = an_event(office, starts_at=None, ends_at=None)
    body = client.get(f"/v1/events/{event.id}/conflicts", headers=tokens("viewer")).json()
    assert body == {"conflicts": [], "warnings": [], "sessions": []}


def test_slots_are_ranked_over_http(client, tokens, mandates):
    viewer = tokens("viewer")
    asked = {
        "duration_days": 2,
        "window": {"from": "2027-03-15", "to": "2027-03-21"},
        "host": "TR",
        "states": ["SN", "EG"],
    }
    body = client.post("/v1/scheduling/slots", json=asked, headers=viewer).json()
    days = [each["first"] for each in body["candidates"]] + [
        each["day"] for each in body["rejected"]
    ]
    assert sorted(days) == [f"2027-03-{day}" for day in range(15, 22)]
    online = {**asked, "mode": "online", "most": 1, "carried": {"SN": 3}}
    candidates = client.post("/v1/scheduling/slots", json=online, headers=viewer).json()[
        "candidates"
    ]
    assert [len(each["sittings"]) for each in candidates] == [2]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"window": {"from": "2027-03-15", "to": "2028-03-15"}}, "/window/to"),
        ({"window": {"from": "2027-03-15", "to": "2027-03-14"}}, "/window"),
        ({"window": {"from": "2500-03-15", "to": "2500-03-16"}}, "/window/from"),
        ({"states": ["SN", "FR"]}, "/states/1"),
        ({"host": "FR", "mode": "online"}, "/host"),
        ({"duration_days": 0}, "/duration_days"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(client, tokens, mandates, fields, pointer):
    asked = {"window": {"from": "2027-03-15", "to": "2027-03-21"}, **fields}
    answer = client.post("/v1/scheduling/slots", json=asked, headers=tokens("viewer"))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_programme_is_proposed_over_http_and_changes_nothing(client, tokens, mandates):
    viewer = tokens("viewer")
    events = [
        {"id": f"e{n}", "organizers": ["SESRIC"], "months": [3], "states": ["SN"]} for n in range(3)
    ]
    asked = {"year": 2027, "events": events}
    first, second = (
        client.post("/v1/scheduling/programme", json=asked, headers=viewer) for _ in range(2)
    )
    assert first.json() == second.json()
    assert sorted(each["id"] for each in first.json()["placements"]) == ["e0", "e1", "e2"]
    assert first.json()["unplaced"] == []
    double = client.post(
        "/v1/scheduling/programme", json={**asked, "events": events * 2}, headers=viewer
    )
    assert double.json()["errors"][0]["pointer"] == "/events"
    events[1]["states"] = ["FR"]
    unknown = client.post("/v1/scheduling/programme", json=asked, headers=viewer)
    assert unknown.json()["errors"][0]["pointer"] == "/events/1/states/0"


def test_planning_ahead_is_for_insiders(client, tokens, office, mandates):
    event = an_event(office)
    assert client.get(f"/v1/events/{event.id}/conflicts").status_code == 401
    focal = tokens("focal_point", state="SN")
    assert client.get(f"/v1/events/{event.id}/conflicts", headers=focal).status_code == 403


def test_two_bodies_on_one_theme_are_proposed_one_event_over_http(client, tokens, office, mandates):
    """Sections of one title are one theme; another theme, and another activity, are none."""
    titles = [{"en": "Ageing", "fr": "Vieillissement"}, {"en": "ageing"}, {"en": "Youth"}]
    with office.work(SYSTEM) as work:
        for n, (mandate, title) in enumerate(zip(mandates, titles, strict=True), 1):
            paragraph = work.get(Paragraph, work.get(Mandate, mandate).paragraph_id)
            about = {"resolution_id": paragraph.resolution_id, "position": n, "label": f"S{n}"}
            paragraph.section_id = work.add(Section(title=title, **about)).id
        work.record(CatalogueLoaded(subject=CATALOGUE, added={}, changed={}))
    ours, same, youth = (str(mandate) for mandate in mandates)
    later = {"starts_at": "2027-05-10T09:00", "ends_at": "2027-05-11T16:00"}
    icesco = {"organizers": [{"body": "ICESCO", "role": "lead"}], **later}
    mine = an_event(office, mandates=[ours], states=[{"state": "SN"}])
    other = an_event(office, mandates=[same], states=[{"state": "TR"}], **icesco)
    an_event(office, mandates=[youth], **icesco)
    an_event(office, mandates=[same], type="training", **icesco)
    where = f"/v1/events/{mine.id}/conflicts?language=fr"
    (found,) = client.get(where, headers=tokens("viewer")).json()["conflicts"]
    assert (found["kind"], found["ground"], found["event"]) == (
        "same_task", "theme", str(other.id),
    )  # fmt: skip
    assert "Vieillissement" in found["reason"]
    assert found["joint_event"] == {
        "type": "workshop",
        "organizers": [
            {"body": "SESRIC", "role": "lead"},
            {"body": "ICESCO", "role": "co_organizer"},
        ],
        "states": [{"state": one, "role": "participant"} for one in ("SN", "TR")],
        "mandates": sorted([ours, same]),
        "expected": "2027-03-15/2027-05-11",
    }
