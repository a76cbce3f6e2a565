"""Planning, scheduling, seats, registrations, nominations, check-in."""

from events.access import (
    event_to_run,
    event_to_run_seen,
    event_to_see,
    registration_to_see,
    visible_events,
    visible_registrations,
)
from events.access import runs as events_run_by
from events.actions import announce, cancel, conclude, postpone, report
from events.after.api import router as _after
from events.after.feedback_actions import (
    ask_feedback,
    feedback_form,
    give_feedback,
    may_answer,
    questions_asked,
)
from events.after.feedback_api import router as _feedback
from events.after.tables_api import router as _tables
from events.api import router as _events
from events.batches.actions import import_people
from events.batches.api import router as _batches
from events.calendars.hijri import label as hijri_label
from events.door.api import qr as qr_image
from events.door.api import router as _door
from events.door.attendance_actions import check_in, undo_check_in
from events.door.check_in_actions import door_code
from events.errors import DatesMissing
from events.facts import (
    AttendanceCorrected,
    CalendarOverridden,
    CalendarOverrideWithdrawn,
    DateClaimed,
    EventAnnounced,
    EventCancelled,
    EventChanged,
    EventHeld,
    EventInstantMoved,
    EventPlanned,
    EventPostponed,
    EventRecorded,
    EventReported,
    FileRemoved,
    FileStored,
    ProgrammeApplied,
    SessionChanged,
    SessionPlanned,
    SessionRemoved,
)
from events.files.actions import About as AboutFile
from events.files.actions import Sent as SentFile
from events.files.actions import files_for_participants, public_files, store_file
from events.files.api import download as download_file
from events.files.api import router as _files
from events.files.model import StoredFile
from events.forms import EventChange, EventForm, OutcomeForm
from events.held_forms import ConclusionForm
from events.lifecycle_api import router as _lifecycle
from events.model import (
    DateClaim,
    Event,
    InvolvedState,
    Link,
    Milestone,
    Organizer,
    Presence,
    Seating,
)
from events.papers.api import router as _papers
from events.papers.certificate_actions import Proven, certificate_pdf, is_due, proven
from events.past_events import load_past_events
from events.planning_actions import change, plan, put
from events.programme.actions import apply as apply_programme
from events.programme.api import router as _programme
from events.programme.forms import ApplicationForm, ProgrammeForm
from events.programme.store import propose as propose_programme
from events.registration_facts import (
    AddressConfirmed,
    AnswerRecorded,
    AnswersGiven,
    BatchImported,
    CheckedIn,
    CheckInUndone,
    NominationReceived,
    PersonErased,
    PersonExported,
    QuestionsPublished,
    RegistrationChanged,
    RegistrationEndorsed,
    RegistrationRejected,
    RegistrationSubstituted,
    RegistrationWithdrawn,
    SeatConfirmed,
    SeatFreed,
    SeatRequested,
    SeatWaitlisted,
)
from events.registration_model import Nomination, Person, Registration
from events.registrations.actions import record_answer, register, waits_for_state, withdraw
from events.registrations.api import router as _registrations
from events.registrations.approval_actions import approve, endorse, reject
from events.registrations.change_actions import change_registration
from events.registrations.nomination_actions import nominate
from events.registrations.people_forms import (
    PersonChange,
    PersonForm,
    RegistrationChange,
    RegistrationForm,
    SubstitutionForm,
)
from events.registrations.person_actions import confirm_address
from events.registrations.privacy_actions import (
    TOMBSTONE_DOMAIN,
    data_of_person,
    erase_person,
)
from events.registrations.question_actions import answer as give_answers
from events.registrations.question_actions import newest as questions_in_force
from events.registrations.question_actions import publish as publish_questions
from events.registrations.question_actions import questions_in
from events.registrations.questions import Question, QuestionKind, QuestionsForm, is_asked
from events.registrations.questions_api import router as _questions
from events.registrations.steps_api import router as _registration
from events.registrations.substitution_actions import substitute
from events.registrations.views import RegistrationView
from events.registrations.views import view_of as registration_view
from events.scheduling.api import router as _scheduling
from events.scheduling.calendar_actions import override, withdraw_override
from events.scheduling.calendar_api import router as _calendars
from events.scheduling.calendar_api import show_state_calendar
from events.scheduling.calendar_forms import OverrideForm, StateCalendarView
from events.scheduling.calendar_model import CalendarOverride
from events.series.actions import plan_series
from events.series.api import router as _series
from events.series.forms import SeriesForm
from events.sessions.api import router as _sessions
from events.sessions.model import CheckIn, EventSession
from events.subscribers import subscribe
from events.vocabulary import (
    Admission,
    Answer,
    Approval,
    Attendance,
    BodyRole,
    EventStatus,
    FileKind,
    FileVisibility,
    Mode,
    PersonRole,
    Seat,
    StateRole,
    Visibility,
)
from events.zone_rules import broken_by_zone_rules, moved_by_zone_rules, take_up_zone_rules
from events.zone_rules_api import router as _zone_rules

