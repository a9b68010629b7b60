"""What Slack sends to an app: commands, presses and events, with the keys of Slack's own samples."""

from itertools import count

from tests.fakes.slack.screens import a_trigger
from tests.fakes.slack.state import ADA, APP, BOT_USER, CHANNEL, WORKSPACE, Json

_numbers = count(1)


def next_number() -> int:
    """A number that no payload had."""
    return next(_numbers)


def slash(text: str, *, response_url: str, user: str = ADA, channel: str = CHANNEL) -> Json:
    """`/brief TEXT`."""
    return {
        "token": "verification",
        "api_app_id": APP,
        "team_id": WORKSPACE,
        "team_domain": "sample",
        "channel_id": channel,
        "channel_name": "chips",
        "user_id": user,
        "user_name": user.lower(),
        "command": "/brief",
        "text": text,
        "response_url": response_url,
        "trigger_id": a_trigger(next_number()),
        "is_enterprise_install": "false",
    }


def press(action: Json, *, response_url: str, user: str = ADA, channel: str = CHANNEL, of: str = WORKSPACE) -> Json:
    """A button of a message, pressed by somebody of a workspace, which in a shared channel may be another."""
    return {
        "type": "block_actions",
        "api_app_id": APP,
        "token": "verification",
        "team": {"id": WORKSPACE, "domain": "sample"},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": of},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel, "is_ephemeral": False},
        "channel": {"id": channel, "name": "chips"},
        "trigger_id": a_trigger(next_number()),
        "response_url": response_url,
        "actions": [action | {"block_id": "b1", "action_ts": "5.5"}],
    }


def event(content: Json) -> Json:
    """An event in its wrapping."""
    number = next(_numbers)
    dated: Json = {} if content["type"] in ("app_uninstalled", "tokens_revoked") else {"event_ts": f"{number}.0"}
    return {
        "token": "verification",
        "team_id": WORKSPACE,
        "api_app_id": APP,
        "event": content | dated,
        "type": "event_callback",
        "event_id": f"Ev{number:08d}",
        "event_time": 1_790_000_000 + number,
        "authorizations": [{"team_id": WORKSPACE, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
    }


def mention(text: str, *, user: str = ADA, channel: str = CHANNEL, of: str = WORKSPACE) -> Json:
    """`@chipbrief TEXT`, said by somebody of a workspace; of another one the wrapping tells too."""
    said: Json = {"type": "app_mention", "user": user, "text": f"<@{BOT_USER}> {text}", "ts": "7.7"}
    told = event(said | {"channel": channel, "team": of} | ({"user_team": of} if of != WORKSPACE else {}))
    return told | {"team_id": of, "is_ext_shared_channel": of != WORKSPACE}


def direct_message(text: str, *, user: str = ADA, channel: str = "D0000001") -> Json:
    """Words in a direct message."""
    return event({"type": "message", "channel_type": "im", "user": user, "text": text, "ts": "8.8", "channel": channel})


def joined(*, user: str = BOT_USER, channel: str = CHANNEL) -> Json:
    """Somebody came into a channel."""
    return event(
        {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C", "team": WORKSPACE}
    )
