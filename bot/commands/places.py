"""A channel to what holds in it: its zone, when it last had a digest, the stories it calls by number."""

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


async def story_named(request: Request, services: Services) -> Story:
    """The story that the option `story` names: its id, or its number in the channel's last digest."""
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
    """The story with a number in the channel's last digest; CommandError when there is none."""
    last = await last_digest_in(services, request.target, before=request.now + timedelta(minutes=1))
    if last is None:
        raise CommandError("This channel has had no digest yet, so stories have no numbers here; name a story's id")
    story_id = await numbered_story(services.store, digest_id=last.id, number=number)
    story = await story_by_id(services.store, story_id) if story_id else None
    if story is None:
        raise CommandError(f"The last digest here has no story {number}")
    return story
