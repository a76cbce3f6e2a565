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
from events.after_api import router as _after
from events.api import router as _events
from events.approval_actions import approve, endorse, reject
from events.attendance_actions import check_in, undo_check_in
from events.batch_actions import import_people
from events.batches_api import router as _batches
from events.calendar_actions import override, withdraw_override
from events.calendar_api import router as _calendars
from events.calendar_api import show_state_calendar
from events.calendar_forms import OverrideForm, StateCalendarView
from events.calendar_model import CalendarOverride
from events.certificate_actions import Proven, certificate_pdf, is_due, proven
from events.change_actions import change_registration
from events.check_in_actions import door_code
from events.check_ins_api import qr as qr_image
from events.check_ins_api import router as _door
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
from events.feedback_actions import (
    ask_feedback,
    feedback_form,
    give_feedback,
    may_answer,
    questions_asked,
)
from events.feedback_api import router as _feedback
from events.file_actions import About as AboutFile
from events.file_actions import Sent as SentFile
from events.file_actions import files_for_participants, public_files, store_file
from events.file_model import StoredFile
from events.files_api import download as download_file
from events.files_api import router as _files
from events.forms import EventChange, EventForm, OutcomeForm
from events.held_forms import ConclusionForm
from events.hijri import label as hijri_label
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
from events.nomination_actions import nominate
from events.papers_api import router as _papers
from events.past_events import load_past_events
from events.people_forms import (
    PersonChange,
    PersonForm,
    RegistrationChange,
    RegistrationForm,
    SubstitutionForm,
)
from events.person_actions import confirm_address
from events.planning_actions import change, plan, put
from events.privacy_actions import (
    TOMBSTONE_DOMAIN,
    data_of_person,
    erase_person,
)
from events.programme_actions import apply as apply_programme
from events.programme_api import router as _programme
from events.programme_forms import ApplicationForm, ProgrammeForm
from events.programme_store import propose as propose_programme
from events.question_actions import answer as give_answers
from events.question_actions import newest as questions_in_force
from events.question_actions import publish as publish_questions
from events.question_actions import questions_in
from events.questions import Question, QuestionKind, QuestionsForm, is_asked
from events.questions_api import router as _questions
from events.registration_actions import record_answer, register, waits_for_state, withdraw
from events.registration_api import router as _registration
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
from events.registration_views import RegistrationView
from events.registration_views import view_of as registration_view
from events.registrations_api import router as _registrations
from events.scheduling_api import router as _scheduling
from events.series_actions import plan_series
from events.series_api import router as _series
from events.series_forms import SeriesForm
from events.session_model import CheckIn, EventSession
from events.sessions_api import router as _sessions
from events.subscribers import subscribe
from events.substitution_actions import substitute
from events.tables_api import router as _tables
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
