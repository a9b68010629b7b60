"""What the operating system says, as what delivery can act on."""

import errno
import os

import pytest

from adapters.console.errors import delivery_error
from bot.errors import Ambiguous, DeliveryError, GiveUp, TryLater


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, TryLater),
        (errno.EDQUOT, TryLater),
        (errno.EAGAIN, TryLater),
        (errno.EMFILE, TryLater),
        (errno.EPIPE, GiveUp),
        (errno.EBADF, GiveUp),
        (errno.EACCES, GiveUp),
        (errno.EROFS, GiveUp),
        (errno.EISDIR, GiveUp),
        (errno.EIO, Ambiguous),
        (errno.EFBIG, Ambiguous),
        (0, Ambiguous),
    ],
)
def test_every_failure_says_what_to_do(number: int, kind: type[DeliveryError]) -> None:
    problem = delivery_error(OSError(number, os.strerror(number)), doing="print the page")
    assert type(problem) is kind
    assert str(problem).startswith("Cannot print the page: ")


def test_an_error_without_a_number_may_have_happened() -> None:
    assert isinstance(delivery_error(OSError("odd"), doing="print the page"), Ambiguous)


def test_a_closed_stream_is_gone_and_a_full_disk_stops_the_platform() -> None:
    closed = delivery_error(ValueError("I/O operation on closed file"), doing="print the page")
    assert isinstance(closed, GiveUp)
    assert closed.scope == "destination"
    full = delivery_error(OSError(errno.ENOSPC, "No space left on device"), doing="record the page")
    assert isinstance(full, TryLater)
    assert full.scope == "platform"
