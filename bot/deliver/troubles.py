"""What a failed attempt says of its channel, workspace or platform: a pause, and one notice; and how they end."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import GiveUp, TryLater
from bot.storage.leases import Leased
from bot.storage.notices import Notice, add_notice, end_notice, page_notice, stopped_notice
from bot.storage.outbox import announce
from bot.storage.pauses import Pause, pause, resume
from bot.storage.store import Store, Transaction
from bot.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A pause to make, a notice to give, or both."""

    pause: Pause | None = None
    notice: Notice | None = None


def trouble_of(error: TryLater | GiveUp, leased: Leased, *, due_at: datetime, now: datetime) -> Trouble | None:
    """What an error says of more than its page; None when it says nothing.

    A page's own time to try again holds up its channel by itself, since pages are posted in order.
    """
    target = leased.target
    match error:
        case TryLater(scope="workspace"):
            return Trouble(
                pause=Pause(platform=target.platform, workspace=target.workspace, until=due_at, reason=str(error))
            )
        case TryLater(scope="platform"):
            return Trouble(pause=Pause(platform=target.platform, until=due_at, reason=str(error)))
        case GiveUp(scope="destination"):
            return _stopped(target, channel=target.channel, error=error, now=now)
        case GiveUp(scope="credential"):
            return _stopped(target, channel="", error=error, now=now)
        case GiveUp():
            text = f"A page for {target} could not be posted and is kept: {error}"
            return Trouble(notice=_notice(page_notice(leased.key), target, channel=target.channel, text=text, now=now))
        case _:
            return None


async def note_trouble(connection: Transaction, trouble: Trouble) -> None:
    """Pause and give notice, once however often the same trouble comes up."""
    if trouble.pause:
        await pause(connection, trouble.pause)
    if trouble.notice:
        await add_notice(connection, trouble.notice)


async def resume_target(store: Store, target: Target) -> bool:
    """Post to a channel again, because we were invited again or a manager says so; false when it was not paused."""
    return await _resume(store, platform=target.platform, workspace=target.workspace, channel=target.channel)


async def resume_workspace(store: Store, *, platform: str, workspace: str) -> bool:
    """Post to a workspace again, because it has installed us again; false when it was not paused."""
    return await _resume(store, platform=platform, workspace=workspace, channel="")


async def stop_workspace(connection: Transaction, *, platform: str, workspace: str, reason: str, now: datetime) -> None:
    """Post no more to a workspace that removed us, and give one notice; its queue is kept until we are back."""
    place = Target(platform=platform, workspace=workspace, channel="")
    text = f"Nothing can be posted to {platform}:{workspace}: {reason}. What is due is kept."
    held = Pause(platform=platform, workspace=workspace, until=None, reason=reason)
    notice = _notice(stopped_notice(""), place, channel="", text=text, now=now)
    await note_trouble(connection, Trouble(pause=held, notice=notice))


async def _resume(store: Store, *, platform: str, workspace: str, channel: str) -> bool:
    async with store.writing() as connection:
        paused = await resume(connection, platform=platform, workspace=workspace, channel=channel)
        await end_notice(connection, key=stopped_notice(channel), platform=platform, workspace=workspace)
    announce(store)
    return paused


def _stopped(target: Target, *, channel: str, error: GiveUp, now: datetime) -> Trouble:
    place = str(target) if channel else f"{target.platform}:{target.workspace}"
    text = f"Nothing can be posted to {place}: {error}. What is due is kept until that is mended."
    return Trouble(
        pause=Pause(
            platform=target.platform, workspace=target.workspace, channel=channel, until=None, reason=str(error)
        ),
        notice=_notice(stopped_notice(channel), target, channel=channel, text=text, now=now),
    )


def _notice(key: str, target: Target, *, channel: str, text: str, now: datetime) -> Notice:
    return Notice(
        key=key, platform=target.platform, workspace=target.workspace, channel=channel, text=text, created_at=now
    )
