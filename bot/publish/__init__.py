"""Due subscriptions to queued pages: digest, items and pages in one transaction, once a slot."""

from bot.publish.calendars import days_off
from bot.publish.editor import Compose, Editor, LayOut
from bot.publish.publishing import heal_due, publish_due
from bot.publish.windows import FIRST_WINDOW, LONGEST_WINDOW, REMEMBERED, accounted, next_digest

__all__ = [
    "FIRST_WINDOW",
    "LONGEST_WINDOW",
    "REMEMBERED",
    "Compose",
    "Editor",
    "LayOut",
    "accounted",
    "days_off",
    "heal_due",
    "next_digest",
    "publish_due",
]
