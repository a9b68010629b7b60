"""A target to the channel that Slack knows: for a person, `@` and their id, the direct messages with them."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.targets import Target

PERSON = "@"
_KEPT = 10_000


class DirectChannels:
    """The direct messages with people, opened once each."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    async def channel_of(self, client: AsyncWebClient, target: Target) -> str:
        """The channel of a target; raises what the client raises when Slack does not open one."""
        if not target.channel.startswith(PERSON):
            return target.channel
        key = (target.workspace, target.channel)
        if key not in self._known:
            asked = {"users": target.channel.removeprefix(PERSON)}
            answer = await client.api_call("conversations.open", json=asked)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = str(answer["channel"]["id"])
        return self._known[key]
