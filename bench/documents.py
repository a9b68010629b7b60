"""The register's documents as feeds, through the whole bot on loopback, to a digest of those that are chip policy."""

import gzip
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.collect import Round
from bot.config import Settings
from bot.editor import digest_between
from bot.main import building
from digests.digest import Digest
from tests.fakes.feeds import Answer, publishing

A_FEED_OF_DOCUMENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one round of the bot made of the documents."""

    round: Round
    digest: Digest


def register_feeds(path: Path) -> Iterator[bytes]:
    """The register's documents as answers of its API, a hundred each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [_api_document(json.loads(line)) for line in lines]
    for start in range(0, len(documents), A_FEED_OF_DOCUMENTS):
        chunk = documents[start : start + A_FEED_OF_DOCUMENTS]
        yield json.dumps({"count": len(chunk), "description": "Documents", "results": chunk}).encode()


def _api_document(document: Mapping[str, str]) -> dict[str, str]:
    return {
        "document_number": document["id"],
        "title": document["title"],
        "abstract": document["summary"],
        "publication_date": document["date"],
        "html_url": document["url"],
    }


async def collected(feeds: Sequence[bytes], *, now: datetime, limit: int) -> Collected:
    """Everything polled, read, grouped and stored by the bot as it is in service, and the digest of all of it."""
    async with publishing() as publisher:
        for number, body in enumerate(feeds):
            publisher.answers[f"/register/{number}"] = Answer(body, 200, {"Content-Type": "application/json"})
        with tempfile.TemporaryDirectory() as folder:
            settings = _settings([publisher.url(path) for path in publisher.answers], Path(folder))
            async with building(settings, clock=lambda: now) as bot:
                done = await bot.collect(now)
                since = datetime(2020, 1, 1, tzinfo=UTC)
                digest = await digest_between(bot.store, bot.desk, since=since, until=now, limit=limit)
    return Collected(round=done, digest=digest)


def _settings(urls: Sequence[str], folder: Path) -> Settings:
    feed = {"publisher": "Federal Register", "kind": "official"}
    content = {
        "storage": {"url": f"sqlite:///{folder / 'register.sqlite'}"},
        "feeds": {"desk_sources": False, "allow_private": ["127.0.0.0/8"], "host_spacing": 0, "contact": "a bench"},
        "feed": [{"url": url, **feed} for url in urls],
    }
    return Settings.model_validate(content)
