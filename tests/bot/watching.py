"""What tests of watches share: reports with words of their own, stories that arrive, and a look at a time."""

from datetime import datetime, timedelta

from bot.storage import Store
from bot.storage.articles import ArticleEnd, End
from bot.storage.collected import Collected, save_collected
from bot.storage.outbox import OutboxPage, PageState, pages_in_state
from bot.storage.stories import Merge, Placement
from bot.storage.watches import Watch, WatchOptions
from bot.watch import Watched, WatchIndex, watch_due
from digests.desk import Desk
from digests.message import plain_text
from digests.stories import Report
from tests.builders import NOW, a_report, a_target
from tests.fakes.platforms import FakePlatform

MINUTE = timedelta(minutes=1)
DESK = Desk()


class OnePage(FakePlatform):
    """A platform on which every message is one page."""

    def pages(self, message):  # type: ignore[no-untyped-def]
        """The message."""
        return (message,)


def a_watch(id: str = "w1", query: str = "h200", *, channel: str = "c1", **changes: object) -> Watch:
    """A watch made an hour before NOW, told at once."""
    options = changes.pop("options", WatchOptions())
    values: dict[str, object] = {"created_at": NOW - timedelta(hours=1), "owner": "ada"} | changes
    assert isinstance(options, WatchOptions)
    return Watch(id=id, target=a_target(channel), query=query, options=options.text, **values)  # type: ignore[arg-type]


def about(number: int, text: str = "The H200 is licensed.", *, at: datetime = NOW, **changes: object) -> Report:
    """A report published and seen at a time, with this title and body and no remark."""
    values = {"title": f"Report {number}", "body": text, "published_at": at} | changes
    return a_report(number, seen_at=at, remarks=False, **values)


async def arrive(store: Store, *reports: Report, story: str = "s1", merges: tuple[Merge, ...] = ()) -> None:
    """Let reports be collected into a story."""
    placements = tuple(Placement(article_id=one.article.id, story_id=story) for one in reports)
    ends = tuple(ArticleEnd(article_id=one.article.id, end=End.GROUPED) for one in reports)
    at = max((one.article.seen_at for one in reports), default=NOW)
    await save_collected(store, Collected(at=at, reports=reports, placements=placements, merges=merges, ends=ends))


async def look(store: Store, now: datetime = NOW, *, index: WatchIndex | None = None, desk: Desk = DESK) -> Watched:
    """One tick of the watches."""
    return await watch_due(store, now=now, index=index or WatchIndex(desk), platforms={"console": OnePage()})


async def queued(store: Store) -> tuple[OutboxPage, ...]:
    """The pages that were queued, in order."""
    return await pages_in_state(store, PageState.PLANNED)


async def texts(store: Store) -> list[str]:
    """The queued pages as plain text."""
    return [plain_text(page.page) for page in await queued(store)]
