"""Slack's payloads to where something was asked and the line that asks it."""

import re
from typing import Any

from adapters.slack.modals import opened_of
from adapters.slack.replies import Place

Body = dict[str, Any]

LINK = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
_MARK = re.compile(r"<[@#!][^>|]*(?:\|([^>]*))?>")


def typed(body: Body) -> tuple[Place, str]:
    """A slash command: where it was typed, and the words behind it."""
    channel = _text(body, "channel_id")
    place = Place(
        workspace=_text(body, "team_id"),
        channel=channel,
        user=_text(body, "user_id"),
        name=_text(body, "user_name"),
        response_url=_text(body, "response_url"),
        direct=channel.startswith("D"),
        trigger=_text(body, "trigger_id"),
        team=_text(body, "team_id"),
    )
    return place, words_of(_text(body, "text"))


def pressed(body: Body) -> tuple[Place, str]:
    """A button, a field, a form or a shortcut: where it was used, and the command line that it carries."""
    container, view = body.get("container") or {}, body.get("view") or {}
    opened = opened_of(view)
    channel = _text(body.get("channel") or {}, "id") or _text(container, "channel_id") or opened.channel
    user = body.get("user") or {}
    action: Body = next(iter(body.get("actions") or ()), {})
    place = Place(
        workspace=_text(body.get("team") or {}, "id"),
        channel=channel,
        user=_text(user, "id"),
        name=_text(user, "username") or _text(user, "name"),
        thread=_text(container, "thread_ts"),
        response_url=_text(body, "response_url"),
        direct=channel.startswith("D"),
        trigger=_text(body, "trigger_id"),
        message=_text(container, "message_ts"),
        view=_text(view, "id") if _text(view, "type") == "modal" else "",
        home=opened.home,
        team=_text(user, "team_id"),
    )
    return place, _text(action, "value")


def opened_home(body: Body) -> Place | None:
    """Whose App Home was opened; None when it was the tab of messages."""
    event = body.get("event") or {}
    if _text(event, "tab") != "home" or not _text(event, "user"):
        return None
    return Place(
        workspace=_text(body, "team_id"),
        channel=_text(event, "channel"),
        user=_text(event, "user"),
        home=True,
    )


def said(body: Body, *, bot_user: str) -> tuple[Place, str] | None:
    """A mention or a direct message: where, and the words without the mention; None for what nobody said to us."""
    event = body.get("event") or {}
    direct = event.get("type") == "message"
    spoken_by_a_person = event.get("user") and not event.get("bot_id") and not event.get("subtype")
    if not spoken_by_a_person or (direct and event.get("channel_type") != "im"):
        return None
    place = Place(
        workspace=_text(body, "team_id"),
        channel=_text(event, "channel"),
        user=_text(event, "user"),
        thread=_text(event, "thread_ts"),
        direct=direct,
        team=_text(event, "user_team") or _text(event, "team"),
    )
    return place, words_of(_text(event, "text").replace(f"<@{bot_user}>", " ", 1))


def told_of_channel(body: Body) -> tuple[str, str]:
    """The channel and the person that an event is about."""
    event = body.get("event") or {}
    return _text(event, "channel"), _text(event, "user")


def words_of(text: str) -> str:
    """What somebody typed, out of Slack's notation: links as addresses, names as names, entities as characters."""
    plain = _MARK.sub(lambda found: found[1] or "", LINK.sub(r"\1", text))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _text(values: Body, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
