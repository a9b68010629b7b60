"""COMMANDS to the manifest that makes the Slack app, with the least scopes that serve it."""

from collections.abc import Sequence
from typing import Final

from adapters.slack.render import Json
from adapters.slack.shortcut import WHY
from bot.commands.command import Command

ROOT: Final = "/brief"
REQUESTS: Final = "/slack/events"
"""Where Slack sends commands, presses and events, behind the public address."""
INSTALLED: Final = "/slack/oauth_redirect"
"""Where Slack sends back whoever agreed to install the app."""

SCOPES: Final = {
    "commands": "take /brief",
    "chat:write": "post digests, alerts and answers where the bot was invited",
    "users:read": "see who is an admin or owner, and so may change settings",
    "app_mentions:read": "answer @Chipbrief",
    "im:history": "answer direct messages",
    "im:write": "send alerts by direct message",
    "channels:read": "notice an invitation to a public channel, and go on posting",
    "groups:read": "the same in a private channel",
}
"""Every scope, and what for."""

READ_BACK_SCOPES: Final = {
    "channels:history": "find a post of which nobody knows whether it arrived (slack.read_back)",
    "groups:history": "the same in a private channel",
}

EVENTS: Final = (
    "app_mention",
    "app_home_opened",
    "message.im",
    "member_joined_channel",
    "channel_unarchive",
    "group_unarchive",
    "app_uninstalled",
    "tokens_revoked",
)
ASK_WHY: Final = "What is behind this?"
WHY_WORDS: Final = "Which story a link belongs to, and where it was shown"
WHOLE_EVENTS: Final = ("team_access_granted", "team_access_revoked")
"""What only an app hears that organisations install."""
LONGEST_HINT: Final = 100


def scopes(*, read_back: bool) -> tuple[str, ...]:
    """The scopes that the bot token needs."""
    return (*SCOPES, *READ_BACK_SCOPES) if read_back else tuple(SCOPES)


def manifest(commands: Sequence[Command], *, read_back: bool = False, address: str = "") -> Json:
    """The manifest of an app; give it to Slack's "Create an app from a manifest".

    It is in Socket Mode, or with an `address` sends its requests there and can be installed from there.
    """
    requests: Json = {"request_url": address + REQUESTS} if address else {}
    suggestions: Json = {"message_menu_options_url": address + REQUESTS} if address else {}
    command: Json = {"url": address + REQUESTS} if address else {}
    consent: Json = {"redirect_urls": [address + INSTALLED]} if address else {}
    return {
        "display_information": {
            "name": "Chipbrief",
            "description": "A briefing bot for teams who follow semiconductor policy.",
            "background_color": "#1f2a44",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Chipbrief", "always_online": True},
            "shortcuts": [{"name": ASK_WHY, "type": "message", "callback_id": WHY, "description": WHY_WORDS}],
            "slash_commands": [
                {
                    "command": ROOT,
                    **command,
                    "description": "Chip policy: what happened, who said what, and where it stands",
                    "usage_hint": _hint(commands),
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {**consent, "scopes": {"bot": list(scopes(read_back=read_back))}},
        "settings": {
            "event_subscriptions": {**requests, "bot_events": [*EVENTS, *(WHOLE_EVENTS if address else ())]},
            "interactivity": {"is_enabled": True, **requests, **suggestions},
            "org_deploy_enabled": bool(address),
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def _hint(commands: Sequence[Command]) -> str:
    """The names of the first commands, as many as fit, and `help`."""
    hint = ""
    for name in (command.name for command in commands if command.name != "help" and not command.hidden):
        longer = f"{hint}{name} | "
        if len(longer) + len("help") > LONGEST_HINT:
            break
        hint = longer
    return f"{hint}help"
