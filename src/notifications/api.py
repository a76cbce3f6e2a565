"""HTTP face of notifications: one router per kind of thing."""

from notifications.confirmation_api import router as confirmations
from notifications.feeds_api import router as feeds
from notifications.inbox_api import router as inbox
from notifications.letters_api import router as letters
from notifications.links_api import router as links
from notifications.mail_api import router as mail
from notifications.mailboxes_api import router as mailboxes
from notifications.previews_api import router as previews
from notifications.proposals_api import router as proposals
from notifications.webhooks_api import router as webhooks

ROUTERS = (
    letters,
    links,
    mail,
    feeds,
    confirmations,
    inbox,
    mailboxes,
    previews,
    proposals,
    webhooks,
)
