"""A page for a forum to a post of it: a digest is one post a day, an alert one of its own, with tags that fit.

What begins a post carries no nonce, so it is looked for before it is begun: by its name, our own, of these days.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from adapters.discord.errors import Refused
from adapters.discord.marks import carries, moment_of
from adapters.discord.posting import posted, thread_name
from adapters.discord.rest import Json, Rest
from digests.message import Message, plain_text, visible

FORUMS: Final = (15, 16)
"""The types of channels that have posts: forums, and media channels."""
NOT_FOR_MESSAGES: Final = frozenset({50008, 40058, 220001})
"""What Discord says of a message to a forum itself."""
MUST_HAVE_TAG: Final = 1 << 4
MOST_TAGS: Final = 5
LATELY: Final = timedelta(hours=36)
"""A post of the same name that is older than this is another one."""
OFFERED: Final = frozenset({"nonce", "enforce_nonce"})
"""What a message that begins a post cannot carry."""
_PART = re.compile(r" \(\d+ of \d+\)$")
_DIGEST = re.compile(r"(.+?)\. (?:[\d,]+ stor(?:y|ies): (.*)|Nothing .*)", re.DOTALL)
_DIGESTS = ("digest", "digests", "briefing", "daily")
_ALERTS = ("alert", "alerts", "watch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The name of a post, the part of it that is the day's, and whether it is of a digest."""

    name: str
    day: str
    digest: bool

    def fits(self, name: str) -> bool:
        """Whether a post of this name is the one."""
        return name == self.name or (self.digest and (name == self.day or name.startswith(f"{self.day} · ")))


@dataclass(slots=True)
class Forums:
    """The channels that turned out to be forums; `author` is our own user."""

    rest: Rest
    clock: Callable[[], datetime]
    known: set[str] = field(default_factory=set)

    async def is_one(self, channel: str, problem: Refused) -> bool:
        """Whether a channel that would not have a message is a forum."""
        if problem.refusal.code not in NOT_FOR_MESSAGES:
            return False
        found = (await self.rest.get(f"/channels/{channel}")).get("type") in FORUMS
        if found:
            self.known.add(channel)
        return found

    async def post(self, channel: str, page: Message, content: Json, *, guild: str, author: str, key: str) -> str:
        """Post a page of a digest to the day's post, or begin one with it; the id of the message."""
        named = named_by(page)
        for thread in await self._lately(guild, channel, author, named):
            begun = await self._beginning(thread)
            if begun is not None and _is_this(begun, content, key):
                return str(begun["id"])
            if named.digest:
                return await posted(self.rest, thread, content)
        return await self._begin(channel, page, content, named)

    async def _begin(self, channel: str, page: Message, content: Json, named: Named) -> str:
        forum = await self.rest.get(f"/channels/{channel}")
        message = {name: value for name, value in content.items() if name not in OFFERED}
        asked: Json = {"name": named.name, "message": message}
        if tags := tags_for(forum, page, digest=named.digest):
            asked["applied_tags"] = tags
        return str((await self.rest.post(f"/channels/{channel}/threads", asked))["id"])

    async def _lately(self, guild: str, channel: str, author: str, named: Named) -> list[str]:
        """Our own posts of a forum that have a name and were begun lately, the newest first."""
        threads = (await self.rest.get(f"/guilds/{guild}/threads/active"))["threads"]
        ours = [
            str(one["id"])
            for one in threads
            if one.get("parent_id") == channel and one.get("owner_id") == author and named.fits(str(one.get("name")))
        ]
        return sorted((id for id in ours if moment_of(id) > self.clock() - LATELY), key=int, reverse=True)

    async def _beginning(self, thread: str) -> dict[str, Any] | None:
        """The message that began a post, which has the post's id; None when somebody has deleted it."""
        try:
            return dict(await self.rest.get(f"/channels/{thread}/messages/{thread}"))
        except Refused as problem:
            if problem.refusal.status != 404:
                raise
            return None


def _is_this(post: dict[str, Any], content: Json, key: str) -> bool:
    """Whether a message is the page; plain text carries no key, and is known by its words."""
    return carries(post, key) or bool(content.get("content") and post.get("content") == content["content"])


def named_by(page: Message) -> Named:
    """How the post of a page is called: a digest by its title, its day and what leads it, all else by its summary."""
    words = _PART.sub("", " ".join(visible(page.summary or plain_text(page)).split()))
    found = _DIGEST.fullmatch(words)
    if found is None:
        name = thread_name(words)
        return Named(name=name, day=name, digest=False)
    day = thread_name(found[1])
    leads = (found[2] or "").split("; ")[0].rstrip(".")
    return Named(name=thread_name(f"{day} · {leads}" if leads else day), day=day, digest=True)


def tags_for(forum: dict[str, Any], page: Message, *, digest: bool) -> list[str]:
    """The tags of a forum whose names say what a page is, or stand in it; the first one where there must be one."""
    tags: list[dict[str, Any]] = [one for one in forum.get("available_tags") or () if not one.get("moderated")]
    kind = _DIGESTS if digest else _ALERTS
    words = plain_text(page).casefold()
    fitting = [one for one in tags if str(one["name"]).casefold() in kind]
    fitting += [one for one in tags if one not in fitting and _stands_in(str(one["name"]).casefold(), words)]
    must = int(forum.get("flags") or 0) & MUST_HAVE_TAG
    return _ids(fitting[:MOST_TAGS] or (tags[:1] if must else []))


def _stands_in(name: str, words: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _ids(tags: Iterable[dict[str, Any]]) -> list[str]:
    return [str(one["id"]) for one in tags]
