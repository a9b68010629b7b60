"""The option `days` as a number of days."""

from bot.ages import read_age
from bot.commands.command import Request
from bot.errors import CommandError


def days_of(request: Request, *, most: int = 366) -> int:
    """How many days are asked for; CommandError for none or too many."""
    word = request.value("days").removeprefix("#").lower()
    if not word.isdigit() and (age := read_age(word)) is not None:
        word = str(age.days)
    days = int(word) if word.isascii() and word.isdigit() and len(word) <= 5 else 0
    if not 1 <= days <= most:
        raise CommandError(f"Write a number of days from 1 to {most}")
    return days
