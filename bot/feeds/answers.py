"""Statuses and redirects in, a FetchError that says what happened (or the next address) out."""

from functools import lru_cache

from yarl import URL

from bot.feeds.problems import FetchError, Reason

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


@lru_cache(maxsize=16384)
def readable(text: str) -> URL:
    """The address in a text; raises FetchError when there is none."""
    try:
        return URL(text.strip()).with_fragment(None)
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
