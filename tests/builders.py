"""Small whole values for tests: name only what the test is about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.storage.outbox import NewPage, PageKind
from bot.subscriptions import Subscription
from bot.targets import Target
from digests.articles import Article
from digests.briefs import Brief, Grounded
from digests.entries import Feed
from digests.message import Message, Paragraph, Plain
from digests.remarks import Remark, RemarkKind, Where
from digests.stories import Report, Story
from digests.topics import Reading, TopicHit

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)  # a Tuesday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def a_target(channel: str = "c1", *, workspace: str = "w1", platform: str = "console") -> Target:
    """A channel."""
    return Target(platform=platform, workspace=workspace, channel=channel)


def a_feed(url: str = "https://feeds.example/a.xml", *, publisher: str = "Sample Wire") -> Feed:
    """A feed of an invented outlet."""
    return Feed(url=url, title=publisher, publisher=publisher, family=publisher)


def an_article(number: int = 1, *, seen_at: datetime = NOW, **changes: object) -> Article:
    """The article with a number; every number gives another one."""
    article = Article(
        id=f"{number:016x}",
        url=f"https://wire.example/{number}",
        title=f"Export rule {number} changes",
        body=f'The bureau changed rule {number}. "It is final," Ada Example said.',
        publisher="Sample Wire",
        published_at=seen_at - HOUR,
        seen_at=seen_at,
        feed_url="https://feeds.example/a.xml",
        family="Sample Wire",
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def a_remark(article: Article, words: str = "It is final,") -> Remark:
    """The direct remark that stands in an article of `an_article`."""
    start = article.body.index(words)
    return Remark(
        article_id=article.id,
        kind=RemarkKind.DIRECT,
        start=start,
        end=start + len(words),
        words=words,
        verb="said",
        speaker="Ada Example",
        speaker_id="ada-example",
        hedges=("may",),
    )


def a_report(number: int = 1, *, seen_at: datetime = NOW, remarks: bool = True, **changes: object) -> Report:
    """The report with a number: a relevant article with one topic and one remark."""
    article = an_article(number, seen_at=seen_at, **changes)
    hit = TopicHit(id="export-controls", words=("Export rule",), score=2.0)
    reading = Reading(relevant=True, score=0.9, topics=(hit,), why=("says export rule",))
    return Report(article=article, reading=reading, remarks=(a_remark(article),) if remarks else ())


def a_story(id: str = "s1", reports: Sequence[Report] = ()) -> Story:
    """A story of one report unless told otherwise."""
    return Story(id=id, reports=tuple(reports) or (a_report(),))


def a_brief(story: Story) -> Brief:
    """The shortest brief of a story: its first headline."""
    article = story.reports[0].article
    headline = Grounded(text=article.title, article_id=article.id, start=0, end=len(article.title), where=Where.TITLE)
    return Brief(story_id=story.id, headline=headline, sentences=(), remark=None, sources=())


def a_subscription(id: str = "sub1", *, target: Target | None = None, **changes: object) -> Subscription:
    """A daily order at eight, UTC."""
    order = Subscription(id=id, target=target or a_target(), times=(time(8, 0),), weekdays=(0, 1, 2, 3, 4, 5, 6))
    return replace(order, **changes)  # type: ignore[arg-type]


def a_page(text: str = "Hello") -> Message:
    """A page of one paragraph."""
    return Message(blocks=(Paragraph((Plain(text),)),), summary=text)


def a_new_page(part: int = 1, *, source: str = "d1", target: Target | None = None, **changes: object) -> NewPage:
    """A page to queue: a part of a digest."""
    page = NewPage(
        target=target or a_target(), page=a_page(f"part {part}"), kind=PageKind.DIGEST, source=source, part=part
    )
    return replace(page, **changes)  # type: ignore[arg-type]
