"""The facts after which figures may be others."""

import events
import registry
from core.journal import Fact

FACTS: tuple[type[Fact], ...] = (
    events.EventPlanned,
    events.EventRecorded,
    events.EventChanged,
    events.EventAnnounced,
    events.EventPostponed,
    events.EventCancelled,
    events.EventHeld,
    events.EventReported,
    events.AttendanceCorrected,
    registry.CatalogueLoaded,
    registry.ResolutionImported,
    registry.SessionAdded,
    registry.SessionDated,
    registry.MandateChanged,
    registry.MandateCorrected,
    registry.MandateConfirmed,
    registry.MandateRejected,
    registry.MandateSplit,
    registry.MandatesMerged,
    registry.MandateAdded,
    registry.MandateClaimed,
    registry.MandateReleased,
    registry.MandateDecided,
    registry.DecisionWithdrawn,
    registry.EvidenceRecorded,
    registry.EvidenceSubmitted,
    registry.EvidenceTakenUp,
    registry.EvidenceApproved,
    registry.EvidenceCarriedOver,
    registry.EvidenceReturned,
    registry.EvidenceRetracted,
)

MOVING = tuple(fact.name for fact in FACTS)
"""Their names in the journal. Registrations are not among them: a rush moves no figure."""
