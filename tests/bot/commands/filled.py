"""A store with a little of everything in it: stories, remarks, a digest, orders, watches and feeds of two workspaces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.commands import COMMANDS
from bot.commands.answer import Answer, answer_line
from bot.commands.command import Asker
from bot.commands.services import Services
from bot.config import Settings
from bot.deliver import Deliverer
from bot.editor import editor_for
from bot.errors import FeedError, GiveUp
from bot.publish import publish_due
from bot.storage import Store
from bot.storage.articles import ArticleEnd, End
from bot.storage.collected import Collected, save_collected
from bot.storage.feeds import Owner, add_feed
from bot.storage.outbox import NewPage, PageKind, queue_pages
from bot.storage.settings import save_setting
from bot.storage.stories import Placement, stories_between
from bot.storage.subscriptions import save_subscription
from bot.storage.watches import Watch, save_watch
from bot.targets import Target
from digests.desk import Desk, Person, Term, Topic, TopicKind
from digests.entries import Feed, SourceKind
from digests.message import Actions, Message, plain_text
from digests.remarks import Remark, RemarkKind
from digests.stories import Report
from digests.topics import Reading, TopicHit
from tests.builders import DAY, HOUR, NOW, a_page, a_subscription, a_target, an_article
from tests.fakes.platforms import FakePlatform

ASKED_AT = NOW + 2 * HOUR
HERE, THERE = a_target(), a_target("c9", workspace="w2")
MANAGER, READER = Asker(id="u1", name="Mo", manager=True), Asker(id="u2", name="Ro")
STRANGER = Asker(id="u9", name="Xi", manager=True)
OWN_FEED, OTHER_FEED, COMMON_FEED = (
    "https://wire.example/feed.xml",
    "https://other.example/feed.xml",
    "https://common.example/feed.xml",
)
DESK = Desk(
    topics=(
        Topic(id="export-controls", name="Export controls", kind=TopicKind.TOPIC, terms=(Term(text="export rule"),)),
        Topic(id="h20", name="H20 chip", kind=TopicKind.ITEM, terms=(Term(text="H20"), Term(text="炉二十"))),
        Topic(id="actors", name="Who acts", kind=TopicKind.SIGNAL, terms=(Term(text="bureau"),)),
    ),
    people=(Person(id="ada-example", name="Ada Example", aliases=("艾达",)), Person(id="bo-sample", name="Bo Sample")),
)


def told(
    number: int,
    title: str,
    body: str,
    *,
    hours: float,
    words: str = "",
    speaker: str = "Ada Example",
    publisher: str = "Sample Wire",
    **changes: object,
) -> Report:
    """A relevant report, `hours` before NOW; with a remark when words of the body are given."""
    seen = NOW - timedelta(hours=hours)
    article = an_article(
        number, title=title, body=body, seen_at=seen, published_at=seen - HOUR / 4, publisher=publisher,
        family=publisher, language="en", **changes,
    )  # fmt: skip
    reading = Reading(relevant=True, score=0.9, topics=(TopicHit(id="export-controls", words=("rule",), score=1.0),))
    return Report(
        article=article, reading=reading, remarks=(_remark(article.id, body, words, speaker),) if words else ()
    )


def _remark(article_id: str, body: str, words: str, speaker: str) -> Remark:
    start = body.index(words)
    return Remark(
        article_id=article_id, kind=RemarkKind.DIRECT, start=start, end=start + len(words), words=words, verb="said",
        speaker=speaker, speaker_id=speaker.lower().replace(" ", "-"),
    )  # fmt: skip


_FINAL = 'The bureau refused all licences for the H200 on Monday. "The rule is final," Ada Example said in Lyon.'
STORIES: tuple[tuple[str, tuple[Report, ...]], ...] = (
    (
        "s-1",
        (
            told(1, "Bureau adds H200 to export rule", _FINAL, hours=6, words="The rule is final,"),
            told(2, "H200 falls under export rule", _FINAL, hours=5, words="The rule is final,", publisher="Daily Probe"),
            told(
                3, "Rule on the H200", "The H200 needs a licence from Friday on.", hours=4, publisher="Register of Rules",
                source_kind=SourceKind.OFFICIAL,
            ),
        ),
    ),
    ("s-2", (told(4, "Makers sell the H20 again", "The H20 is sold again, two makers said on Sunday.", hours=9),)),
    (
        "s-3",
        (
            told(
                5, "Minister doubts export rule", 'The minister spoke in Bern. "We may wait," Bo Sample said of the H200.',
                hours=12, words="We may wait,", speaker="Bo Sample", publisher="Bern Courier",
            ),
        ),
    ),
    *(
        (f"s-{10 + at}", (told(10 + at, f"Fab number {at} opens", f"Fab number {at} opened near Lyon.", hours=20 + at),))
        for at in range(12)
    ),
)  # fmt: skip
DROPPED = told(80, "Potato chips are crisp", "Salt and vinegar.", hours=3)
COPY = told(81, "Bureau adds H200 to export rule", _FINAL, hours=3)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A filled store, and a way to ask it."""

    store: Store
    services: Services

    async def ask(
        self, line: str, *, asker: Asker = MANAGER, target: Target = HERE, now: datetime = ASKED_AT
    ) -> Answer:
        """The answer to a line."""
        return await answer_line(line, commands=COMMANDS, target=target, asker=asker, now=now, services=self.services)

    async def says(self, line: str, *, asker: Asker = MANAGER, target: Target = HERE, now: datetime = ASKED_AT) -> str:
        """The words of the answer, in one line."""
        return words_of((await self.ask(line, asker=asker, target=target, now=now)).message)


