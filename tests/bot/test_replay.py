"""A replay runs the whole bot: watches are looked at, and the clock stops where an alert is due."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO

from bot.cli.replay import TERMINAL, replayed
from bot.storage import open_store
from bot.storage.alerts import AlertState, alerts_of
from bot.storage.watches import Cadence, Watch, save_watch
from sample.week import load_week


async def test_a_replay_tells_watches_at_their_time(migrated_url: str) -> None:
    whole = load_week()
    week = replace(whole, feeds=tuple(feed for feed in whole.feeds if feed.publisher == "Sample Wire"))
    begin = min(entry.listed_at for _, entry in week.entries) - timedelta(hours=9)
    watch = Watch(id="1", target=TERMINAL, query="h200", cadence=Cadence.HOURLY, created_at=begin)
    async with await open_store(migrated_url) as store:
        await save_watch(store, watch)
    shown = StringIO()
    await replayed(week, stream=shown, storage=migrated_url)
    async with await open_store(migrated_url) as store:
        alerts = await alerts_of(store, watch.key)
    told = [alert.told_at for alert in alerts if alert.state is AlertState.TOLD]
    assert told
    assert all(isinstance(at, datetime) and (at.minute, at.second) == (0, 0) for at in told)
    assert shown.getvalue().count("Alert for h200") >= 1
