"""A poll to notices for those who asked for the feed: what they have to be told, and what is over."""

from datetime import datetime
from hashlib import sha256

from bot.feeds.notices import NoticeKind
from bot.feeds.poll import Outcome, Polled
from bot.storage.feeds import OPERATOR, Owner, owners_of
from bot.storage.notices import Notice, end_notice, renew_notice
from bot.storage.store import Transaction

_NEWS = (NoticeKind.MOVED, NoticeKind.BURST)  # told, but nothing that lasts


async def note_troubles(connection: Transaction, polled: Polled, *, now: datetime) -> None:
    """Note what the owners of a feed have to be told, each in their workspace, and end what is over."""
    if not polled.notices and not polled.state.notified:
        return
    owners = await owners_of(connection, polled.feed.url)
    if is_over(polled):
        for owner, _ in owners:
            key = trouble_key(polled.feed.url)
            await end_notice(connection, key=key, platform=owner.platform, workspace=owner.workspace)
    for told in polled.notices:
        for owner, person in owners:
            notice = Notice(
                key=trouble_key(told.feed_url, told.kind),
                platform=owner.platform,
                workspace=owner.workspace,
                channel=_place(owner, person),
                text=told.text,
                created_at=now,
            )
            await renew_notice(connection, notice)


def trouble_key(url: str, kind: NoticeKind = NoticeKind.FAILING) -> str:
    """The key of a feed's notice: all troubles that last have one, since only one can be the last."""
    return f"feed {kind if kind in _NEWS else 'trouble'} {sha256(url.encode()).hexdigest()[:24]}"


def is_over(polled: Polled) -> bool:
    """Whether a poll ends the trouble that was told last: the feed answers again, or is silent no more."""
    if polled.outcome not in (Outcome.READ, Outcome.UNCHANGED):
        return False
    silent = polled.state.notified.startswith(NoticeKind.SILENT)
    return bool(polled.entries) if silent else True


def _place(owner: Owner, person: str) -> str:
    """Whom a notice is for: the person who added the feed."""
    return f"@{person}" if person and owner != OPERATOR else ""
