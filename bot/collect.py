"""Due feeds to stored articles: polled, read, put into stories and saved, a batch in one transaction."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from rapidfuzz.fuzz import ratio

from bot.feed_troubles import note_troubles
from bot.feeds.fast import expat_doubt
from bot.feeds.poll import Outcome, Polled, Poller, host_of
from bot.grouping import Grouping
from bot.storage.articles import ArticleEnd, End, article, known_articles, near_copies
from bot.storage.collected import Collected, save_collected
from bot.storage.feeds import SeenEntry, StoredFeed, due_feeds, entry_key, host_states, move_feed, seen_entries
from bot.storage.locks import hold
from bot.storage.store import Store
from digests.articles import Article, article_from
from digests.desk import Desk
from digests.entries import Entry, Feed, SourceKind
from digests.reports import report_of
from digests.stories import Report
from digests.text import language_of
from digests.text_languages import forget_language_model

log = structlog.get_logger()

NEAR = timedelta(days=14)  # how long the same title of one publisher may be the same piece under another address
SAME_TEXT = 85.0  # likeness (0 to 100) of two texts from which they count as one
COMPARED = 2000  # characters of each that are compared
BATCH = 200  # polls that are saved together
AT_ONCE = 1000  # feeds that are taken in one go


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of collecting did, in counts."""

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    articles: int = 0
    relevant: int = 0

    def plus(self, other: "Round") -> "Round":
        """Both together."""
        return Round(**{name: getattr(self, name) + getattr(other, name) for name in Round.__dataclass_fields__})


