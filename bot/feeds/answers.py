"""Statuses, redirects and exceptions in, a FetchError that says what happened (or the next address) out."""

import re
import socket

import aiohttp
from yarl import URL

from bot.feeds.guard import RefusedError
from bot.feeds.problems import FetchError, Reason

_TLS_WORDS = re.compile(r"\[SSL: [A-Z0-9_]+\] ([^\[\]]+?) \(_ssl\.c:\d+\)")
_SYSTEM_WORDS = re.compile(r"\A\[Errno -?\d+\] (.+)", re.DOTALL)
PERMANENT = frozenset({301, 308})
TEMPORARY = frozenset({302, 303, 307})
_FAILURES = {
    401: (Reason.UNAUTHORISED, "the publisher asks for a name and password"),
    402: (Reason.UNAUTHORISED, "the publisher asks for payment"),
    403: (Reason.UNAUTHORISED, "the publisher refuses us"),
    404: (Reason.NOT_FOUND, "there is nothing at this address"),
    407: (Reason.UNAUTHORISED, "a proxy asks for a name and password"),
    410: (Reason.GONE, "the publisher says that the feed is gone for good"),
    429: (Reason.BUSY, "the publisher asks us to come less often"),
    451: (Reason.UNAUTHORISED, "the feed is withheld for legal reasons"),
    503: (Reason.BUSY, "the publisher is overloaded or closed for a while"),
}
_RAISED: tuple[tuple[tuple[type[Exception], ...], Reason, str], ...] = (
    ((aiohttp.ClientSSLError,), Reason.TLS, "the connection cannot be trusted"),
    ((aiohttp.InvalidURL,), Reason.REFUSED, "this is not an address that can be read"),
    ((aiohttp.ClientPayloadError, aiohttp.ClientResponseError), Reason.BROKEN, "the answer is broken"),
)


def readable(text: str) -> URL:
    """The address in a text; raises FetchError when there is none."""
    try:
        return URL(text.strip())
    except ValueError as error:
        raise FetchError(Reason.REFUSED, f"{text[:200]!r} is not an address") from error


def next_hop(url: URL, location: str) -> URL:
    """Where a redirect leads; raises FetchError when it names nothing or leaves encryption behind."""
    if not location:
        raise FetchError(Reason.REDIRECTS, "a redirect without an address")
    try:
        target = url.join(URL(location.strip()))
    except ValueError as error:
        raise FetchError(Reason.REDIRECTS, "a redirect to something that is not an address") from error
    if url.scheme == "https" and target.scheme == "http":
        raise FetchError(Reason.REDIRECTS, "a redirect from https to http, which would give up encryption")
    return target.with_fragment(None)


def failure(status: int, *, walled: bool, retry_after: str = "") -> FetchError:
    """The error for an answer that is neither 200 nor 304."""
    if walled:
        return FetchError(
            Reason.BLOCKED, f"a bot wall answers instead of the publisher (status {status})", status=status
        )
    reason, sentence = _FAILURES.get(status, (Reason.HTTP, f"the publisher answers with status {status}"))
    if status >= 500 and status not in _FAILURES:
        reason, sentence = Reason.SERVER, f"the publisher's server fails (status {status})"
    return FetchError(reason, sentence, status=status, retry_after=retry_after)


def explained(error: Exception) -> FetchError:
    """The error in our words for what aiohttp, the system or a bad address raised."""
    if isinstance(error, FetchError):
        return error
    if isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, aiohttp.ClientSSLError):
        return _unconnected(error)
    for kinds, reason, words in _RAISED:
        if isinstance(error, kinds):
            return FetchError(reason, f"{words}: {_short(error)}")
    return FetchError(Reason.CONNECT, f"the connection failed: {_short(error)}")


def _unconnected(error: aiohttp.ClientConnectorError) -> FetchError:
    if isinstance(error.os_error, RefusedError) or "is not a public address" in str(error.os_error):
        return FetchError(Reason.REFUSED, f"{error.host} leads to an address that is not public")
    if isinstance(error, aiohttp.ClientConnectorDNSError) or isinstance(error.os_error, socket.gaierror):
        return FetchError(Reason.DNS, f"the host {error.host} is not known")
    return FetchError(Reason.CONNECT, f"no connection to {error.host}: {_short(error.os_error)}")


def _short(error: BaseException) -> str:
    """The words of an error, without numbers and places that only programmers want."""
    found = _TLS_WORDS.search(str(error)) or _SYSTEM_WORDS.search(str(error))
    text = " ".join((found[1] if found else str(error)).split()) or type(error).__name__
    return text[:160].rstrip(".")
