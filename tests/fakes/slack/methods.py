"""Slack's methods as the bot calls them: arguments in, an answer with the keys that Slack's answers have out."""

import time
from collections.abc import Callable

from tests.fakes.slack.blocks import problem_of
from tests.fakes.slack.state import APP, BOT_ID, BOT_USER, WORKSPACE, Json, Post, State
from tests.fakes.slack.threads import open_direct, replies, thread_of
from tests.fakes.slack.views import open_view, publish_view, update_view

Method = Callable[[State, Json], Json]


def refused(error: str) -> Json:
    """An answer that is not ok."""
    return {"ok": False, "error": error}


def auth_test(state: State, _: Json) -> Json:
    """Who a token belongs to."""
    return {
        "ok": True,
        "url": "https://sample.slack.example/",
        "team": state.caller.name,
        "user": "chipbrief",
        "team_id": state.caller.workspace,
        "user_id": state.caller.bot_user,
        "bot_id": state.caller.bot,
        "is_enterprise_install": state.caller.whole,
    }


def post_message(state: State, asked: Json) -> Json:
    """Post to a channel that the bot is in."""
    problem = _channel_problem(state, asked) or content_problem(state, asked)
    if problem:
        return refused(problem)
    post = remember(state, asked, channel=str(asked["channel"]))
    said: Json = {"type": "message", "user": BOT_USER, "bot_id": BOT_ID, "app_id": APP, "team": WORKSPACE}
    message = said | {"text": post.text, "ts": post.ts, "blocks": post.blocks}
    return {"ok": True, "channel": post.channel, "ts": post.ts, "message": message}


def post_ephemeral(state: State, asked: Json) -> Json:
    """Show something to one person of a channel."""
    problem = _channel_problem(state, asked) or content_problem(state, asked)
    if problem:
        return refused(problem)
    channel, person = str(asked["channel"]), str(asked["user"])
    post = remember(state, asked, channel=channel, only_for=person, via="chat.postEphemeral")
    return {"ok": True, "message_ts": post.ts}


def history(state: State, asked: Json) -> Json:
    """What stands in a channel since a moment, newest first, a part at a time."""
    if "channels:history" not in state.scopes:
        return refused("missing_scope") | {"needed": "channels:history", "provided": state.scopes}
    problem = _channel_problem(state, asked)
    if problem:
        return refused(problem)
    since, begin = float(str(asked.get("oldest", "0"))), int(str(asked.get("cursor") or 0))
    most = min(int(str(asked.get("limit", "100"))), state.history_limit)
    found = [
        post
        for post in reversed(state.posts)
        if post.channel == asked["channel"] and not post.only_for and not thread_of(post)
    ]
    found = [post for post in found if float(post.ts) > since]
    told = bool(int(str(asked.get("include_all_metadata", "0"))))
    part = [_told(post, metadata=told) for post in found[begin : begin + most]]
    more = begin + most < len(found)
    return {
        "ok": True,
        "messages": part,
        "has_more": more,
        "pin_count": 0,
        "response_metadata": {"next_cursor": str(begin + most) if more else ""},
    }


def users_info(state: State, asked: Json) -> Json:
    """A person."""
    person = str(asked["user"])
    admin = person in state.admins
    user: Json = {"id": person, "team_id": state.caller.workspace, "name": person.lower(), "deleted": False}
    rights: Json = {"is_admin": admin, "is_owner": False, "is_primary_owner": False, "tz": "Europe/London"}
    return {"ok": True, "user": user | rights | state.teams.get(person, {})}


def conversations_info(state: State, asked: Json) -> Json:
    """A channel."""
    channel = str(asked["channel"])
    if not channel.startswith("C"):
        return refused("channel_not_found")
    member, archived = channel in state.members, channel in state.archived
    return {"ok": True, "channel": {"id": channel, "name": "chips", "is_member": member, "is_archived": archived}}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "conversations.history": history,
    "conversations.info": conversations_info,
    "conversations.open": open_direct,
    "conversations.replies": replies,
    "users.info": users_info,
    "views.open": open_view,
    "views.publish": publish_view,
    "views.update": update_view,
}


def content_problem(state: State, asked: Json) -> str:
    """What Slack would say of a message's text and blocks, "" when it takes them."""
    blocks = asked.get("blocks", [])
    if not blocks and not asked.get("text"):
        return "no_text"
    if len(str(asked.get("text", ""))) > 40_000:
        return "msg_too_long"
    return problem_of(blocks, charts=state.charts).split(":")[0]


def remember(state: State, asked: Json, *, channel: str, only_for: str = "", via: str = "chat.postMessage") -> Post:
    """Put a post into the ledger, later than all others."""
    now = state.time()
    last = float(state.posts[-1].ts) if state.posts else 0.0
    blocks, metadata = asked.get("blocks"), asked.get("metadata")
    post = Post(
        channel=channel,
        ts=f"{max(now, last + 0.000001):.6f}",
        text=str(asked.get("text", "")),
        blocks=blocks if isinstance(blocks, list) else [],
        metadata=metadata if isinstance(metadata, dict) else {},
        content=asked,
        only_for=only_for,
        via=via,
        by=state.caller.workspace,
    )
    state.posts.append(post)
    state.posted_at.setdefault(channel, []).append(time.monotonic())
    return post


def authorized(state: State, token: str) -> bool:
    """Whether a token is good; from now on it is the caller's."""
    good = token in state.tokens and token in state.grants
    if good:
        state.caller = state.grants[token]
    return good


def _channel_problem(state: State, asked: Json) -> str:
    channel = str(asked.get("channel", ""))
    if channel in state.archived:
        return "is_archived"
    return "" if channel in state.members else "not_in_channel" if channel.startswith("C") else "channel_not_found"


def _told(post: Post, *, metadata: bool) -> Json:
    said: Json = {"type": "message", "user": BOT_USER, "bot_id": BOT_ID, "ts": post.ts, "text": post.text}
    return said | {"metadata": post.metadata} if metadata and post.metadata else said
