"""Letters, invitations, replies and feeds."""

from notifications.api import ROUTERS
from notifications.feeds.link_actions import renew_feed_address, renew_page_link
from notifications.inbox.actions import (
    Delivery,
    Received,
    forget_messages_of,
    forget_old_messages,
    receive,
)
from notifications.inbox.imap import ImapBox
from notifications.inbox.lmtp import LmtpDoor
from notifications.letters.actions import (
    after_restore,
    answered_otherwise,
    pause,
    resume,
    retry,
    revoke_feed,
)
from notifications.letters.deadline_letters import remind_bodies
from notifications.letters.moment_actions import note_moments
from notifications.letters.previews import PREVIEWED, due_letters, kind_names
from notifications.mailing import Mailing, Purpose, claimed_id, uid_of
from notifications.model import Invitation, Letter, LetterKind, LetterState
from notifications.privacy_actions import (
    data_of_mail,
    erase_mail,
    forget_old_files,
    forget_old_letters,
)
from notifications.sending.delivery import send_due
from notifications.sending.post import FilePost, MemoryPost, Post, Refused, SmtpPost, post_for
from notifications.sending.sign_in_letters import send_sign_ins
from notifications.sending.signing import BadKey, SignedPost, Signer
from notifications.store import backlog, feed_of, invitation_of, mail_room
from notifications.subscribers import subscribe
from notifications.webhooks.delivery import tell_webhooks
from notifications.webhooks.post import WebhookPost

__all__ = [
    "PREVIEWED",
    "ROUTERS",
    "BadKey",
    "Delivery",
    "FilePost",
    "ImapBox",
    "Invitation",
    "Letter",
    "LetterKind",
    "LetterState",
    "LmtpDoor",
    "Mailing",
    "MemoryPost",
    "Post",
    "Purpose",
    "Received",
    "Refused",
    "SignedPost",
    "Signer",
    "SmtpPost",
    "WebhookPost",
    "after_restore",
    "answered_otherwise",
    "backlog",
    "claimed_id",
    "data_of_mail",
    "due_letters",
    "erase_mail",
    "feed_of",
    "forget_messages_of",
    "forget_old_files",
    "forget_old_letters",
    "forget_old_messages",
    "invitation_of",
    "kind_names",
    "mail_room",
    "note_moments",
    "pause",
    "post_for",
    "receive",
    "remind_bodies",
    "renew_feed_address",
    "renew_page_link",
    "resume",
    "retry",
    "revoke_feed",
    "send_due",
    "send_sign_ins",
    "subscribe",
    "tell_webhooks",
    "uid_of",
]
