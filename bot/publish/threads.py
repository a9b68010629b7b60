"""A digest's message to its posts: whole, short, or short with the rest below it, as the channel prefers."""

from dataclasses import dataclass
from typing import Final

from bot.ports import HasStyle, Platform, Threaded
from bot.storage.settings import setting
from bot.storage.store import At
from bot.targets import Target
from digests.layout.threads import parted, short_of
from digests.message import Message

DIGESTS: Final = "digests"
"""The setting of a channel that says how digests come."""
WHOLE, SHORT, THREAD = "whole", "short", "thread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One page of a digest; `below` says that it goes into the thread of the first one."""

    page: Message
    below: bool = False


async def posts_of(at: At, message: Message, target: Target, *, platform: Platform) -> tuple[Post, ...]:
    """The posts of a digest, the first one above all others where they go into its thread."""
    place = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    style = await setting(at, DIGESTS, **place) or (platform.digests if isinstance(platform, HasStyle) else WHOLE)
    if style != THREAD or not isinstance(platform, Threaded):
        shown = message if style == WHOLE else short_of(message)
        return tuple(Post(page=page) for page in platform.pages(shown))
    short, rest = parted(message)
    first, *more = platform.pages(short)
    under = [*more, *(platform.pages(rest) if rest else ())]
    return (Post(page=first), *(Post(page=page, below=True) for page in under))
