"""Reminds bodies of what they were asked for until a day and nobody has recorded an answer to."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID, uuid5

from babel.dates import format_date
from sqlmodel import col, select

from core.people import system
from core.texts import pick
from core.work import Office, Work
from notifications.deadline_store import Answered, Asked, asked_of
from notifications.entries.occasion import Mandated, Occasion
from notifications.inbox_model import Mailbox
from notifications.inbox_store import mailbox_of_body
from notifications.letters.outbox import Desk, Draft, post_letter
from notifications.letters.party import hijri_of
from notifications.letters.writing import Topic
from notifications.mailing import Mailing
from notifications.model import Letter, LetterKind
from notifications.wording import wording
from registry import Body, Review

_CLOCK = system("clock")
_NOTICE = (90, 30)  # days before; of two that have passed only the nearer counts
_DAY = timedelta(days=1)


def remind_bodies(office: Office, mailing: Mailing, answered: Answered) -> int:
    """Write to each body that has a mailbox, once for each day and notice; return how many letters.

    One letter names all that is due on that day. What is answered, closed or not confirmed is no
    matter of it; whoever owns a mandate is asked alone, else every body that it speaks to.
    """
    with office.look(_CLOCK) as look:
        bodies = list(look.session.exec(select(Mailbox.body).order_by(col(Mailbox.body))))
        done = set(answered(look)) if bodies else set[UUID]()
    written = 0
    for body in bodies:
        with office.work(_CLOCK) as work:
            written += _remind(work, mailing, body, done)
    return written


def _remind(work: Work, mailing: Mailing, code: str, done: set[UUID]) -> int:
    mailbox = mailbox_of_body(work, code, lock=True)  # two workers write one letter
    if mailbox is None:
        return 0
    body = work.session.exec(select(Body).where(col(Body.code) == code)).one()
    mine = [each for each in asked_of(work, code) if _is_open(each, code, done)]
    written = 0
    for due, group in groupby(mine, lambda each: each.due):
        notice = notice_of(due, work.now.date())
        desk = Desk(uid=uuid5(body.id, f"deadline {due.isoformat()} {notice}"))
        if notice is not None and not _was_written(work, desk.uid):
            _write(work, mailing, mailbox, desk, list(group))
            written += 1
    return written


def notice_of(due: date, today: date) -> int | None:
    """Return how many days' notice it is time to give; None: not yet, or the day is over."""
    passed = [each for each in _NOTICE if today >= due - each * _DAY]
    return min(passed) if passed and today <= due else None


def _is_open(asked: Asked, code: str, done: set[UUID]) -> bool:
    mandate = asked.mandate
    own = mandate.owner in {None, code} and mandate.review is Review.CONFIRMED
    return own and mandate.id not in done


def _was_written(work: Work, uid: UUID) -> bool:
    return work.session.exec(select(Letter.id).where(col(Letter.uid) == uid)).first() is not None


def _write(work: Work, mailing: Mailing, mailbox: Mailbox, desk: Desk, group: list[Asked]) -> None:
    language = mailbox.language or "en"
    occasion = _occasion(work, mailing, group, language)
    topic = Topic(
        kind=LetterKind.DEADLINE, occasion=occasion, hijri=hijri_of(occasion), desk="asked"
    )
    link = f"{mailing.base_url}/resolutions/{group[0].slug}"
    draft = Draft.to_mailbox(topic, mailbox.address, link)
    post_letter(work, mailing, desk, draft)


def _occasion(work: Work, mailing: Mailing, group: list[Asked], language: str) -> Occasion:
    """Return the day as an event of one whole day, its paragraphs as what it answers."""
    due = group[0].due
    day = format_date(due, "d MMMM y", locale=language)
    listed = (Mandated(_said(each, language), each.page(mailing.base_url)) for each in group)
    midnight = datetime.combine(due, time.min)
    return Occasion(
        title=wording(language)["due_title"].format(count=len(group), date=day),
        language=language,
        starts=midnight,
        ends=midnight + _DAY,
        zone="UTC",
        stamped=work.now,
        organizer="Nadwa",
        mandates=tuple(dict.fromkeys(listed)),
    )


def _said(asked: Asked, language: str) -> str:
    summary = pick(dict(asked.paragraph.summary), language)
    return f"{asked.place}: {summary}" if summary else asked.place
