"""Direct messages: the channel of a person's, and the channel where they asked, for those who take none."""

from dataclasses import dataclass, field
from typing import Final

from adapters.discord.rest import Rest
from bot.deliver import resume_target
from bot.storage import Store
from bot.storage.settings import save_setting, setting
from bot.targets import Target
from digests.message import Message, Note, Plain

ASKED_IN, EXPLAINED = "asked_in", "explained_in"
"""Settings of a person's direct messages: the channel where they last asked for an alert, and where we explained."""
CLOSED: Final = frozenset({50007, 50278})
"""The person takes no direct messages from us, or shares no server with us any more."""
WHY: Final = Message(
    (
        Note(
            (
                Plain(
                    "An alert that somebody here asked for directly is shown here instead, because they take no direct "
                    "messages from this server. Its owner may allow them in Discord's privacy settings, or end the "
                    "watch with /brief unwatch."
                ),
            )
        ),
    ),
    "Why an alert is shown here",
)


@dataclass(slots=True)
class DirectMessages:
    """The channels of direct messages, as Discord tells them; each is asked for once."""

    rest: Rest
    store: Store | None
    _known: dict[str, str] = field(default_factory=dict)

    async def channel(self, person: str) -> str:
        """The channel of direct messages with a person."""
        if person not in self._known:
            self._known[person] = await direct_channel(self.rest, person)
        return self._known[person]

    async def asked_in(self, target: Target) -> str:
        """The channel where a person asked to be told directly; "" when nobody knows."""
        if self.store is None:
            return ""
        return await setting(self.store, ASKED_IN, **_place(target)) or ""

    async def has_to_explain(self, target: Target, channel: str) -> bool:
        """Whether nobody has said yet, in a channel, why it is told there."""
        return self.store is not None and await setting(self.store, EXPLAINED, **_place(target)) != channel

    async def has_explained(self, target: Target, channel: str) -> None:
        """Remember that it was said."""
        if self.store is not None:
            await save_setting(self.store, EXPLAINED, channel, **_place(target))


async def remember_where(store: Store, target: Target, person: str) -> None:
    """Remember in which channel a person asked to be told directly; what waited for them is tried again."""
    directly = Target(platform=target.platform, workspace=target.workspace, channel=f"@{person}")
    if target.channel != directly.channel:
        await save_setting(store, ASKED_IN, target.channel, **_place(directly))
    await resume_target(store, directly)


async def direct_channel(rest: Rest, person: str) -> str:
    """The channel of direct messages with a person; Discord gives the same one each time."""
    return str((await rest.post("/users/@me/channels", {"recipient_id": person}))["id"])


def _place(target: Target) -> dict[str, str]:
    return {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
