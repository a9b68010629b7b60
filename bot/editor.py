"""Stories of a stretch of time to a digest and its message, as this desk would have them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.narrowing import Keep, asked_for
from bot.publish import Editor, accounted
from bot.storage.coverage import Coverage, coverage_between
from bot.storage.store import Store
from bot.storage.stories import stories_between
from bot.subscriptions import Subscription
from digests.desk import Desk
from digests.digest import Digest, compose_digest
from digests.families import family_for
from digests.layout import digest_message
from digests.message import Message
from digests.query import QueryError, parse
from digests.shown import Shown
from digests.stories import Story

TITLE = "Chip policy"


def editor_for(desk: Desk) -> Editor:
    """How this desk's stories become a digest and a message."""

    def compose(
        stories: Sequence[Story],
        *,
        subscription: Subscription,
        since: datetime,
        until: datetime,
        shown: Mapping[str, Shown],
    ) -> Digest:
        keep = wanted_by(subscription, desk, now=until)
        wanted = [story for story in stories if keep(story)]
        digest = compose_digest(
            wanted,
            since=since,
            until=until,
            limit=subscription.limit,
            shown=shown,
            people=desk.people,
            families=family_for(wanted, desk.sources),
        )
        left = sum(len(story.reports) for story in stories) - sum(len(story.reports) for story in wanted)
        narrowed = Coverage(dropped=(("not asked for", left),) if left else ())
        return replace(digest, receipt=accounted(digest.receipt, narrowed))

    def lay_out(digest: Digest, subscription: Subscription) -> Message:
        return digest_message(digest, title=subscription.title or TITLE, zone=ZoneInfo(subscription.zone))

    return Editor(compose=compose, lay_out=lay_out)


def wanted_by(subscription: Subscription, desk: Desk, *, now: datetime) -> Keep:
    """Whether a story matches what a subscription asks for; every one does when that cannot be read (any more)."""
    try:
        return asked_for(parse(subscription.query), desk=desk, now=now) if subscription.query else _every
    except QueryError:
        return _every


def _every(_: Story) -> bool:
    return True


async def digest_between(
    store: Store,
    desk: Desk,
    *,
    since: datetime,
    until: datetime,
    limit: int,
    keep: Keep = _every,
) -> Digest:
    """The digest of a stretch of time, whatever was shown to whom; `keep` narrows it to some stories."""
    stories = [story for story in await stories_between(store, since=since, until=until) if keep(story)]
    families = family_for(stories, desk.sources)
    digest = compose_digest(stories, since=since, until=until, limit=limit, people=desk.people, families=families)
    covered = await coverage_between(store, since=since, until=until)
    return replace(digest, receipt=accounted(digest.receipt, covered))


def about(topic: str, desk: Desk) -> Keep:
    """Whether a story is about a topic or item, named by its id or name; LookupError when the desk knows none such."""
    wanted = topic.strip().casefold()
    ids = {one.id for one in desk.subjects if wanted in (one.id.casefold(), one.name.casefold())}
    ids |= {one.id for one in desk.subjects if any(wanted == term.text.casefold() for term in one.terms)}
    if not ids:
        raise LookupError(topic)
    return lambda story: any(hit.id in ids for report in story.reports for hit in report.reading.topics)
