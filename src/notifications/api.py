"""HTTP face of notifications: one router, made of one per kind of thing."""

from fastapi import APIRouter

from notifications.confirmation_api import router as confirmations
from notifications.feeds_api import router as feeds
from notifications.letters_api import router as letters
from notifications.mail_api import router as mail

router = APIRouter()
for part in (letters, mail, feeds, confirmations):
    router.include_router(part)
