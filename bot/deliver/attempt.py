"""One leased page to the outcome of one attempt: looked up if it may be there already, else posted."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.deliver.plain import plain_page
from bot.deliver.troubles import Trouble, trouble_of
from bot.deliver.waits import CALL_SECONDS, LOOK_MARGIN, Chance, Clock, look_again_at, may_call, try_again_at
from bot.errors import Ambiguous, GiveUp, TryLater
from bot.ports import FindsBelow, Platform, Threaded
from bot.storage.leases import EXPIRED, Leased, Outcome
from bot.storage.outbox import PageKind, PageState
from digests.message import Message

log = structlog.get_logger()

NOT_READABLE = "it may have been posted, and the channel cannot be read back"
TOO_SLOW = "the lease was too short to post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted:
    """The outcome of an attempt, and what it tells of the channel, the workspace or the platform."""

    outcome: Outcome
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to bring one page to its platform."""

    leased: Leased
    platform: Platform
    clock: Clock
    chance: Chance

    async def made(self) -> Attempted:
        """Look first where an earlier attempt may have posted the page, then post it; never raises for a platform."""
        if self.leased.unsure_since is not None:
            settled = await self._looked(self.leased.unsure_since)
            if settled is not None:
                return settled
        if not may_call(self.leased, self.clock.now()):
            return self._given_back(TOO_SLOW)
        try:
            page = self.leased.page
        except ValueError as error:  # a newer program wrote it: let that one post it
            return self._later(str(error))
        return await self._posted(plain_page(page) if self.leased.plain else page)

    async def _looked(self, since: datetime) -> Attempted | None:
        """What read-back says; None when the page has to be posted."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                found = await self._found(since - LOOK_MARGIN)
        except GiveUp as error:
            kept = self._unreadable(error)
            if kept is not None:
                return kept
            found = None
        except TryLater as error:
            return self._unsure(str(error), error)
        except Exception as error:  # whatever went wrong, we still do not know
            self._say_if_unforeseen(error)
            return self._unsure(_words(error))
        if found is not None:
            return self._end(PageState.SENT, platform_id=found)
        expires_at = self.leased.expires_at
        if expires_at is not None and expires_at <= self.clock.now():
            return self._end(PageState.REJECTED, reason=EXPIRED)
        return None

    async def _posted(self, page: Message) -> Attempted:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                posted = await self._called(page)
        except TryLater as error:
            return self._later(str(error), error)
        except GiveUp as error:
            return self._refused(error)
        except Exception as error:  # Ambiguous, a timeout, or a fault of ours after which nobody can tell
            self._say_if_unforeseen(error)
            return self._unsure(_words(error))
        return self._end(PageState.SENT, platform_id=posted)

    async def _found(self, since: datetime) -> str | None:
        """The platform's id of the page, if it was posted since, looked for where it would stand."""
        leased, platform = self.leased, self.platform
        if leased.reply_to and isinstance(platform, FindsBelow):
            return await platform.find_below(leased.target, key=leased.key, since=since, to=leased.reply_to)
        return await platform.find(leased.target, key=leased.key, since=since)

    async def _called(self, page: Message) -> str:
        """The platform's id of the page, posted, under another post when it goes there."""
        above = self.leased.reply_to
        if above and isinstance(self.platform, Threaded):
            return await self.platform.reply(self.leased.target, page, key=self.leased.key, to=above)
        return await self.platform.send(self.leased.target, page, key=self.leased.key)

    def _unreadable(self, error: GiveUp) -> Attempted | None:
        if error.scope != "page":
            return self._unsure(str(error), error)
        if self.leased.kind is not PageKind.DIGEST:
            return None
        return self._end(PageState.PARKED, reason=f"{NOT_READABLE}: {error}", error=error)

    def _refused(self, error: GiveUp) -> Attempted:
        if error.scope != "page":
            return self._later(str(error), error)
        if self.leased.plain:
            return self._end(PageState.PARKED, reason=str(error), error=error)
        outcome = Outcome(
            leased=self.leased, state=PageState.PLANNED, due_at=self.clock.now(), reason=str(error), plain=True
        )
        return Attempted(outcome=outcome)

    def _given_back(self, reason: str) -> Attempted:
        """Nothing was posted in this attempt: the page is as sure or unsure as it was before."""
        state = PageState.PLANNED if self.leased.unsure_since is None else PageState.AMBIGUOUS
        return Attempted(outcome=Outcome(leased=self.leased, state=state, due_at=self.clock.now(), reason=reason))

    def _later(self, reason: str, error: TryLater | GiveUp | None = None) -> Attempted:
        retry_after = error.retry_after if isinstance(error, TryLater) else None
        due_at = try_again_at(
            self.clock.now(), attempt=self.leased.attempt, retry_after=retry_after, chance=self.chance
        )
        return self._again(PageState.PLANNED, due_at, reason, error)

    def _unsure(self, reason: str, error: TryLater | GiveUp | None = None) -> Attempted:
        retry_after = error.retry_after if isinstance(error, TryLater) else None
        due_at = look_again_at(
            self.clock.now(), attempt=self.leased.attempt, retry_after=retry_after, chance=self.chance
        )
        return self._again(PageState.AMBIGUOUS, due_at, reason, error)

    def _again(self, state: PageState, due_at: datetime, reason: str, error: TryLater | GiveUp | None) -> Attempted:
        trouble = trouble_of(error, self.leased, due_at=due_at, now=self.clock.now()) if error else None
        tried = not isinstance(error, TryLater) or error.tried
        if isinstance(error, GiveUp):
            due_at = self.clock.now()  # its place is paused: the page is due as soon as that ends
        return Attempted(
            outcome=Outcome(leased=self.leased, state=state, due_at=due_at, reason=reason, tried=tried), trouble=trouble
        )

    def _end(
        self, state: PageState, *, platform_id: str | None = None, reason: str = "", error: GiveUp | None = None
    ) -> Attempted:
        now = self.clock.now()
        trouble = trouble_of(error, self.leased, due_at=now, now=now) if error else None
        outcome = Outcome(leased=self.leased, state=state, platform_id=platform_id, reason=reason)
        return Attempted(outcome=outcome, trouble=trouble)

    def _say_if_unforeseen(self, error: Exception) -> None:
        if not isinstance(error, Ambiguous | TimeoutError):
            log.error("platform_raised", target=str(self.leased.target), key=self.leased.key, exc_info=error)


def cut_short(leased: Leased, now: datetime) -> Outcome:
    """The outcome of an attempt that was stopped under way: nobody knows, so whoever goes on looks first."""
    return Outcome(leased=leased, state=PageState.AMBIGUOUS, due_at=now, reason="stopped while it was being posted")


def _words(error: Exception) -> str:
    return (
        f"no answer within {CALL_SECONDS:g} seconds"
        if isinstance(error, TimeoutError)
        else str(error) or type(error).__name__
    )
