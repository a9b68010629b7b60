"""A poll, from the publisher's bytes to the entries never seen before and the feed's next state."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.fetch import Fetcher, FetchSettings
from bot.feeds.gate import HostGate
from bot.feeds.line import run_side_by_side
from bot.feeds.notices import NoticeKind
from bot.feeds.poll import Outcome, Polled, Poller, PollSettings, host_of
from bot.feeds.sandbox import Sandbox
from bot.ports import FeedState, FeedStatus
from digests.entries import Feed
from tests.fakes.feeds import Answer, Publisher, conditional, item, rss

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def nothing_seen(_: Feed, __: Sequence[str]) -> Collection[str]:
    return ()


async def polled(
    poller: Poller, url: str, state: FeedState | None = None, *, seen: Collection[str] = (), hours: float = 0
) -> Polled:
    return await poller.poll(Feed(url=url), state or FeedState(url=url), seen=seen, now=NOW + hours * HOUR)


async def test_the_first_poll_is_a_baseline_and_the_second_brings_only_what_is_new(
    publisher: Publisher, poller: Poller
) -> None:
    """Complaint 9: no flood when a feed is added."""
    url = publisher.says("/feed", rss(item(2), item(1)))
    first = await polled(poller, url)
    assert (first.outcome, first.baseline, first.quiet) == (Outcome.READ, True, True)
    assert [entry.key for entry in first.entries] == ["id-2", "id-1"]
    assert first.state.status is FeedStatus.OK
    assert first.facts is not None
    assert first.facts.title == "The Weekly Wafer"
    publisher.says("/feed", rss(item(3), item(2), item(1)))
    second = await polled(poller, url, first.state, seen={"id-1", "id-2"}, hours=1)
    assert [entry.title for entry in second.entries] == ["Story 3"]
    assert not second.quiet


PAGE = "<html><body><article><h1>Rule</h1>{}</article></body></html>".format(
    "".join(f"<p>Paragraph {n} says in some detail when the rule on chips takes effect.</p>" for n in range(8))
)


async def test_a_feed_of_teasers_brings_the_texts_of_its_pages(publisher: Publisher, poller: Poller) -> None:
    page = publisher.says("/story", PAGE, Content_Type="text/html; charset=utf-8")
    gone = publisher.url("/gone")
    url = publisher.says("/feed", rss(item(1)))
    teasers = Feed(url=url, full_text=True)
    first = await poller.poll(teasers, FeedState(url=url), seen=(), now=NOW)
    publisher.says("/feed", rss(item(3, link=gone), item(2, link=page), item(1)))
    second = await poller.poll(teasers, first.state, seen={"id-1"}, now=NOW + HOUR)
    missing, whole = second.entries
    assert "Paragraph 7" in whole.content
    assert missing.summary == "What happened in case 3."
    assert second.unread.startswith(gone)
    assert "/story" not in publisher.paths()[: publisher.paths().index("/robots.txt")], "a site is asked first"


async def test_an_unchanged_feed_costs_a_304_and_keeps_its_etag(publisher: Publisher, poller: Poller) -> None:
    """Row 28."""
    publisher.answers["/feed"] = conditional(rss(item(1)))
    url = publisher.url("/feed")
    first = await polled(poller, url)
    second = await polled(poller, url, first.state, seen={"id-1"}, hours=1)
    assert second.outcome is Outcome.UNCHANGED
    assert second.state.etag == first.state.etag == '"1"'
    assert publisher.asked[1].headers["if-none-match"] == '"1"'


async def test_an_empty_answer_takes_nothing_away(publisher: Publisher, poller: Poller) -> None:
    """Row 1."""
    url = publisher.says("/feed", rss(item(1)))
    first = await polled(poller, url)
    publisher.says("/feed", b"")
    empty = await polled(poller, url, first.state, seen={"id-1"}, hours=1)
    assert (empty.outcome, empty.state.last_reason, empty.state.failures) == (Outcome.FAILED, "empty", 1)
    assert empty.state.content_hash == first.state.content_hash


async def test_an_edited_entry_is_reported_as_changed_and_not_as_new(publisher: Publisher, poller: Poller) -> None:
    """Rows 17 and 20."""
    url = publisher.says("/feed", rss(item(2), item(1)))
    first = await polled(poller, url)
    publisher.says("/feed", rss(item(2), item(1, title="Edited")))
    second = await polled(poller, url, first.state, seen={"id-1", "id-2"}, hours=1)
    assert second.entries == ()
    assert [entry.title for entry in second.changed] == ["Edited"]


async def test_a_date_rewritten_at_each_poll_brings_nothing_new(publisher: Publisher, poller: Poller) -> None:
    """Row 19."""
    url = publisher.says("/feed", rss(item(1, date="Mon, 23 Nov 2026 08:00:00 GMT")))
    state = (await polled(poller, url)).state
    for hour in range(9, 14):
        publisher.says("/feed", rss(item(1, date=f"Mon, 23 Nov 2026 {hour:02}:00:00 GMT")))
        found = await polled(poller, url, state, seen={"id-1"}, hours=hour - 8)
        state = found.state
        assert found.entries == ()


async def test_a_feed_that_changes_all_its_guids_is_held_back_with_one_notice(
    publisher: Publisher, poller: Poller
) -> None:
    """Row 18, threat 5."""
    dates = [f"2026-11-{day:02}T00:00:00Z" for day in range(1, 24)]
    url = publisher.says("/feed", rss(*(item(n, date=date) for n, date in enumerate(dates))))
    first = await polled(poller, url)
    publisher.says("/feed", rss(*(item(n, guid=f"new-{n}", date=date) for n, date in enumerate(dates))))
    second = await polled(poller, url, first.state, seen={entry.key for entry in first.entries}, hours=6)
    assert (second.burst, second.quiet, len(second.entries)) == (True, True, 23)
    assert [notice.kind for notice in second.notices] == [NoticeKind.BURST]
    assert second.state.status is FeedStatus.QUARANTINED
    publisher.says("/feed", rss(item(99), *(item(n, guid=f"new-{n}", date=date) for n, date in enumerate(dates))))
    third = await polled(poller, url, second.state, seen={f"new-{n}" for n in range(23)}, hours=12)
    assert ([entry.key for entry in third.entries], third.burst) == (["id-99"], False)
    assert third.state.status is FeedStatus.OK


async def test_three_permanent_redirects_give_the_new_address(publisher: Publisher, poller: Poller) -> None:
    """Row 25."""
    publisher.says("/old", b"", status=301, Location="/new")
    publisher.answers["/new"] = conditional(rss(item(1)))
    state, moves = FeedState(url=publisher.url("/old")), []
    for hour in range(4):
        found = await polled(poller, publisher.url("/old"), state, seen={"id-1"}, hours=hour)
        state = found.state
        moves.append(found.moved_to)
    new = publisher.url("/new")
    assert moves == ["", "", new, new]


async def test_a_host_that_asks_for_rest_is_not_asked_for_its_other_feeds(publisher: Publisher, poller: Poller) -> None:
    """Row 32."""
    busy = publisher.says("/busy", b"later", status=429, Retry_After="3600")
    other = publisher.says("/other", rss(item(1)))
    assert (await polled(poller, busy)).outcome is Outcome.FAILED
    postponed = await polled(poller, other, hours=0.5)
    assert (postponed.outcome, postponed.state.failures) == (Outcome.POSTPONED, 0)
    assert postponed.state.next_poll_at == NOW + HOUR
    assert publisher.paths() == ["/busy"]
    assert (await polled(poller, other, hours=1)).outcome is Outcome.READ


async def test_a_bad_feed_does_not_hold_up_the_others(
    publisher: Publisher, impatient: Fetcher, sandbox: Sandbox
) -> None:
    """Promise 2."""
    publisher.answers["/slow"] = Answer(rss(item(1)), trickle=0.2)
    good = [publisher.says(f"/{number}", rss(item(number))) for number in range(20)]
    due = [(Feed(url=url), FeedState(url=url)) for url in (publisher.url("/slow", host="localhost"), *good)]
    poller = Poller(impatient, settings=PollSettings(spacing=0.0), sandbox=sandbox)
    outcomes = [found async for found in poller.poll_all(due, seen=nothing_seen, now=NOW)]
    assert [found.outcome for found in outcomes] == [Outcome.READ] * 20 + [Outcome.FAILED]


async def test_a_host_is_asked_for_few_feeds_at_once(publisher: Publisher, poller: Poller) -> None:
    """Threat 19."""
    due = []
    for number in range(12):
        publisher.answers[f"/{number}"] = Answer(rss(item(number)), wait=0.02)
        url = publisher.url(f"/{number}")
        due.append((Feed(url=url), FeedState(url=url)))
    assert len([one async for one in poller.poll_all(due, seen=nothing_seen, now=NOW)]) == 12
    assert publisher.most_at_once == 2


async def test_requests_to_a_host_keep_their_distance(publisher: Publisher) -> None:
    """Threat 19, complaint 25."""
    clock = asyncio.get_running_loop().time
    gate = HostGate(at_once=2, spacing=0.05)
    begun = []
    start = clock()

    async def ask() -> None:
        await gate.enter("weekly.example")
        begun.append(clock())
        gate.leave("weekly.example")

    await asyncio.gather(*(ask() for _ in range(4)))
    assert all(moment - start >= 0.05 * number for number, moment in enumerate(begun))


async def test_a_turn_that_nobody_waits_for_any_more_is_passed_on() -> None:
    gate = HostGate(at_once=1, spacing=0.0)
    await gate.enter("a")
    gone, patient = asyncio.create_task(gate.enter("a")), asyncio.create_task(gate.enter("a"))
    await asyncio.sleep(0)
    gone.cancel()
    gate.leave("a")
    await asyncio.wait_for(patient, 1)
    gate.leave("a")
    await asyncio.wait_for(gate.enter("a"), 1)


async def test_an_error_of_the_store_is_not_taken_for_the_feeds(publisher: Publisher, poller: Poller) -> None:
    url = publisher.says("/feed", rss(item(1)))

    async def broken(_: Feed, __: Sequence[str]) -> Collection[str]:
        raise LookupError("the store is away")

    with pytest.raises(LookupError):
        await poller.poll(Feed(url=url), FeedState(url=url), seen=broken, now=NOW)
    with pytest.raises(LookupError):
        _ = [one async for one in poller.poll_all([(Feed(url=url), FeedState(url=url))], seen=broken, now=NOW)]


@pytest.mark.parametrize("url", ["", "nonsense", "http://[", "ftp://weekly.example/", "http://10.0.0.1/feed"])
async def test_an_address_that_cannot_be_polled_fails_like_a_feed(poller: Poller, url: str) -> None:
    found = await polled(poller, url)
    assert (found.outcome, found.state.last_reason) == (Outcome.FAILED, "refused_address")


async def test_a_feed_that_kills_the_parser_three_times_is_in_quarantine(publisher: Publisher) -> None:
    """Row 11, promise 2."""
    author = "a@" + "a." * 40_000
    url = publisher.says("/feed", f"<rss><channel><item><body>x</body><author>{author}</author></item></channel></rss>")
    fetcher = Fetcher(FetchSettings(allow=("127.0.0.1",)))
    async with Poller(fetcher, settings=PollSettings(spacing=0.0), sandbox=Sandbox(seconds=0.2)) as impatient:
        state = FeedState(url=url)
        for hour in range(3):
            found = await polled(impatient, url, state, hours=hour)
            state = found.state
            assert state.last_reason == "parser_killed"
    assert (state.status, state.parser_kills) == (FeedStatus.QUARANTINED, 3)
    assert [notice.kind for notice in found.notices] == [NoticeKind.QUARANTINED]


async def test_a_crash_before_storing_loses_no_entry(publisher: Publisher, poller: Poller) -> None:
    url = publisher.says("/feed", rss(item(1)))
    first = await polled(poller, url)
    publisher.says("/feed", rss(item(2), item(1)))
    await polled(poller, url, first.state, seen={"id-1"}, hours=1)  # its outcome is lost
    again = await polled(poller, url, first.state, seen={"id-1"}, hours=2)
    assert [entry.key for entry in again.entries] == ["id-2"]


@pytest.mark.parametrize(
    ("url", "host"), [("https://Weekly.example:8443/x", "weekly.example:8443"), ("http://[", ""), ("nothing", "")]
)
def test_feeds_are_grouped_by_host(url: str, host: str) -> None:
    assert host_of(url) == host


jobs = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), max_size=40)


@given(jobs=jobs, at_once=st.integers(1, 6), per_host=st.integers(1, 3))
@settings(deadline=None, max_examples=60)
async def test_every_job_is_done_once_within_the_limits(
    jobs: list[tuple[str, int]], at_once: int, per_host: int
) -> None:
    numbered = [(host, naps, number) for number, (host, naps) in enumerate(jobs)]
    running: dict[str, int] = {}

    async def run(job: tuple[str, int, int]) -> int:
        host, naps, number = job
        running[host] = running.get(host, 0) + 1
        assert running[host] <= per_host
        assert sum(running.values()) <= at_once
        for _ in range(naps):
            await asyncio.sleep(0)
        running[host] -= 1
        return number

    done = [
        one
        async for one in run_side_by_side(
            numbered, host=lambda job: job[0], run=run, at_once=at_once, per_host=per_host
        )
    ]
    assert sorted(done) == list(range(len(jobs)))
