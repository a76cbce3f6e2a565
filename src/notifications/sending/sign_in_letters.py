"""Letters with a link to sign in: short-lived, so they are made when they leave and never stored.

They keep out of the outbox on purpose: whoever may look at letters there would be shown the link of
somebody who may do more, and a retry after hours would bring a link that opens nothing.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from functools import partial
from uuid import UUID

import css_inline
import sqlalchemy as sa
import structlog
from sqlmodel import col, func, select

from core.accounts import LINK_LIFE, SignIn
from core.people import system
from core.sign_in import account_at
from core.texts import Language
from core.work import Office, Work
from notifications.letters import mime
from notifications.letters.outbox import is_suppressed
from notifications.letters.writing import CALM, Written, fonts, templates
from notifications.mailing import Mailing
from notifications.sending.post import Post, Refused
from notifications.store import mail_room
from notifications.wording import wording

DOORKEEPER = system("sign-in")
MOST_AN_HOUR = 5
"""Letters to one address; what is asked beyond that is not written, and nobody is told."""

_AT_ONCE, _THREADS = 50, 4
_AGAIN = timedelta(seconds=30)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SignInLetter:
    """One letter to send now."""

    id: UUID
    address: str
    language: str
    asked_at: datetime


def send_sign_ins(office: Office, mailing: Mailing, post: Post) -> int:
    """Send the links that were asked for and have an account; return how many were asked for.

    What could not be sent is tried every half minute while its link is good.
    """
    with office.work(DOORKEEPER) as work:
        asked, letters = _claim(work)
    if not letters:
        return asked
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="sign-in") as pool:
        taken = list(pool.map(partial(_sent, mailing, post), letters))
    with office.work(DOORKEEPER) as work:
        gone = [letter.id for letter, sent in zip(letters, taken, strict=True) if sent]
        done = sa.update(SignIn).where(col(SignIn.id).in_(gone)).values(sent_at=work.now)
        work.session.exec(done)
    return asked


def sign_in_letter(mailing: Mailing, letter: SignInLetter) -> bytes:
    """Return the message; the same bytes for each try."""
    written = _written(letter.language, mailing.sign_in_link(letter.id, letter.language))
    identity = mime.Identity(recipient=letter.address, kind="sign_in", uid=letter.id)
    return mime.compose(
        mime.Letter(
            sender=Address(display_name="Nadwa", addr_spec=mailing.calendar_address),
            recipient=Address(addr_spec=letter.address),
            subject=written.subject,
            language=letter.language,
            plain=written.plain,
            html=written.html,
            date=letter.asked_at,
            message_id=mime.message_id(identity, mailing.domain),
        )
    )


def _claim(work: Work) -> tuple[int, list[SignInLetter]]:
    """Hold what is due for half a minute; what has no account, or had enough, is dropped."""
    room = mail_room(work)
    if room is not None and room.paused:
        return 0, []
    due = (
        select(SignIn)
        .where(col(SignIn.sent_at).is_(None), col(SignIn.due_at) <= work.now)
        .where(col(SignIn.expires_at) > work.now)
        .order_by(col(SignIn.id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    rows = work.session.exec(due).all()
    return len(rows), _to_send(work, rows)


def _to_send(work: Work, rows: Sequence[SignIn]) -> list[SignInLetter]:
    letters: list[SignInLetter] = []
    for row in rows:
        account = account_at(work.session, row.address)
        if account is None or is_suppressed(work, row.address) or _had_enough(work, row):
            work.session.delete(row)
            continue
        row.account_id, row.due_at = account.id, work.now + _AGAIN
        letters.append(SignInLetter(row.id, row.address, row.language, row.asked_at))
        work.session.flush()
    return letters


def _had_enough(work: Work, row: SignIn) -> bool:
    """Count the letters of the last hour; one link lives shorter than that, its row longer."""
    others = (
        col(SignIn.address) == row.address,
        col(SignIn.id) != row.id,
        col(SignIn.account_id).is_not(None),
        col(SignIn.asked_at) > work.now - _HOUR,
    )
    return work.session.exec(select(func.count()).where(*others)).one() >= MOST_AN_HOUR


def _sent(mailing: Mailing, post: Post, letter: SignInLetter) -> bool:
    message = sign_in_letter(mailing, letter)
    identity = mime.Identity(recipient=letter.address, kind="sign_in", uid=letter.id)
    sender = mailing.bounce_address(mime.message_id(identity, mailing.domain))
    try:
        post.deliver(sender, letter.address, message)
    except (Refused, OSError) as why:
        structlog.get_logger().warning("sign-in letter waits", kind=type(why).__name__)
        return False
    return True


def _written(language: str, link: str) -> Written:
    words = wording(language)["sign_in"]
    facts = {
        **words,
        "lead": words["lead"].format(minutes=int(LINK_LIFE.total_seconds()) // 60),
        "language": language,
        "direction": Language(language).direction,
        "link": link,
        "accent": CALM,
        **fonts(language),
    }
    html = css_inline.inline(templates().get_template("sign_in.html").render(facts))
    plain = templates().get_template("sign_in.txt").render(facts)
    return Written(words["subject"], plain, html)
