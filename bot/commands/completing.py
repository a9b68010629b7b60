"""What somebody has typed into an option to what they may mean: values with labels, as many as a platform shows."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import islice

from bot.commands import COMMANDS
from bot.commands.command import Completion, Option
from bot.commands.services import Services
from bot.commands.shapes import zone_names
from bot.storage.feeds import Owner, list_feeds
from bot.storage.subscriptions import subscriptions_of
from bot.storage.watches import watches_of
from bot.targets import Target
from digests.layout import shortened

MOST = 25
LONGEST = 100
"""How many suggestions a platform shows, and how long each value and label may be."""

Suggestion = tuple[str, str]
"""A value and its label."""


async def complete(option: Option, prefix: str, services: Services, target: Target) -> tuple[Suggestion, ...]:
    """The suggestions for an option that hold what was typed, those that begin with it first.

    In a query only the last word is completed: what stands before it is kept.
    """
    suggest = _SOURCES.get(option.completion)
    if suggest is None:
        return ()
    before, last = _parted(prefix) if option.completion is Completion.TOPICS else ("", prefix)
    known = await suggest(services, target)
    whole = ((before + value, before + label) for value, label in known if _means(value, label, last))
    ordered = sorted(whole, key=lambda one: not one[1].casefold().startswith((before + last).casefold()))
    fitting = ((value, shortened(label, LONGEST)) for value, label in ordered if 0 < len(value) <= LONGEST)
    return tuple(islice(dict(fitting).items(), MOST))


def _parted(prefix: str) -> tuple[str, str]:
    at = prefix.rfind(" ") + 1
    return prefix[:at], prefix[at:]


def _means(value: str, label: str, typed: str) -> bool:
    return typed.casefold() in label.casefold() or typed.casefold() in value.casefold()


async def _topics(services: Services, target: Target) -> Iterable[Suggestion]:
    return [(f"topic:{topic.id}", topic.name) for topic in services.desk.subjects]


async def _speakers(services: Services, target: Target) -> Iterable[Suggestion]:
    return [(person.name, ", ".join(person.names)) for person in services.desk.people]


async def _watches(services: Services, target: Target) -> Iterable[Suggestion]:
    """The watches of the channel: nobody is shown what others are told in private."""
    found = await watches_of(
        services.store, platform=target.platform, workspace=target.workspace, channel=target.channel
    )
    return [(watch.id, f"{watch.id}. {watch.query}") for watch in found]


async def _zones(services: Services, target: Target) -> Iterable[Suggestion]:
    return [(name, name) for name in zone_names()]


async def _commands(services: Services, target: Target) -> Iterable[Suggestion]:
    return [(command.name, command.name) for command in COMMANDS if not command.hidden]


async def _feeds(services: Services, target: Target) -> Iterable[Suggestion]:
    found = await list_feeds(services.store, owner=Owner(platform=target.platform, workspace=target.workspace))
    return [(one.feed.url, f"{one.feed.publisher or one.feed.title} {one.feed.url}".strip()) for one in found]


async def _subscriptions(services: Services, target: Target) -> Iterable[Suggestion]:
    found = await subscriptions_of(
        services.store, platform=target.platform, workspace=target.workspace, channel=target.channel
    )
    return [(one.title or one.id, one.title or one.id) for one in found]


_SOURCES: Mapping[Completion, Callable[[Services, Target], Awaitable[Iterable[Suggestion]]]] = {
    Completion.TOPICS: _topics,
    Completion.SPEAKERS: _speakers,
    Completion.WATCHES: _watches,
    Completion.ZONES: _zones,
    Completion.COMMANDS: _commands,
    Completion.FEEDS: _feeds,
    Completion.SUBSCRIPTIONS: _subscriptions,
}
