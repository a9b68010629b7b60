"""A workspace's watches as one person in one channel may see them, and in words."""

from datetime import tzinfo

from bot.commands.command import Completion, Kind, Option, Request
from bot.commands.services import Services
from bot.errors import CommandError
from bot.storage.watches import Watch, options_of, watches_of
from bot.targets import Target
from digests.layout import moment_words

CADENCES = {"now": "at once", "hourly": "once an hour", "daily": "once a day"}
NUMBER = Option(
    name="number",
    kind=Kind.NUMBER,
    summary="The watch's number, as /brief watches shows it",
    required=True,
    completion=Completion.WATCHES,
)


def target_of(request: Request) -> Target:
    """Where a watch tells: this channel, or the person who asks, whose place is `@` and the platform's id."""
    here = request.target
    if request.value("place") != "me":
        return here
    return Target(platform=here.platform, workspace=here.workspace, channel=f"@{request.asker.id}")


async def watches_seen(request: Request, services: Services) -> tuple[Watch, ...]:
    """The watches of this channel and the asker's own; all of the workspace for a manager. The oldest first."""
    target = request.target
    found = await watches_of(services.store, platform=target.platform, workspace=target.workspace)
    return tuple(watch for watch in found if _is_seen(watch, request))


async def watch_named(request: Request, services: Services) -> Watch:
    """The watch with the number of the request, which the asker may change; CommandError otherwise."""
    number = request.value("number").removeprefix("#")
    watch = next((one for one in await watches_seen(request, services) if one.id == number), None)
    if watch is None:
        raise CommandError(f"There is no watch {number[:20]} here; /brief watches lists them")
    if watch.owner != request.asker.id and not request.asker.manager:
        raise CommandError(f"Watch {number} is somebody else's: only they or a manager may change it")
    return watch


def watch_words(watch: Watch, request: Request, *, zone: tzinfo) -> str:
    """How and where a watch tells: `at once, here; snoozed until 3 Dec 00:00`."""
    where = "here" if watch.target == request.target else "in another channel"
    if watch.target.channel.startswith("@"):
        where = "to you alone" if watch.owner == request.asker.id else "to its owner alone"
    told = f"{CADENCES.get(watch.cadence, watch.cadence)}, {where}"
    if watch.snoozed_until is not None and watch.snoozed_until > request.now:
        told += f"; snoozed until {moment_words(watch.snoozed_until, zone=zone)}"
        told += " or until a document appears" if options_of(watch).until_document else ""
    return told


def _is_seen(watch: Watch, request: Request) -> bool:
    return request.asker.manager or watch.owner == request.asker.id or watch.target == request.target
