"""What collecting does with pieces that look alike, with hosts that ask for rest, and with feeds that break."""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from io import StringIO

import pytest

from bot.config import Settings
from bot.feeds.poll import host_of
from bot.main import Bot, building
from bot.storage.articles import End, latest_articles
from bot.storage.feeds import Owner, add_feed, host_states
from digests.entries import Feed
from tests.builders import NOW
from tests.fakes.feeds import Publisher, item, publishing, rss

MINUTE = timedelta(minutes=1)
NOTICE = "The agency asks for comments on the same form as every year, under the same number, from the same people. "


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as serving:
        yield serving


def settings(publisher: Publisher, store_url: str, *paths: str, kind: str = "press") -> Settings:
    feeds = [{"url": publisher.url(path), "publisher": "The Register", "kind": kind} for path in paths or ("/feed",)]
    return Settings.model_validate(
        {
            "storage": {"url": store_url},
            "feeds": {"desk_sources": False, "allow_private": ["127.0.0.0/8"], "host_spacing": 0},
            "feed": feeds,
        }
    )


def feed_of(*pieces: Mapping[str, str]) -> str:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Register", "items": [dict(one) for one in pieces]}
    )


async def ends(bot: Bot) -> list[End]:
    return [one.end for one in await latest_articles(bot.store, limit=10)]


@pytest.mark.parametrize(
    ("kind", "copies"),
    [pytest.param("press", 1, id="a piece of the press"), pytest.param("official", 0, id="a document")],
)
async def test_one_title_and_text_twice_is_a_copy_unless_it_is_a_document(
    publisher: Publisher, store_url: str, kind: str, copies: int
) -> None:
    pieces = [
        {"id": str(number), "url": f"https://register.example/{number}", "title": "Notice", "content_text": NOTICE * 3}
        for number in range(2)
    ]
    publisher.says("/feed", feed_of(*pieces), Content_Type="application/feed+json")
    async with building(settings(publisher, store_url, kind=kind), clock=lambda: NOW, stream=StringIO()) as bot:
        assert (await bot.collect(NOW)).articles == 2
        assert (await ends(bot)).count(End.NEAR_COPY) == copies


async def test_a_host_that_asked_us_to_stay_away_is_left_alone_by_the_next_process_too(
    publisher: Publisher, store_url: str
) -> None:
    publisher.says("/busy", status=429, Retry_After="600")
    publisher.says("/quiet", feed_of(), Content_Type="application/feed+json")
    async with building(settings(publisher, store_url, "/busy"), clock=lambda: NOW, stream=StringIO()) as bot:
        assert (await bot.collect(NOW)).failed == 1
    both = settings(publisher, store_url, "/busy", "/quiet")
    async with building(both, clock=lambda: NOW, stream=StringIO()) as bot:
        for minutes in (0, 5, 9):
            await bot.collect(NOW + minutes * MINUTE)
        assert publisher.paths() == ["/busy"]
        publisher.says("/busy", feed_of(), Content_Type="application/feed+json")
        await bot.collect(NOW + 12 * MINUTE)
        assert sorted(publisher.paths()) == ["/busy", "/busy", "/quiet"]
        assert await host_states(bot.store, [host_of(publisher.url("/busy"))]) == {}, "it is forgiven"


async def test_a_feed_that_stays_broken_is_told_to_who_added_it(publisher: Publisher, store_url: str) -> None:
    shown = StringIO()
    content = settings(publisher, store_url).model_dump() | {"feed": ()}
    publisher.says("/feed", "gone", status=410)
    async with building(Settings.model_validate(content), clock=lambda: NOW, stream=shown) as bot:
        owner = Owner(platform="console", workspace="local")
        await add_feed(bot.store, Feed(url=publisher.url("/feed")), owner=owner, added_by="ada", now=NOW)
        assert (await bot.collect(NOW)).failed == 1
        assert await bot.deliver(NOW) == 1
    assert f"{publisher.url('/feed')} cannot be read" in " ".join(shown.getvalue().split())


STORY = "<html><body><article>{}</article></body></html>".format(
    "".join(f"<p>Part {n} says in some detail when the rule on chips takes effect.</p>" for n in range(8))
)


async def test_a_changed_entry_whose_page_cannot_be_read_keeps_the_text_that_was(
    publisher: Publisher, store_url: str
) -> None:
    content = settings(publisher, store_url).model_dump()
    content["feed"][0]["full_text"] = True
    link = publisher.says("/story", STORY, Content_Type="text/html; charset=utf-8")
    others = [item(n) for n in range(2, 6)]
    publisher.says("/feed", rss(*others))
    async with building(Settings.model_validate(content), clock=lambda: NOW, stream=StringIO()) as bot:
        await bot.collect(NOW)
        publisher.says("/feed", rss(item(1, title="Rule", link=link), *others))
        await bot.collect(NOW + timedelta(days=2))
        publisher.says("/story", status=503)
        publisher.says("/feed", rss(item(1, title="Rule, corrected", link=link), *others))
        await bot.collect(NOW + timedelta(days=4))
        (stored,) = [one.article for one in await latest_articles(bot.store, limit=10) if one.article.url == link]
    assert stored.title == "Rule, corrected"
    assert "Part 7" in stored.body
