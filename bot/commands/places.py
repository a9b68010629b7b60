"""A channel to what holds in it: its zone, when it last had a digest, the stories that are called by number there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.commands.command import Request
from bot.commands.services import Services
from bot.commands.shapes import read_zone
from bot.errors import CommandError
from bot.publish import FIRST_WINDOW, LONGEST_WINDOW
from bot.storage.alert_places import ZONE
from bot.storage.digests import DigestRecord, DigestState, digests_of
from bot.storage.kept import numbered_story
from bot.storage.listings import keep_listing, listing_of
from bot.storage.settings import setting
from bot.storage.store import At
from bot.storage.stories import story_by_id
from bot.storage.subscriptions import subscriptions_of
from bot.targets import Target
from digests.stories import Story

LONGEST_ID = 64
LARGEST_NUMBER = 50
_LOOKED_AT = 20  # digests: several subscriptions of one channel, some superseded


async def zone_for(services: Services, target: Target, at: At | None = None) -> ZoneInfo:
    """The zone in which a channel reads times: its setting, else its first subscription's, else UTC."""
    asked = at or services.store
    place = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    named = read_zone(await setting(asked, ZONE, **place) or "")
    if named is None:
        orders = await subscriptions_of(asked, **place)
        named = next((zone for order in orders if (zone := read_zone(order.zone))), "UTC")
    return ZoneInfo(named)


async def last_digest_in(services: Services, target: Target, *, before: datetime) -> DigestRecord | None:
    """The latest digest that a channel was sent, up to a moment."""
    found = await digests_of(services.store, target, limit=_LOOKED_AT)
    return next((one for one in found if one.state is DigestState.QUEUED and one.until <= before), None)


async def since_last_digest(services: Services, target: Target, *, now: datetime) -> datetime:
    """From when on a channel has seen no digest: a day back when there was none, a week at most."""
    last = await last_digest_in(services, target, before=now)
    return max(last.until, now - LONGEST_WINDOW) if last else now - FIRST_WINDOW


async def note_listing(request: Request, services: Services, story_ids: Sequence[str]) -> None:
    """Keep which stories are shown, to the asker or to all, so that their numbers can be used; no story, no list."""
    if story_ids:
        person = "" if request.value("share") else request.asker.id
        await keep_listing(services.store, request.target, person=person, story_ids=story_ids, now=request.now)


async def story_named(request: Request, services: Services) -> Story:
    """The story that the option `story` names: its id, or its number in the list that the asker saw last."""
    name = request.value("story").removeprefix("#")
    if name.isascii() and name.isdigit() and int(name[:4]) <= LARGEST_NUMBER:
        return await story_numbered(int(name), request, services)
    story = await story_by_id(services.store, name) if len(name) <= LONGEST_ID else None
    if story is None:
        raise CommandError(
            f"There is no story {name[:40]!r}; look one up with /brief topic {name[:40]}, or name its number"
        )
    return story


async def story_numbered(number: int, request: Request, services: Services) -> Story:
    """The story with a number in the newest list that the asker has seen here; CommandError when there is none.

    That is an answer, a list of alerts, or the channel's last digest if it came later.
    """
    digest = await last_digest_in(services, request.target, before=request.now + timedelta(minutes=1))
    listed = await listing_of(services.store, request.target, person=request.asker.id)
    if listed is not None and (digest is None or listed.listed_at >= digest.created_at):
        story_id = listed.story_ids[number - 1] if 1 <= number <= len(listed.story_ids) else None
        where = "The last list here"
    elif digest is not None:
        story_id = await numbered_story(services.store, digest_id=digest.id, number=number)
        where = "The last digest here"
    else:
        raise CommandError("You have been shown no list of stories here yet: ask /brief now, or name a story's id")
    story = await story_by_id(services.store, story_id) if story_id else None
    if story is None:
        raise CommandError(f"{where} has no story {number}")
    return story
