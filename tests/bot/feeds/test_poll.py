"""A poll, from the publisher's bytes to the entries never seen before and the feed's next state."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from bot.feeds.poll import Outcome, Poller
from bot.ports import FeedState, FeedStatus
from digests.entries import Feed
from tests.fakes.feeds import Answer, Publisher, conditional, item, rss

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_the_first_poll_is_a_baseline_and_the_second_brings_only_what_is_new(
    publisher: Publisher, poller: Poller
) -> None:
    url = publisher.says("/feed", rss(item(2), item(1)))
    first = await poller.poll(Feed(url=url), FeedState(url=url), seen=(), now=NOW)
    assert (first.outcome, first.baseline, first.quiet) == (Outcome.READ, True, True)
    assert [entry.key for entry in first.entries] == ["id-2", "id-1"]
    assert first.state.status is FeedStatus.OK
    publisher.says("/feed", rss(item(3), item(2), item(1)))
    later = NOW + timedelta(hours=1)
    second = await poller.poll(Feed(url=url), first.state, seen={"id-1", "id-2"}, now=later)
    assert [entry.title for entry in second.entries] == ["Story 3"]
    assert not second.quiet


async def test_an_unchanged_feed_costs_a_304_and_keeps_its_etag(publisher: Publisher, poller: Poller) -> None:
    """Row 28."""
    publisher.answers["/feed"] = conditional(rss(item(1)))
    url = publisher.url("/feed")
    first = await poller.poll(Feed(url=url), FeedState(url=url), seen=(), now=NOW)
    second = await poller.poll(Feed(url=url), first.state, seen={"id-1"}, now=NOW + timedelta(hours=1))
    assert second.outcome is Outcome.UNCHANGED
    assert second.state.etag == first.state.etag == '"1"'
    assert publisher.asked[1].headers["if-none-match"] == '"1"'


async def test_a_bad_feed_does_not_hold_up_the_others(publisher: Publisher, poller: Poller) -> None:
    publisher.answers["/slow"] = Answer(rss(item(1)), trickle=0.2)
    good = [publisher.says(f"/{number}", rss(item(number))) for number in range(20)]
    due = [(Feed(url=url), FeedState(url=url)) for url in (publisher.url("/slow", host="localhost"), *good)]

    async def seen(_: Feed, __: Sequence[str]) -> Collection[str]:
        return ()

    outcomes = [polled async for polled in poller.poll_all(due, seen=seen, now=NOW)]
    assert len(outcomes) == 21
    assert [polled.outcome for polled in outcomes].count(Outcome.READ) == 20
    assert outcomes[-1].outcome is Outcome.FAILED
