"""A key to the post that carries it, read back from a channel and its threads; or to why nobody can tell."""

from datetime import datetime, timedelta
from typing import Any, Final

from adapters.discord.errors import Refused, reading_error
from adapters.discord.forums import FORUMS
from adapters.discord.marks import carries, is_marked, moment_of, snowflake
from adapters.discord.rest import Rest
from bot.deliver.waits import LOOK_MARGIN
from bot.errors import GiveUp

NONCE_WINDOW: Final = timedelta(minutes=2)
"""How long Discord surely gives the first post again for the same nonce; it says "a few minutes"."""
_AT_ONCE, _MOST = 100, 10


async def found_in(
    rest: Rest, channel: str, *, guild: str, author: str, key: str, since: datetime, now: datetime
) -> str | None:
    """The id of our post with a key, None when it is not there or posting again is safe; GiveUp when it is hidden."""
    if now < since + LOOK_MARGIN + NONCE_WINDOW:
        return None
    try:
        places = [channel, *(await _threads(rest, guild, channel, since) if guild else ())]
        read = [await _ours(rest, place, author, since) for place in places]
        found = next((str(post["id"]) for posts in read for post in posts if carries(post, key)), None)
        if found is None and not read[0]:
            await _check_that_it_can_be_read(rest, channel, since)
    except Refused as problem:
        raise reading_error(problem) from problem
    if found is None and any(not is_marked(post) for posts in read for post in posts):
        raise GiveUp("a post of ours there does not say which page it is")
    return found


async def _ours(rest: Rest, channel: str, author: str, since: datetime) -> list[dict[str, Any]]:
    """Our own posts since a moment, oldest first; GiveUp when there are more than we may read."""
    after, found = snowflake(since), []
    for _ in range(_MOST):
        posts = await rest.get(f"/channels/{channel}/messages", after=str(after), limit=_AT_ONCE)
        found += [post for post in posts if post["author"]["id"] == author and "interaction_metadata" not in post]
        if len(posts) < _AT_ONCE:
            return found
        after = max(int(post["id"]) for post in posts)
    raise GiveUp("more was posted since than can be read back")


async def _threads(rest: Rest, guild: str, channel: str, since: datetime) -> list[str]:
    """The threads of a channel in which something was posted since a moment."""
    threads = (await rest.get(f"/guilds/{guild}/threads/active"))["threads"]
    ours = (one for one in threads if one.get("parent_id") == channel)
    return [str(one["id"]) for one in ours if moment_of(one.get("last_message_id") or one["id"]) >= since]


async def _check_that_it_can_be_read(rest: Rest, channel: str, since: datetime) -> None:
    """Discord shows an empty history to whoever may not read it: GiveUp when there should be something.

    The last thing of a forum is a post, and stands among its threads.
    """
    found = await rest.get(f"/channels/{channel}")
    last = found.get("last_message_id")
    if found.get("type") not in FORUMS and last is not None and moment_of(last) >= since:
        raise GiveUp("the bot may not read this channel back; give it the right Read Message History")
