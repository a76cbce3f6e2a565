"""Why a figure is what it is: codes with parameters, to be said in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Parameter = int | float | str | tuple[str, ...]


class Why(StrEnum):
    """A reason's code; each comment names its parameters (`pieces`: how many it is about)."""

    # of a status
    DECIDED = "decided"  # decision, reason
    NOTHING_RECORDED = "nothing_recorded"
    EVENTS_PLANNED = "events_planned"  # events
    EVENTS_SCHEDULED = "events_scheduled"  # events, next: date of the first one, when known
    ANSWERED = "answered"  # answered, of: 0 or 1 of 1
    SHARE_ANSWERED = "share_answered"  # share: below 1
    TIMES_ANSWERED = "times_answered"  # answered, of
    ACTIVITIES_ANSWERED = "activities_answered"  # answered, of, missing
    ADDRESSEES_ANSWERED = "addressees_answered"  # answered, of, states, of_states
    PERIODS_ANSWERED = (
        "periods_answered"  # answered, of, needed, current: answers in the current one
    )
    NO_ADDRESSEE_NAMED = "no_addressee_named"
    SET_ASIDE = "set_aside"  # pieces: evidence that does not count
    # of a piece that counts in part only
    CLAIM_WAITS = "claim_waits"
    EVENTS_DO_NOT_ANSWER_ALONE = "events_do_not_answer_alone"
    PARTNER_MISSING = "partner_missing"  # partners
    GOES_ON = "goes_on"
    NO_ACTIVITY_NAMED = "no_activity_named"
    NO_ADDRESSEE_TOOK_PART = "no_addressee_took_part"
    OUTSIDE_PERIODS = "outside_periods"
    # of a piece that does not count
    EVENT_CANCELLED = "event_cancelled"
    ACTIVITY_NOT_ASKED = "activity_not_asked"  # activity
    BEFORE_ADOPTION = "before_adoption"  # on
    CLAIM_DRAFT = "claim_draft"
    CLAIM_RETURNED = "claim_returned"
    CLAIM_RETRACTED = "claim_retracted"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason and its parameters; `pieces` counts the events and claims it is about."""

    why: Why
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
