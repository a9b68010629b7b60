"""A message to the terminal that somebody sits at, or to a page of HTML; light enough for commands that only read."""

import sys

from adapters.console.connection import ConsolePlatform
from bot.schedule import utc_now
from digests.message import Message


def show(message: Message) -> None:
    """Print an answer to this terminal."""
    ConsolePlatform(sys.stdout, clock=utc_now).show(message)


def page_of(message: Message) -> str:
    """An answer as one page of HTML that needs nothing else."""
    from adapters.web.render import document

    return document(message)
