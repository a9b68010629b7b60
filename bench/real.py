"""Publishers' own feeds, good and broken, served on loopback and polled by the real poller; no network.

`python -m bench.real [--fixtures fixtures.tar.gz] [--register documents.jsonl.gz] [--apart] [--json]`

Prints how many were read, one line for every one that was not, how far titles, links, ids and dates agree with
the expectations that the fixtures carry, and the digest that the bot composes of the register's chip policy.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from adapters.console.connection import ConsolePlatform
from bench.documents import Collected, collected, register_feeds
from bench.fixtures import Fixture, expectations, fixtures_in
from bot.feeds.fetch import Fetcher, FetchSettings
from bot.feeds.poll import Due, Outcome, Polled, Poller, PollSettings
from bot.feeds.sandbox import Sandbox
from bot.ports import FeedState
from digests.entries import Entry, Feed
from digests.layout import digest_message
from tests.fakes.feeds import Answer, Publisher, publishing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SHOWN = 12


@dataclass(slots=True)
class Agreement:
    """How often a field came out as expected, and the first cases where it did not."""

    agreed: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    apart: list[str] = field(default_factory=list)
    left_out: int = 0

    def compare(self, fixture: Fixture, entries: Sequence[Entry]) -> None:
        """Count what a fixture expects of its entries."""
        for at, name, value in expectations(fixture):
            if at >= len(entries):
                self.left_out += 1
                self.apart.append(f"{fixture.name} entry {at} {name}: expected {value!r}, the entry was left out")
                continue
            got = _field(entries[at], name)
            self.expected[name] += 1
            if got == value or (name == "title" and visible(str(got)) == visible(str(value))):
                self.agreed[name] += 1
            else:
                self.apart.append(f"{fixture.name} entry {at} {name}: expected {value!r}, got {got!r}")


def visible(markup: str) -> str:
    """The words of a title as a reader sees them: markup is for articles to clean, and expectations vary in it."""
    tree = LexborHTMLParser(f"<body>{markup}")
    tree.strip_tags(["script", "style"])
    return " ".join((tree.body.text() if tree.body else "").split()) or markup[:1]


def _field(entry: Entry, name: str) -> object:
    fields: Mapping[str, object] = {
        "title": entry.title,
        "link": entry.link,
        "id": entry.key,
        "date": entry.published_at,
    }
    return fields[name]


async def poll_all(publisher: Publisher, paths: Sequence[str]) -> dict[str, Polled]:
    """Every path polled once by the real poller, with the sandbox as it is in service."""

    async def nothing_seen(_: Feed, __: Sequence[str]) -> Collection[str]:
        return ()

    due: list[Due] = [(Feed(url=publisher.url(path)), FeedState(url=publisher.url(path))) for path in paths]
    fetcher = Fetcher(FetchSettings(allow=("127.0.0.0/8",), contact="https://bench.example"))
    found: dict[str, Polled] = {}
    async with Poller(fetcher, settings=PollSettings(per_host=16, spacing=0.0), sandbox=Sandbox(workers=2)) as poller:
        async for polled in poller.poll_all(due, seen=nothing_seen, now=NOW):
            found[polled.feed.url.removeprefix(publisher.url(""))] = polled
    return found


async def serve_and_poll(fixtures: Sequence[Fixture], documents: Sequence[bytes]) -> dict[str, Polled]:
    """Fixtures and documents served on loopback, and what polling them gave, by path."""
    async with publishing() as publisher:
        for fixture in fixtures:
            publisher.answers[fixture.path] = Answer(fixture.body, 200, fixture.headers)
        for number, body in enumerate(documents):
            publisher.answers[f"/register/{number}"] = Answer(body, 200, {"Content-Type": "application/json"})
        return await poll_all(publisher, list(publisher.answers))


def report(fixtures: Sequence[Fixture], found: Mapping[str, Polled], console: Console) -> dict[str, object]:
    """What was read and how far it agrees, printed and as a value."""
    agreement = Agreement()
    for fixture in track(fixtures, "Comparing", console=console, transient=True, disable=not console.is_terminal):
        polled = found[fixture.path]
        if polled.outcome is Outcome.READ:
            agreement.compare(fixture, polled.entries)
    failures = [f"{path}: {polled.error}" for path, polled in found.items() if polled.outcome is Outcome.FAILED]
    for line in failures:
        console.print(f"[dim]{line}", highlight=False, markup=True, soft_wrap=True)
    table = Table(title="Real feeds")
    for column in ("", "count", "of"):
        table.add_column(column, justify="left" if not column else "right")
    read = sum(polled.outcome is Outcome.READ for polled in found.values())
    table.add_row("feeds read", str(read), str(len(found)))
    table.add_row("entries", str(sum(len(polled.entries) for polled in found.values())), "")
    for name in ("title", "link", "id", "date"):
        table.add_row(f"{name} as expected", str(agreement.agreed[name]), str(agreement.expected[name]))
    table.add_row("expectations of entries with nothing to say, or cut off", str(agreement.left_out), "")
    console.print(table)
    return {
        "feeds": len(found),
        "read": read,
        "failures": failures,
        "agreed": dict(agreement.agreed),
        "expected": dict(agreement.expected),
        "left_out": agreement.left_out,
        "apart": agreement.apart,
    }


def show_documents(found: Collected, console: Console) -> dict[str, object]:
    """What the bot made of the register's documents, printed and in counts."""
    done = found.round
    console.print(
        f"{done.polled} feeds of documents, {done.failed} failed; {done.entries:,} entries, {done.articles:,} "
        f"articles, {done.relevant:,} of them chip policy. Their digest:\n"
    )
    ConsolePlatform(sys.stderr if console.stderr else sys.stdout, clock=lambda: NOW).show(
        digest_message(found.digest, title="Chip policy", zone=UTC)
    )
    return {"polled": done.polled, "failed": done.failed, "articles": done.articles, "relevant": done.relevant}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(__file__).parents[2] / "shared" / "data"
    parser.add_argument("--fixtures", type=Path, default=shared / "feeds" / "fixtures.tar.gz")
    parser.add_argument("--register", type=Path, default=shared / "register" / "documents.jsonl.gz")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--apart", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    fixtures = list(fixtures_in(options.fixtures))
    documents = list(register_feeds(options.register)) if options.register.exists() else []
    found = asyncio.run(serve_and_poll(fixtures, documents))
    console = Console(stderr=options.json)
    result = report(fixtures, found, console)
    if documents:
        result["register"] = show_documents(asyncio.run(collected(documents, now=NOW, limit=SHOWN)), console)
    if options.json:
        print(json.dumps(result))
    elif options.apart:
        print(*result["apart"], sep="\n")  # type: ignore[misc]


if __name__ == "__main__":
    main()