ROUTERS = (
    _series,
    _events,
    _lifecycle,
    _registrations,
    _registration,
    _batches,
    _scheduling,
    _programme,
    _papers,
    _door,
    _sessions,
    _after,
    _zone_rules,
    _calendars,
    _files,
    _questions,
    _feedback,
    _tables,
)
"""What the composition root mounts."""

__all__ = [
    "ROUTERS",
    "TOMBSTONE_DOMAIN",
    "AboutFile",
    "AddressConfirmed",
    "Admission",
    "Answer",
    "AnswerRecorded",
    "AnswersGiven",
    "ApplicationForm",
    "Approval",
    "Attendance",
    "AttendanceCorrected",
    "BatchImported",
    "BodyRole",
    "CalendarOverridden",
    "CalendarOverride",
    "CalendarOverrideWithdrawn",
    "CheckIn",
    "CheckInUndone",
    "CheckedIn",
    "ConclusionForm",
    "DateClaim",
    "DateClaimed",
    "DatesMissing",
    "Event",
    "EventAnnounced",
    "EventCancelled",
    "EventChange",
    "EventChanged",
    "EventForm",
    "EventHeld",
    "EventInstantMoved",
    "EventPlanned",
    "EventPostponed",
    "EventRecorded",
    "EventReported",
    "EventSession",
    "EventStatus",
    "FileKind",
    "FileRemoved",
    "FileStored",
    "FileVisibility",
    "InvolvedState",
    "Link",
    "Milestone",
    "Mode",
    "Nomination",
    "NominationReceived",
    "Organizer",
    "OutcomeForm",
    "OverrideForm",
    "Person",
    "PersonChange",
    "PersonErased",
    "PersonExported",
    "PersonForm",
    "PersonRole",
    "Presence",
    "ProgrammeApplied",
    "ProgrammeForm",
    "Proven",
    "Question",
    "QuestionKind",
    "QuestionsForm",
    "QuestionsPublished",
    "Registration",
    "RegistrationChange",
    "RegistrationChanged",
    "RegistrationEndorsed",
    "RegistrationForm",
    "RegistrationRejected",
    "RegistrationSubstituted",
    "RegistrationView",
    "RegistrationWithdrawn",
    "Seat",
    "SeatConfirmed",
    "SeatFreed",
    "SeatRequested",
    "SeatWaitlisted",
    "Seating",
    "SentFile",
    "SeriesForm",
    "SessionChanged",
    "SessionPlanned",
    "SessionRemoved",
    "StateCalendarView",
    "StateRole",
    "StoredFile",
    "SubstitutionForm",
    "Visibility",
    "announce",
    "apply_programme",
    "approve",
    "ask_feedback",
    "broken_by_zone_rules",
    "cancel",
    "certificate_pdf",
    "change",
    "change_registration",
    "check_in",
    "conclude",
    "confirm_address",
    "data_of_person",
    "door_code",
    "download_file",
    "endorse",
    "erase_person",
    "event_to_run",
    "event_to_run_seen",
    "event_to_see",
    "events_run_by",
    "feedback_form",
    "files_for_participants",
    "give_answers",
    "give_feedback",
    "hijri_label",
    "import_people",
    "is_asked",
    "is_due",
    "load_past_events",
    "may_answer",
    "moved_by_zone_rules",
    "nominate",
    "override",
    "plan",
    "plan_series",
    "postpone",
    "propose_programme",
    "proven",
    "public_files",
    "publish_questions",
    "put",
    "qr_image",
    "questions_asked",
    "questions_in",
    "questions_in_force",
    "record_answer",
    "register",
    "registration_to_see",
    "registration_view",
    "reject",
    "report",
    "show_state_calendar",
    "store_file",
    "subscribe",
    "substitute",
    "take_up_zone_rules",
    "undo_check_in",
    "visible_events",
    "visible_registrations",
    "waits_for_state",
    "withdraw",
    "withdraw_override",
]
