"""What collecting does with pieces that look alike: a publisher's copies end, documents of a register do not."""

import json
from collections.abc import AsyncIterator, Mapping
from io import StringIO

import pytest

from bot.config import Settings
from bot.main import Bot, building
from bot.storage.articles import End, latest_articles
from tests.builders import NOW
from tests.fakes.feeds import Publisher, publishing

NOTICE = "The agency asks for comments on the same form as every year, under the same number, from the same people. "


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as serving:
        yield serving


def settings(publisher: Publisher, store_url: str, *, kind: str) -> Settings:
    return Settings.model_validate(
        {
            "storage": {"url": store_url},
            "feeds": {"desk_sources": False, "allow_private": ["127.0.0.0/8"], "host_spacing": 0},
            "feed": [{"url": publisher.url("/feed"), "publisher": "The Register", "kind": kind}],
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
