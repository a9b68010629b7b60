"""What Discord sends to an app over the gateway: guilds, commands, completions, presses, modals."""

import secrets
import time
from typing import Any

from tests.fakes.discord.shapes import message, overwrite, user
from tests.fakes.discord.state import (
    ADA,
    APP,
    BOT_RIGHTS,
    CHANNEL,
    GUILD,
    MANAGE_GUILD,
    VIEW,
    Interaction,
    Json,
    Post,
    State,
    new_id,
)

MANAGER, READER = VIEW | MANAGE_GUILD, VIEW
Thing = dict[str, Any]


ON_ARRIVAL = ("joined_at", "large", "unavailable", "member_count", "guild_scheduled_events")
"""What is told of a guild on the gateway only."""
OVER_REST: Json = {
    "home_header": None,
    "discovery_splash": None,
    "application_id": None,
    "widget_enabled": False,
    "widget_channel_id": None,
    "max_presences": None,
    "max_members": 500_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "premium_subscription_count": 0,
    "safety_alerts_channel_id": None,
    "nsfw": False,
    "incidents_data": None,
}
ABOUT_MEMBERS: Json = {
    "avatar": None,
    "banner": None,
    "communication_disabled_until": None,
    "nick": None,
    "pending": False,
    "premium_since": None,
}


def us() -> Json:
    """The bot as a member of a guild."""
    return {
        "user": user(APP, bot=True),
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def guild(state: State, id: str = GUILD) -> Json:
    """A guild, as it is told when the bot comes in or the gateway begins."""
    role = {
        "id": id,
        "name": "@everyone",
        "permissions": str(BOT_RIGHTS),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    channels = [
        {
            "id": one.id,
            "type": one.kind,
            "name": one.name,
            "position": 0,
            "flags": 0,
            "permission_overwrites": [overwrite(one)],
        }
        for one in state.channels.values()
        if one.guild == id and not one.parent
    ]
    return {
        "id": id,
        "name": "Sample",
        "icon": None,
        "splash": None,
        "owner_id": ADA,
        "region": "",
        "afk_timeout": 300,
        "afk_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [role],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "stickers": [],
        "premium_progress_bar_enabled": False,
        "joined_at": "2026-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
        "member_count": 3,
        "members": [us()],
        "channels": channels,
        "threads": [],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def interaction(
    state: State,
    kind: int,
    data: Thing,
    *,
    person: str = ADA,
    channel: str = CHANNEL,
    rights: int = MANAGER,
    installed: bool = True,
) -> Json:
    """Something a person does; in a guild where the bot is not `installed`, by their own installation."""
    place = state.channels[channel]
    one = Interaction(
        id=new_id(),
        token=secrets.token_urlsafe(24),
        user=person,
        channel=channel,
        kind=kind,
        created=time.monotonic(),
    )
    state.interactions[one.id] = one
    sent: Thing = {
        "id": one.id,
        "application_id": APP,
        "type": kind,
        "token": one.token,
        "version": 1,
        "data": data,
        "channel_id": channel,
        "channel": {"id": channel, "type": 1 if place.person else 0, "name": "chips", "flags": 0},
        "locale": "en-US",
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "app_permissions": str(BOT_RIGHTS),
    }
    if place.person:
        owners = {"1": person}
        return sent | {"user": user(person), "context": 1, "authorizing_integration_owners": owners}
    owners = {"0": place.guild} if installed else {"1": person}
    member = {
        "user": user(person),
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": str(rights),
    }
    context = {"member": member, "context": 0, "guild_id": place.guild, "guild_locale": "en-US"}
    return sent | context | {"authorizing_integration_owners": owners, "guild": {"id": place.guild, "features": [], "locale": "en-US"}}  # fmt: skip


def options_of(words: str, values: dict[str, str | int], *, focused: str = "") -> list[Thing]:
    """The options of `/brief WORDS name:value ...`, nested as Discord nests them."""
    given = [
        {"name": name, "type": 4 if isinstance(value, int) else 3, "value": value}
        | ({"focused": True} if name == focused else {})
        for name, value in values.items()
    ]
    names = words.split()
    nested: list[Thing] = [{"name": names[-1], "type": 1, "options": given}]
    return [{"name": names[0], "type": 2, "options": nested}] if len(names) > 1 else nested


def slash(state: State, words: str, values: dict[str, str | int] | None = None, **where: Any) -> Json:
    """`/brief WORDS`."""
    data = {"id": "1005000000000000000", "name": "brief", "type": 1, "options": options_of(words, values or {})}
    return interaction(state, 2, data, **where)


def completing(state: State, words: str, name: str, typed: str, **where: Any) -> Json:
    """Somebody types into an option."""
    options = options_of(words, {name: typed}, focused=name)
    data = {"id": "1005000000000000000", "name": "brief", "type": 1, "options": options}
    return interaction(state, 4, data, **where)


def pressed(state: State, post: Post, custom_id: str, **where: Any) -> Json:
    """Somebody presses a button."""
    data = {"custom_id": custom_id, "component_type": 2, "id": 1}
    return interaction(state, 3, data, **where) | {"message": message(post)}


def submitted(state: State, custom_id: str, values: dict[str, str], **where: Any) -> Json:
    """Somebody sends a modal."""
    fields = [
        {"type": 18, "id": at, "component": {"type": 4, "id": 100 + at, "custom_id": name, "value": value}}
        for at, (name, value) in enumerate(values.items(), 1)
    ]
    return interaction(state, 5, {"custom_id": custom_id, "components": fields}, **where)


def asked_of_message(state: State, name: str, post: Thing, **where: Any) -> Json:
    """Somebody uses the context menu of a message."""
    id = str(post["id"])
    data = {"id": "1005000000000000001", "name": name, "type": 3, "target_id": id, "resolved": {"messages": {id: post}}}
    return interaction(state, 2, data, **where)
