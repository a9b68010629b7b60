"""A message to the terminal that somebody sits at; light enough for commands that only read the store."""

import sys

from adapters.console.connection import ConsolePlatform
from bot.schedule import utc_now
from digests.message import Message


def show(message: Message) -> None:
    """Print an answer to this terminal."""
    ConsolePlatform(sys.stdout, clock=utc_now).show(message)