def words_of(message: Message) -> str:
    """A message as one line of plain words."""
    return " ".join(plain_text(message).split())


def lines_behind(message: Message) -> dict[str, str]:
    """The buttons of a message: label to command line."""
    found = [button for block in message.blocks if isinstance(block, Actions) for button in block.buttons]
    return {button.label: button.command for button in found}


class RoomyPlatform(FakePlatform):
    """Puts a digest into one page."""

    def pages(self, message: Message) -> tuple[Message, ...]:
        """The message."""
        return (message,)


async def find_feed(url: str) -> Feed:
    """Stands for the web: pages of wire.example have a feed, nothing else has one."""
    if not url.startswith("https://wire.example/"):
        raise FeedError("not_a_feed", "this is a web page, and it names no feed that can be read")
    return Feed(url="https://wire.example/chips.xml" if url.endswith("chips") else url, publisher="Sample Wire")


async def filled(store: Store, settings: Settings | None = None) -> Filled:
    """The store, filled, with what commands need."""
    await save_stories(store, STORIES)
    await save_collected(
        store,
        Collected(
            at=NOW,
            reports=(replace(DROPPED, reading=Reading(relevant=False, score=0.0)), COPY),
            ends=(
                ArticleEnd(article_id=DROPPED.article.id, end=End.NOT_RELEVANT, reason="speaks against it: potato"),
                ArticleEnd(article_id=COPY.article.id, end=End.NEAR_COPY, reason="the same piece as another"),
            ),
        ),
    )
    await _orders(store)
    await keep_back(store, HERE)
    for feed, owner in (
        (OWN_FEED, Owner(platform="console", workspace="w1")),
        (OTHER_FEED, Owner(platform="console", workspace="w2")),
        (COMMON_FEED, Owner()),
    ):
        await add_feed(store, Feed(url=feed, publisher=f"Feed of {feed[8:13]}"), owner=owner, now=NOW - DAY)
    services = Services(
        settings=settings or Settings(), store=store, desk=DESK, editor=editor_for(DESK), find_feed=find_feed
    )
    return Filled(store=store, services=services)


async def save_stories(store: Store, stories: Sequence[tuple[str, Sequence[Report]]]) -> None:
    """Store reports in their stories."""
    reports = [(story_id, report) for story_id, members in stories for report in members]
    ordered = sorted(reports, key=lambda pair: pair[1].article.seen_at)
    await save_collected(
        store,
        Collected(
            at=NOW,
            reports=tuple(report for _, report in ordered),
            placements=tuple(Placement(article_id=report.article.id, story_id=id) for id, report in ordered),
            ends=tuple(ArticleEnd(article_id=report.article.id, end=End.GROUPED) for _, report in ordered),
        ),
    )
    assert await stories_between(store, since=NOW - 30 * DAY, until=NOW + DAY)


async def keep_back(store: Store, target: Target, *, source: str = "kept-back") -> str:
    """Queue a page that a platform refuses whatever it looks like, so that it is parked; its key."""
    page = NewPage(target=target, page=a_page("Kept back"), kind=PageKind.DIGEST, source=source)
    await queue_pages(store, [page], now=NOW)
    platform = RoomyPlatform(target.platform)
    platform.before = lambda: GiveUp("msg_too_long")
    deliverer = Deliverer(store, {target.platform: platform}, owner="tests")
    await deliverer.deliver_due(NOW)
    await deliverer.stop()
    return page.key


async def _orders(store: Store) -> None:
    """An order and a watch in either workspace, and the digest of this morning here."""
    here = a_subscription("order-1", target=HERE, title="Chip policy", times=(time(8, 0),), created_by="u1")
    there = a_subscription("order-2", target=THERE, title="Secret plans", created_by="u9")
    for order in (here, there):
        await save_subscription(store, order, now=NOW - HOUR)
    platforms = {"console": RoomyPlatform()}
    await publish_due(store, now=NOW, platforms=platforms, editor=editor_for(DESK))
    deliverer = Deliverer(store, platforms, owner="tests")
    while await deliverer.deliver_due(NOW):
        pass
    await deliverer.stop()
    for target, owner, query in ((HERE, "u1", "h200"), (THERE, "u9", "secret* plans")):
        await save_watch(store, Watch(id="1", target=target, query=query, owner=owner, created_at=NOW - DAY))
    for target in (HERE, THERE):
        await save_setting(store, "last_watch", "1", platform="console", workspace=target.workspace)
