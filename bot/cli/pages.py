"""A message to where the one who asked wants it: this terminal, JSON, or a page of HTML in a file."""

import sys
from pathlib import Path

from bot.errors import CommandError
from bot.showing import page_of, show
from digests.message import Message

STANDARD_OUTPUT = "-"


def check_outputs(html: str, *, as_json: bool) -> None:
    """Raise CommandError when an answer is asked for in two forms at once."""
    if html and as_json:
        raise CommandError("--html and --json exclude each other; leave one out.")


def show_or_write(message: Message, html: str) -> None:
    """Print a message to this terminal, or as a page to the file named; "-" is standard output.

    A file that is there is written over, so that a page on an intranet stays at its place with its permissions.
    Raises CommandError.
    """
    if not html:
        show(message)
    elif html == STANDARD_OUTPUT:
        sys.stdout.write(page_of(message))
    else:
        _write(page_of(message), html)
        sys.stdout.write(f"Wrote {html}.\n")


def _write(page: str, file: str) -> None:
    try:
        Path(file).write_text(page, encoding="utf-8")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name holds a NUL"
        raise CommandError(f"{file} cannot be written ({why}); name a file in a folder where you may write.") from error
