"""Turns: a channel's and a workspace's, and those who are told to come back instead of waiting too long."""

import asyncio
from itertools import pairwise

import pytest

from adapters.slack.pace import LONGEST_WAIT, Pace
from bot.errors import TryLater


async def test_all_channels_of_a_workspace_share_its_turns_and_another_workspace_does_not_wait() -> None:
    pace, loop = Pace(0.01, across=0.05), asyncio.get_running_loop()
    began = loop.time()
    taken: list[tuple[str, float]] = []

    async def post(workspace: str, channel: str) -> None:
        await pace.turn(workspace, channel)
        taken.append((workspace, loop.time() - began))

    await asyncio.gather(*(post("T1", f"C{at}") for at in range(5)), post("T2", "C0"))
    assert [workspace for workspace, _ in taken[:2]] in (["T1", "T2"], ["T2", "T1"])
    assert max(at for workspace, at in taken if workspace == "T1") >= 4 * 0.05 - 0.01


async def test_whoever_would_wait_too_long_comes_back_in_turn_and_has_not_tried() -> None:
    pace = Pace(across=1.0)
    waiting = [asyncio.create_task(pace.turn("T1", f"C{at}")) for at in range(int(LONGEST_WAIT) + 1)]
    await asyncio.sleep(0)
    told = []
    for at in (7, 8, 9):
        with pytest.raises(TryLater) as refused:
            await pace.turn("T1", f"C{at}")
        told.append(refused.value)
    waits = [one.retry_after or 0.0 for one in told]
    assert all(later - earlier == pytest.approx(1.0, abs=0.2) for earlier, later in pairwise(waits))
    assert not any(one.tried for one in told)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
