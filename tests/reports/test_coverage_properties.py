"""What must hold for any evidence: it never lowers a status, its removal undoes it, the past stays."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.as_of import Moment, snapshot
from reports.given import (
    Attendance,
    Change,
    Claim,
    Decision,
    Due,
    EventFacts,
    Link,
    MandateFacts,
    Record,
    Rule,
    SessionDate,
    Step,
)
from reports.ladder import Status, judge, judge_all
from reports.states import answers_by, matrix
from reports.totals import GroupBy, Totals, grouped, totals
from tests.reports.coverage_facts import ADOPTED, GROUPS, MEMBERS, NOW, STATES, an_id, at, seen

LADDER = list(Status)
ACTIVITIES = ("workshop", "seminar", "camp")
BODIES = ("SESRIC", "ICESCO", "ISF")
moments = st.integers(0, 900).map(lambda days: at(2026, 6) + timedelta(days))
codes = st.lists(st.sampled_from((*BODIES, *STATES, "OIC_ORGANS", "MEMBER_STATES")), max_size=3)
rules = st.builds(
    Rule,
    st.sampled_from(("any", "each_activity", "count", "each_addressee")),
    st.integers(1, 3),
    st.sampled_from((None, "annual", "quarterly", "each_session")),
    st.sampled_from(((), ("SESRIC",), ("OIC_ORGANS",))),
)
decisions = st.builds(
    Decision,
    st.sampled_from(("superseded", "not_applicable", "closed_unfulfilled")),
    moments,
    st.just("reason"),
    st.none() | moments,
)
mandates = st.builds(
    MandateFacts,
    id=st.builds(an_id),
    recorded_at=moments,
    kind=st.sampled_from(("event", "deliverable", "policy", "acknowledgement")),
    rule=rules,
    activities=st.sets(st.sampled_from(ACTIVITIES), max_size=2).map(tuple),
    addressees=codes.map(tuple),
    section=st.sampled_from((None, "A", "B")),
    session=st.sampled_from((None, "MCSD-2")),
    adopted_on=st.sampled_from((None, ADOPTED)),
    due=st.none()
    | st.builds(Due, st.just("explicit"), st.dates(date(2026, 6, 1), date(2028, 12, 31))),
    decisions=st.lists(decisions, max_size=1).map(tuple),
    confirmed_at=st.none() | moments,
)
events = st.builds(
    EventFacts,
    id=st.builds(an_id),
    recorded_at=moments,
    type=st.sampled_from(ACTIVITIES),
    changes=st.lists(
        st.builds(
            Change, st.sampled_from(("announced", "postponed", "cancelled", "held")), moments
        ),
        max_size=3,
    ).map(tuple),
    ends_at=st.none() | moments,
    bodies=st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(("lead", "guest")))).map(
        tuple
    ),
    states=st.lists(st.tuples(st.sampled_from(STATES), st.just("host")), max_size=2).map(tuple),
    attendance=st.lists(
        st.builds(Attendance, st.sampled_from(STATES), st.integers(0, 2), moments), max_size=2
    ).map(tuple),
)
steps = st.builds(
    Step,
    st.sampled_from(("draft", "submitted", "approved", "returned", "retracted")),
    moments,
    st.sampled_from((None, "verified")),
)


@st.composite
def records(draw, mandate_count=1):
    """One mandate (or more) with any evidence, some of it about none of them."""
    asked = draw(st.lists(mandates, min_size=1, max_size=mandate_count))
    ids = st.sampled_from([mandate.id for mandate in asked])
    known = draw(st.lists(events, max_size=4))
    links = [
        Link(draw(ids), event.id, draw(moments), share=draw(st.sampled_from((0.5, 1.0))))
        for event in known
    ]
    claims = st.builds(
        Claim,
        st.builds(an_id),
        ids,
        st.lists(steps, min_size=1, max_size=3)
        .map(lambda found: sorted(found, key=lambda step: step.at))
        .map(tuple),
        state=st.sampled_from((None, *STATES)),
        body=st.sampled_from((None, *BODIES)),
        activity=st.sampled_from((None, *ACTIVITIES)),
    )
    return Record(
        mandates=tuple(asked),
        events=tuple(known),
        links=tuple(links),
        claims=tuple(draw(st.lists(claims, max_size=3))),
        memberships=MEMBERS,
        sessions=(SessionDate("MCSD-3", date(2027, 6, 1), at(2026, 6)),),
        groups=GROUPS,
    )


def status_of(record, moment):
    return judge(record.mandates[0], snapshot(record, moment)).status


asked_moments = st.builds(Moment, moments, moments)


on_busy_machines = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@on_busy_machines
@given(records(), asked_moments, st.data())
def test_adding_evidence_never_lowers_a_status_and_removing_it_restores_the_former(
    record, moment, data
):
    with_all = status_of(record, moment)
    pieces = [*record.links, *record.claims]
    if not pieces:
        assert with_all in {Status.UNKNOWN, *LADDER[5:]}
        return
    gone = data.draw(st.sampled_from(pieces))
    without = replace(
        record,
        links=tuple(link for link in record.links if link != gone),
        claims=tuple(claim for claim in record.claims if claim != gone),
    )
    assert LADDER.index(status_of(without, moment)) <= LADDER.index(with_all)
    again = replace(
        without,
        links=(*without.links, gone) if isinstance(gone, Link) else without.links,
        claims=(*without.claims, gone) if isinstance(gone, Claim) else without.claims,
    )
    assert status_of(again, moment) == with_all


def later_writes(record, known_at, data):
    """Return the record with anything more, all of it recorded after that moment."""
    later = st.timedeltas(timedelta(seconds=1), timedelta(400)).map(lambda delay: known_at + delay)
    mandate, write = record.mandates[0], data.draw
    event = replace(
        write(events), recorded_at=write(later), changes=(Change("held", write(later)),)
    )
    changed = [
        replace(
            known,
            changes=(
                *known.changes,
                Change(write(st.sampled_from(("cancelled", "held"))), write(later)),
            ),
            attendance=(
                *known.attendance,
                Attendance("DZ", write(st.integers(0, 2)), write(later)),
            ),
            documented_at=write(later),
        )
        for known in record.events
    ]
    moved = [replace(known, recorded_at=write(later), type="camp") for known in changed]
    stepped = [
        replace(
            claim,
            steps=(
                *claim.steps,
                Step(write(st.sampled_from(("approved", "retracted"))), write(later)),
            ),
        )
        for claim in record.claims
    ]
    return replace(
        record,
        mandates=(*record.mandates, replace(mandate, recorded_at=write(later), kind="policy")),
        events=(event, *changed, *moved),
        links=(
            *(replace(link, until=write(st.none() | later)) for link in record.links),
            *(Link(mandate.id, known.id, write(later)) for known in (event, *record.events)),
        ),
        claims=(*stepped, Claim(an_id(), mandate.id, (Step("approved", write(later)),))),
        sessions=(*record.sessions, SessionDate("MCSD-3", date(2027, 1, 1), write(later))),
    )


@on_busy_machines
@given(records(), asked_moments, st.data())
def test_what_was_known_at_a_moment_is_stable_under_later_writes(record, moment, data):
    record = replace(record, mandates=(replace(record.mandates[0], recorded_at=at(2026, 6)),))
    then = judge_all(snapshot(record, moment), unreviewed=True)
    later = later_writes(record, moment.known_at, data)
    assert [told(j) for j in judge_all(snapshot(later, moment), unreviewed=True)] == [
        told(j) for j in then
    ]


def told(judgement):
    """Return all that is said of a mandate."""
    return judgement, judgement.reasons


@on_busy_machines
@given(records(mandate_count=6))
def test_totals_equal_the_sum_over_every_grouping_that_partitions(record):
    judgements = judge_all(seen(record, NOW + timedelta(700)), unreviewed=True)
    whole = totals(judgements)
    for by in (GroupBy.SECTION, GroupBy.KIND, GroupBy.STATUS):
        assert sum((group.totals for group in grouped(judgements, by)), Totals()) == whole
    assert sum(whole.by_status.values()) == sum(whole.by_assurance.values()) == whole.operational


@on_busy_machines
@given(records(mandate_count=6), moments)
def test_the_matrix_agrees_with_the_progress_of_each_mandate(record, moment):
    judgements = judge_all(seen(record, moment), unreviewed=True)
    rows = matrix(judgements)
    assert sum(a.expected for a in answers_by(rows).values()) == sum(len(row.cells) for row in rows)
    answered = {
        (row.mandate, s)
        for row in rows
        for s, cell in row.cells.items()
        if cell in {"on_time", "late", "answered"}
    }
    for judgement in judgements:
        if judgement.asked.kind == "each_addressee" and judgement.operational:
            states = {
                what for what, _ in judgement.progress.answered
            } & judgement.asked.addressed.states
            assert {(judgement.mandate.id, state) for state in states} <= answered


@on_busy_machines
@given(records(), moments)
def test_every_piece_that_does_not_answer_in_full_says_why_and_every_status_too(record, moment):
    judgement = judge(record.mandates[0], seen(record, moment))
    assert judgement.reasons
    for piece in judgement.pieces:
        assert (piece.why is None) == (piece.use in {"answers", "planned", "scheduled"})
    assert (judgement.assurance == "none") == (
        judgement.earned in {"unknown", "planned", "scheduled"}
    )
