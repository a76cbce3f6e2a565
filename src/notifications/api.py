"""HTTP face of notifications: one router per kind of thing."""

from notifications.confirmation_api import router as confirmations
from notifications.feeds.api import router as feeds
from notifications.feeds.links_api import router as links
from notifications.inbox.api import router as inbox
from notifications.inbox.mailboxes_api import router as mailboxes
from notifications.inbox.proposals_api import router as proposals
from notifications.letters.api import router as letters
from notifications.letters.mail_api import router as mail
from notifications.letters.previews_api import router as previews
from notifications.webhooks.api import router as webhooks

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
