"""What every way in does with a message: one transaction, as the inbox."""

from core.people import system
from core.work import Office
from notifications.inbox.actions import Delivery, Received, receive
from notifications.mailing import Mailing

INBOX = system("inbox")


def take_in(office: Office, mailing: Mailing, delivery: Delivery) -> Received:
    """Take a message in, in a transaction of its own; raises only what the database raises."""
    with office.work(INBOX) as work:
        return receive(work, mailing, delivery)
