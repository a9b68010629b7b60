"""A feed's next state in, the sentences its owner should read out, each told once; pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.feeds.problems import Reason
from bot.ports import FeedState, FeedStatus

MOVES_NEEDED = 3
_TELL_AGAIN = timedelta(days=7)
# How long a trouble has to last before anybody hears of it (peers: more downtime notices than news).
_PATIENCE = {
    Reason.GONE: timedelta(0),
    Reason.UNAUTHORISED: timedelta(0),
    Reason.NOT_FOUND: timedelta(days=3),
}
_USUAL_PATIENCE = timedelta(days=1)
_SILENT_TIMES = 3
_SILENT_AT_LEAST = timedelta(days=4)  # a long weekend is no silence
_SILENT_RARE = timedelta(days=90)  # for feeds polled as rarely as we ever do, whose rhythm we do not know


class NoticeKind(StrEnum):
    """What the owner of a feed is told of."""

    GONE = "gone"
    NOT_FOUND = "not_found"
    UNAUTHORISED = "unauthorised"
    FAILING = "failing"
    QUARANTINED = "quarantined"
    BURST = "burst"
    MOVED = "moved"
    SILENT = "silent"


_KINDS = {
    Reason.GONE: NoticeKind.GONE,
    Reason.UNAUTHORISED: NoticeKind.UNAUTHORISED,
    Reason.NOT_FOUND: NoticeKind.NOT_FOUND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence for the owner of a feed."""

    feed_url: str
    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A feed's next state, and what to tell.

    `state.notified` reads `kind@moment`: the last trouble that was told, and when.
    """

    state: FeedState
    notices: tuple[Notice, ...] = ()


def tell(found: Next, kind: NoticeKind, text: str, *, now: datetime, since: datetime) -> Next:
    """The same with a notice, unless it was told since the trouble began, or in the last seven days."""
    if _was_told(found.state, kind, since=since, now=now):
        return found
    state = replace(found.state, notified=f"{kind}@{now.isoformat()}")
    notice = Notice(feed_url=state.url, kind=kind, text=text)
    return Next(state=state, notices=(*found.notices, notice))


def _was_told(state: FeedState, kind: NoticeKind, *, since: datetime, now: datetime) -> bool:
    told, _, moment = state.notified.partition("@")
    if told != kind:
        return False
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return True
    return at >= since or now - at < _TELL_AGAIN


def tell_failure(found: Next, *, now: datetime) -> Next:
    """The same with a notice of the failure once it has lasted long enough to matter."""
    state = found.state
    since = state.failing_since or now
    if state.status is FeedStatus.QUARANTINED and state.last_reason == Reason.PARSER_KILLED:
        text = f"{state.url} is in quarantine: reading it killed the parser {state.parser_kills} times"
        return tell(found, NoticeKind.QUARANTINED, text, now=now, since=since)
    reason = Reason(state.last_reason) if state.last_reason in set(Reason) else Reason.HTTP
    if now - since < _PATIENCE.get(reason, _USUAL_PATIENCE):
        return found
    kind = _KINDS.get(reason, NoticeKind.FAILING)
    ending = " It is no longer polled." if kind is NoticeKind.GONE else " We keep trying."
    return tell(found, kind, f"{state.url} cannot be read: {state.last_error}.{ending}", now=now, since=since)


def tell_move(found: Next) -> Next:
    """The same with a notice when the third permanent redirect in a row led to the same address."""
    state = found.state
    if state.moved_count != MOVES_NEEDED:
        return found
    text = f"{state.url} has moved for good to {state.moved_to}"
    return replace(found, notices=(*found.notices, Notice(feed_url=state.url, kind=NoticeKind.MOVED, text=text)))


def tell_silence(found: Next, *, now: datetime, usual_gap: float, rare: bool) -> Next:
    """The same with a notice when nothing has come for three times as long as is usual (in seconds) for the feed."""
    state = found.state
    if state.last_new_at is None:
        return found
    patience = _SILENT_RARE if rare else max(timedelta(seconds=_SILENT_TIMES * usual_gap), _SILENT_AT_LEAST)
    quiet = now - state.last_new_at
    if quiet <= patience:
        return found
    text = f"{state.url} answers, but has brought nothing new for {quiet.days} days"
    return tell(found, NoticeKind.SILENT, text, now=now, since=state.last_new_at)
