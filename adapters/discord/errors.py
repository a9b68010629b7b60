"""What Discord, its front door and the network say when a call fails, as what delivery can act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp

from bot.errors import Ambiguous, DeliveryError, GiveUp, TryLater

FRONT_DOOR_SECONDS: Final = 600.0
"""How long nothing is asked after Cloudflare, not Discord, has refused us."""
WITHOUT_A_TIME: Final = 30.0
"""Seconds to wait after a refusal that does not say how long."""

CREDENTIAL: Final = frozenset({40001, 40002, 50014, 50025})
"""The token has to be mended: unauthorized, account to be verified, invalid token, invalid OAuth2 token."""

DESTINATION: Final = frozenset(
    {
        10003,  # unknown channel
        10004,  # unknown guild
        10013,  # unknown user
        40058,  # a forum takes no plain message
        40066,  # the forum has no tag that we may give
        40067,  # the forum must have a tag
        50001,  # missing access
        50007,  # this person takes no direct messages from us
        50008,  # a channel without text
        50009,  # verification level
        50013,  # missing permissions
        50024,  # not on this type of channel
        50033,  # nobody to whom a direct message could go
        50055,  # no such server
        50083,  # archived thread
        50278,  # no server in common with this person
        160005,  # locked thread
        200000,  # AutoMod of the server
        200001,  # AutoMod of the server, in a title
        220001,  # nor does it take one of a webhook
    }
)
"""The channel has to let us in again."""

PAGE: Final = frozenset(
    {10008, 20001, 20009, 30010, 40005, 50006, 50016, 50035, 50068, 50080, 50109, 160002, 160006, 160007}
)
"""Ours to mend, or not to be had: delivery tries the page once more as plain text, then parks it."""

WAITS: Final[Mapping[int, tuple[float, str]]] = {
    20016: (30.0, "channel"),  # slow mode
    20028: (30.0, "channel"),  # the channel is written to too fast
    20029: (30.0, "workspace"),  # so is the server
    31002: (30.0, "page"),
    40003: (600.0, "channel"),  # direct messages are opened too fast
    40004: (600.0, "platform"),  # sending is turned off for a while
    40006: (600.0, "platform"),  # a feature that Discord has turned off for a while
    40062: (30.0, "platform"),  # too much for one of Discord's own
    40333: (FRONT_DOOR_SECONDS, "platform"),  # Cloudflare
    110001: (60.0, "page"),  # not yet
    130000: (30.0, "platform"),  # overloaded
}
"""Not accepted, and over by itself: seconds until the next try, and what waits."""

ALREADY_ANSWERED: Final = 40060
THREAD_EXISTS: Final = 160004
ALREADY_PUBLISHED: Final = 40033
UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_MESSAGE: Final = 10008
TOKEN_IS_OVER: Final = frozenset({10015, 10062, 50027})
"""Unknown webhook, unknown interaction, invalid webhook token: an interaction that cannot be answered any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What an answer said that was not a success.

    `code` is Discord's JSON code (0: none), `spoke` whether it was Discord at all that answered, and not a page of the
    front door; `scope` is the `X-RateLimit-Scope` of a 429: `user`, `shared` or `global`.
    """

    status: int
    code: int = 0
    says: str = ""
    spoke: bool = True
    retry_after: float | None = None
    scope: str = ""


class Refused(Exception):  # noqa: N818 - it is what happened
    """An HTTP answer of 400 or more."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep what it said."""
        super().__init__(words_of(refusal))
        self.refusal = refusal


def refusal_of(status: int, headers: Mapping[str, str], content: object) -> Refusal:
    """What an answer said; `content` is its JSON, or None when it had none."""
    named = {name.lower(): value for name, value in headers.items()}
    body = content if isinstance(content, dict) else {}
    spoke = bool(body) and (status != 429 or "via" in named)
    scope = "global" if body.get("global") is True else named.get("x-ratelimit-scope", "")
    return Refusal(
        status=status,
        code=_whole(body.get("code")),
        says=str(body.get("message") or ""),
        spoke=spoke,
        retry_after=_seconds(body.get("retry_after", named.get("retry-after"))),
        scope=scope,
    )


def delivery_error(problem: Exception, *, doing: str) -> DeliveryError:
    """The error to raise for a failed call; `doing` names the step, such as "post the page".

    What is not known to have been refused may have been accepted.
    """
    if isinstance(problem, DeliveryError):
        return problem
    if isinstance(problem, Refused):
        return error_of(problem.refusal, doing=doing)
    said = f"Cannot {doing}: {type(problem).__name__} {problem}".rstrip()
    if isinstance(problem, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return TryLater(said, scope="platform")  # no byte of the page has left
    if isinstance(problem, aiohttp.InvalidURL):
        return GiveUp(said)
    return Ambiguous(said)


def reading_error(problem: Exception) -> DeliveryError:
    """The error to raise for a failed read-back: a right that is missing makes the channel unreadable, no more."""
    if isinstance(problem, Refused) and problem.refusal.code in (50001, 50013):
        return GiveUp(f"Discord does not let us read the channel back: {words_of(problem.refusal)}")
    return delivery_error(problem, doing="read the channel back")


def error_of(refusal: Refusal, *, doing: str) -> DeliveryError:
    """The outcome of an answer that was not a success."""
    said = f"Cannot {doing}: {words_of(refusal)}"
    if refusal.status >= 500 or refusal.status == 408:
        return Ambiguous(said)
    if not refusal.spoke and refusal.status in (403, 429):
        return TryLater(said, retry_after=FRONT_DOOR_SECONDS, scope="platform")
    if refusal.code in WAITS:
        seconds, scope = WAITS[refusal.code]
        return TryLater(said, retry_after=refusal.retry_after or seconds, scope=scope)
    if refusal.status == 429:
        return TryLater(said, retry_after=_wait(refusal), scope=_held_up(refusal))
    scope = _stops(refusal)
    return GiveUp(said, scope=scope) if scope else Ambiguous(said)


def words_of(refusal: Refusal) -> str:
    """An answer in a few words."""
    code = f" {refusal.code}" if refusal.code else ""
    says = f" ({refusal.says[:120]})" if refusal.says else ""
    return (
        f"Discord says HTTP {refusal.status}{code}{says}" if refusal.spoke else f"the front door says {refusal.status}"
    )


def is_invalid(refusal: Refusal) -> bool:
    """Whether Discord counts the request among the ten thousand invalid ones after which it bans an address."""
    return refusal.status in (401, 403) or (refusal.status == 429 and refusal.scope != "shared")


def _held_up(refusal: Refusal) -> str:
    return "platform" if refusal.scope == "global" else "channel"


def _stops(refusal: Refusal) -> str:
    """What an answer stops: `page`, `credential`, `destination`, or "" when it is not known."""
    codes = {"page": PAGE, "credential": CREDENTIAL, "destination": DESTINATION}
    statuses = {400: "page", 401: "credential", 403: "destination", 404: "destination", 405: "page", 413: "page"}
    return next((scope for scope, known in codes.items() if refusal.code in known), statuses.get(refusal.status, ""))


def _wait(refusal: Refusal) -> float:
    return WITHOUT_A_TIME if refusal.retry_after is None else refusal.retry_after


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _seconds(value: object) -> float | None:
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return None