class Collector:
    """Polls what is due and stores what it brings."""

    def __init__(self, *, store: Store, poller: Poller, desk: Desk) -> None:
        """Keep the parts; a parser that is too old to be trusted is told once, here."""
        if doubt := expat_doubt():
            log.warning("parser_doubted", problem=doubt)
        self._store = store
        self._poller = poller
        self._desk = desk
        self._grouping = Grouping(desk)
        self._known: dict[str, Mapping[str, str]] = {}

    async def collect_due(self, now: datetime) -> Round:
        """Poll every feed that is due, once, and store what they brought."""
        done = Round()
        while due := await due_feeds(self._store, now=now, limit=AT_ONCE):
            await self._learn_hosts(due)
            async for batch in self._batches(due, now):
                done = done.plus(await self._store_batch(batch, now))
            if len(due) < AT_ONCE:
                break
        forget_language_model()
        return done

    async def _learn_hosts(self, due: Sequence[StoredFeed]) -> None:
        """Know what was held against the hosts before we were started, and by others."""
        names = {host_of(one.feed.url) for one in due}
        self._poller.hosts.learn(names, await host_states(self._store, names))

    async def _batches(self, due: Sequence[StoredFeed], now: datetime) -> AsyncIterator[list[Polled]]:
        batch: list[Polled] = []
        pairs = [(one.feed, one.state) for one in due]
        async for polled in self._poller.poll_all(pairs, seen=self._seen, now=now):
            batch.append(polled)
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    async def _seen(self, feed: Feed, keys: Sequence[str]) -> Collection[str]:
        known = self._known[feed.url] = await seen_entries(self._store, feed.url)
        return {key for key in keys if entry_key(key) in known}

    async def _store_batch(self, batch: Sequence[Polled], now: datetime) -> Round:
        """Read what a batch brought and save all of it in one transaction."""
        found = await self._found_in(batch, now)
        reports = await asyncio.to_thread(lambda: [report_of(one, desk=self._desk) for one in found.articles])
        revised = await asyncio.to_thread(lambda: [report_of(one, desk=self._desk) for one in found.revised])
        new = await self._save(batch, found, reports, revised, now=now)
        for polled in batch:
            self._known.pop(polled.feed.url, None)
            await self._say(polled)
        return Round(
            polled=len(batch),
            unchanged=sum(polled.outcome is Outcome.UNCHANGED for polled in batch),
            failed=sum(polled.outcome is Outcome.FAILED for polled in batch),
            entries=sum(len(polled.entries) for polled in batch),
            articles=len(new),
            relevant=sum(report.reading.relevant for report in reports if report.article.id in new),
        )

    async def _save(
        self, batch: Sequence[Polled], found: "_Found", reports: list[Report], revised: list[Report], *, now: datetime
    ) -> frozenset[str]:
        grouped = [one for one in reports if one.reading.relevant and one.article.id not in found.ends]
        hosts = self._poller.hosts.unsaved()
        try:
            async with self._store.writing() as connection:
                if grouped:
                    await hold(connection, "grouping")
                    await self._grouping.refresh(connection, now=now, alone=self._store.on_sqlite)
                placed = self._grouping.place([one.article for one in grouped])
                ends = {one.article.id: _end(one) for one in reports} | found.ends
                collected = Collected(
                    at=now,
                    feeds=tuple(polled.state for polled in batch),
                    hosts=hosts,
                    entries=found.entries,
                    reports=tuple(reports),
                    baseline=found.baseline,
                    revised=tuple(revised),
                    placements=placed.placements,
                    merges=placed.merges,
                    sagas=placed.sagas,
                    ends=tuple(ends.values()),
                )
                new = await save_collected(connection, collected)
                for polled in batch:
                    await note_troubles(connection, polled, now=now)
            self._poller.hosts.saved(hosts)
            return new
        except BaseException:
            self._grouping.forget()  # what was placed was not saved
            raise

    async def _found_in(self, batch: Sequence[Polled], now: datetime) -> "_Found":
        """The articles of a batch: those to store, those to store anew, and the ends of those that go no further."""
        articles: dict[str, Article] = {}
        changed: dict[str, Article] = {}
        teasers: set[str] = set()
        baseline, bursts, entries = set(), set(), []
        for polled in batch:
            for entry in polled.entries:
                one = _article(entry, polled.feed, now)
                entries.append(_seen_entry(polled.feed, entry))
                if articles.setdefault(one.id, one) is one:
                    baseline |= {one.id} if polled.baseline else set()
                    bursts |= {one.id} if polled.burst else set()
            for entry in polled.changed:
                seen = _seen_entry(polled.feed, entry)
                if self._known.get(polled.feed.url, {}).get(entry_key(entry.key)) != seen.content_hash:
                    entries.append(seen)
                    one = _article(entry, polled.feed, now)
                    changed[one.id] = one
                    teasers |= {one.id} if entry.key in polled.teasers else set()
        known = await known_articles(self._store, [*articles, *changed])
        fresh = [one for one in articles.values() if one.id not in known]
        held = {id: ArticleEnd(article_id=id, end=End.HELD, reason=_BURST) for id in bursts - known}
        return _Found(
            articles=fresh,
            revised=[
                await self._with_whole_text(one) if one.id in teasers else one
                for one in changed.values()
                if one.id in known
            ],
            entries=tuple(entries),
            baseline=frozenset(baseline - known),
            ends=held | await self._near_copies(fresh, now),
        )

    async def _with_whole_text(self, one: Article) -> Article:
        """A changed article whose page could not be read now: the text read before stays when it says more."""
        stored = await article(self._store, one.id)
        longer = stored is not None and len(stored.article.body) > len(one.body)
        return replace(one, body=stored.article.body) if stored and longer else one

    async def _near_copies(self, fresh: Sequence[Article], now: datetime) -> dict[str, ArticleEnd]:
        """The ends of articles that a publisher has put out before, under another address and identity.

        Documents are never copies: a register prints many notices of one title and nearly one text, each an act.
        """
        first: dict[str, Article] = {}
        ends: dict[str, ArticleEnd] = {}
        pieces = [one for one in fresh if one.source_kind is not SourceKind.OFFICIAL]
        before = await near_copies(self._store, [one.near_key for one in pieces], since=now - NEAR)
        for one in pieces:
            known = first.get(one.near_key)
            if known is None and one.near_key in before:
                stored = await article(self._store, before[one.near_key])
                known = stored.article if stored else None
            if known is not None and _same_text(known, one):
                reason = f"the same piece as {known.id}: {known.url or known.title}"
                ends[one.id] = ArticleEnd(article_id=one.id, end=End.NEAR_COPY, reason=reason)
            else:
                first[one.near_key] = one
        return ends

    async def _say(self, polled: Polled) -> None:
        """Log what went wrong, and follow a feed that moved for good."""
        if polled.error is not None:
            say = log.warning if polled.state.failures <= 1 else log.debug  # once a trouble, not once a poll
            say("feed_failed", feed=polled.feed.url, reason=polled.error.reason, problem=str(polled.error))
        if polled.unread:
            log.info("feed_page_unread", feed=polled.feed.url, problem=polled.unread)
        if polled.moved_to:
            log.info("feed_moved", feed=polled.feed.url, to=polled.moved_to)
            await move_feed(self._store, old=polled.feed.url, new=polled.moved_to)


_BURST = "its feed brought many times what it usually brings at once"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a batch brought: new articles, changed ones, entries seen, and the ends of articles that go no further."""

    articles: list[Article]
    revised: list[Article]
    entries: tuple[SeenEntry, ...]
    baseline: frozenset[str]
    ends: dict[str, ArticleEnd]


def _article(entry: Entry, feed: Feed, now: datetime) -> Article:
    one = article_from(entry, feed, seen_at=now)
    return one if one.language else replace(one, language=language_of(f"{one.title}\n{one.body}"))


def _seen_entry(feed: Feed, entry: Entry) -> SeenEntry:
    content = "\n".join((entry.title, entry.summary, entry.content))
    digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    return SeenEntry(feed_url=feed.url, key=entry.key, content_hash=digest)


def _end(report: Report) -> ArticleEnd:
    if report.reading.relevant:
        return ArticleEnd(article_id=report.article.id, end=End.GROUPED)
    reason = "; ".join(report.reading.why) or "nothing of chip policy in it"
    return ArticleEnd(article_id=report.article.id, end=End.NOT_RELEVANT, reason=reason)


def _same_text(one: Article, other: Article) -> bool:
    """Whether two articles of one title say the same; a text that only the title is says nothing else."""
    if not one.body or not other.body:
        return True
    return ratio(one.body[:COMPARED], other.body[:COMPARED]) >= SAME_TEXT
