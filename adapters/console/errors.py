"""What the operating system says when a page is printed or recorded, as what delivery can act on."""

import errno

from bot.errors import Ambiguous, DeliveryError, GiveUp, TryLater

_FULL = {errno.ENOSPC, errno.EDQUOT}
_BUSY = {errno.EAGAIN, errno.EINTR, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.ENOLCK}
_GONE = {
    errno.EPIPE,
    errno.EBADF,
    errno.ENOENT,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EISDIR,
    errno.ENOTDIR,
    errno.ENXIO,
    errno.ELOOP,
    errno.ENAMETOOLONG,
}

WAIT_FOR_SPACE = 60.0
"""Seconds until a full disk is tried again."""


def delivery_error(problem: OSError | ValueError, *, doing: str) -> DeliveryError:
    """The error to raise for a failed print or record; `doing` names the step, such as "print the page".

    A ValueError is what Python raises for a stream that is closed. What is not known may have happened.
    """
    if isinstance(problem, ValueError):
        return GiveUp(f"Cannot {doing}: {problem}", scope="destination")
    reason = f"Cannot {doing}: {problem.strerror or problem}"
    if problem.errno in _FULL:
        return TryLater(reason, retry_after=WAIT_FOR_SPACE, scope="platform")
    if problem.errno in _BUSY:
        return TryLater(reason, scope="platform")
    if problem.errno in _GONE:
        return GiveUp(reason, scope="destination")
    return Ambiguous(reason)
