"""What the fake knows to what Discord answers: people, the application, channels, messages, components."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from tests.fakes.discord.state import APP, BOT_RIGHTS, FORUM, Channel, Interaction, Json, Post, State

Thing = dict[str, Any]

OPTIONAL: dict[int, Thing] = {17: {"accent_color": None, "spoiler": False}, 14: {"spacing": 1, "divider": True}}
"""What Discord adds to components of a type."""


def user(id: str, *, bot: bool = False) -> Json:
    """A person, or a bot."""
    return {
        "id": id,
        "username": f"user{id[-1]}",
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "global_name": None,
        "primary_guild": None,
        "bot": bot,
    }


def ourselves() -> Json:
    """The bot, as it sees itself."""
    return user(APP, bot=True) | {"mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}


def application(state: State) -> Json:
    """The application, as its bot sees it."""
    return {
        "id": APP,
        "name": "Chipbrief",
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": state.endpoint_url,
        "role_connections_verification_url": None,
        "owner": user("1004000000000000009"),
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "bot_public": True,
        "bot_require_code_grant": False,
    }


def my_guild(id: str) -> Json:
    """A guild in the list of those where the bot is."""
    told: Json = {"id": id, "name": "Sample", "icon": None, "banner": None, "owner": False, "features": []}
    return told | {"permissions": str(BOT_RIGHTS)}


def gateway(state: State, url: str) -> Json:
    """Where the gateway is, and how often one may still identify."""
    limit = {
        "total": 1000,
        "remaining": state.identifies_left,
        "reset_after": 3_600_000,
        "max_concurrency": 1,
    }
    return {"url": url, "shards": state.shards, "session_start_limit": limit}


def channel(state: State, one: Channel) -> Json:
    """A channel, a thread or a direct message."""
    last = next((post.id for post in reversed(state.posts) if post.channel == one.id), None)
    if one.person:
        return {"id": one.id, "type": 1, "flags": 0, "last_message_id": last, "recipients": [user(one.person)]}
    if one.parent:
        return thread(one, last=last)
    posts = {"available_tags": one.tags} if one.kind == FORUM else {}
    return posts | {
        "id": one.id,
        "type": one.kind,
        "flags": 16 if one.must_have_tag else 0,
        "guild_id": one.guild,
        "name": one.name,
        "position": 0,
        "last_message_id": last,
        "permission_overwrites": [overwrite(one)],
        "parent_id": None,
        "nsfw": False,
        "topic": None,
        "rate_limit_per_user": 0,
    }


def overwrite(one: Channel) -> Json:
    """What everybody, and we among them, may not do in a channel."""
    return {"id": one.guild, "type": 0, "allow": "0", "deny": str(BOT_RIGHTS & ~one.rights)}


def thread(one: Channel, *, last: str | None = None) -> Json:
    """A thread."""
    metadata = {
        "archived": one.archived,
        "archive_timestamp": "2026-03-03T08:00:00+00:00",
        "auto_archive_duration": 1440,
        "locked": False,
        "create_timestamp": "2026-03-03T08:00:00+00:00",
    }
    return {
        "id": one.id,
        "type": 11,
        "flags": 0,
        "guild_id": one.guild,
        "parent_id": one.parent,
        "name": one.name,
        "owner_id": APP,
        "applied_tags": one.applied,
        "last_message_id": last,
        "thread_metadata": metadata,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
    }


def message(post: Post, *, nonce: bool = False) -> Json:
    """A message, as Discord shows it; the nonce only to whoever has just sent it."""
    content = post.content
    shown: Thing = {
        "id": post.id,
        "channel_id": post.channel,
        "type": 0,
        "content": content.get("content") or "",
        "mentions": [],
        "mention_roles": [],
        "attachments": [attachment(post, name) for name in post.files],
        "embeds": [{"type": "rich"} | one for one in _things(content.get("embeds"))],
        "timestamp": datetime.fromtimestamp(post.at, UTC).isoformat(),
        "edited_timestamp": None,
        "flags": int(str(content.get("flags") or 0)),
        "components": _numbered(_things(content.get("components")), count(1)),
        "author": user(APP, bot=True),
        "pinned": False,
        "mention_everyone": False,
        "tts": False,
    }
    return shown | ({"nonce": post.nonce} if nonce and post.nonce else {})


def attachment(post: Post, name: str) -> Json:
    """A file of a message."""
    where = f"https://cdn.discord.example/{post.id}/{name}"
    return {"id": post.id, "filename": name, "size": len(post.files[name]), "url": where, "proxy_url": where}


def callback(one: Interaction) -> Json:
    """What is said of an interaction that was answered."""
    told = {"id": one.id, "type": one.kind, "response_message_loading": True, "response_message_ephemeral": one.private}
    return {"interaction": told}


def command(given: Thing, number: int) -> Json:
    """A command, as Discord shows it, with its nulls."""
    return {
        "id": str(1_005_000_000_000_000_000 + number),
        "application_id": APP,
        "version": str(1_006_000_000_000_000_000 + number),
        "default_member_permissions": given.get("default_member_permissions"),
        "type": given.get("type", 1),
        "name": given["name"],
        "name_localizations": None,
        "description": given.get("description") or "",
        "description_localizations": None,
        "dm_permission": True,
        "contexts": given.get("contexts"),
        "integration_types": given.get("integration_types"),
        "nsfw": False,
    } | ({"options": given["options"]} if given.get("options") else {})


def _things(value: object) -> list[Thing]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _numbered(components: list[Thing], numbers: "count[int]") -> list[Thing]:
    """Components with what Discord adds, and with ids where they have none."""
    shown = []
    for one in components:
        made = OPTIONAL.get(int(one["type"]), {}) | one
        made["id"] = one.get("id") or next(numbers)
        if "components" in one:
            made["components"] = _numbered(_things(one["components"]), numbers)
        if "items" in one:
            made["items"] = [_medium(item) for item in one["items"]]
        if "accessory" in one:
            made["accessory"] = _numbered([one["accessory"]], numbers)[0]
        shown.append(made)
    return shown


def _medium(item: Thing) -> Thing:
    """A picture of a gallery, which is somewhere else now."""
    where = f"https://cdn.discord.example/{item['media']['url'].removeprefix('attachment://')}"
    media = {"id": APP, "url": where, "proxy_url": where}
    return {"description": None, "spoiler": False} | item | {"media": media}
