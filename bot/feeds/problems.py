"""What goes wrong with a feed, in one stable word each, and the error that carries it."""

from enum import StrEnum

from bot.errors import FeedError


class Reason(StrEnum):
    """Why a feed gave nothing; the words are stored and shown, so they do not change."""

    REFUSED = "refused_address"
    DNS = "unknown_host"
    CONNECT = "no_connection"
    TLS = "tls"
    SLOW = "too_slow"
    TOO_LARGE = "too_large"
    ENCODING = "unknown_compression"
    BROKEN = "broken_answer"
    REDIRECTS = "redirects"
    EMPTY = "empty"
    NOT_A_FEED = "not_a_feed"
    BLOCKED = "blocked"
    UNAUTHORISED = "unauthorised"
    NOT_FOUND = "not_found"
    GONE = "gone"
    BUSY = "busy"
    SERVER = "server_error"
    HTTP = "http_error"
    UNREADABLE = "unreadable"
    PARSER_KILLED = "parser_killed"


class FetchError(FeedError):
    """A feed could not be fetched; `retry_after` is the publisher's own header, as sent, "" when there was none."""

    def __init__(self, reason: Reason, message: str, *, status: int = 0, retry_after: str = "") -> None:
        """Keep the status and what the publisher asked for."""
        super().__init__(reason, message)
        self.status = status
        self.retry_after = retry_after
