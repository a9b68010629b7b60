"""Threads and direct messages: what stands under a post, and the channel in which a person is written to."""

from tests.fakes.slack.state import BOT_ID, BOT_USER, Json, Post, State


def replies(state: State, asked: Json) -> Json:
    """A post with what stands under it since a moment, oldest first."""
    if "channels:history" not in state.scopes:
        return {"ok": False, "error": "missing_scope", "needed": "channels:history", "provided": state.scopes}
    above, since = str(asked.get("ts", "")), float(str(asked.get("oldest", "0")))
    here = [post for post in state.posts if post.channel == asked["channel"] and not post.only_for]
    if all(post.ts != above for post in here):
        return {"ok": False, "error": "thread_not_found"}
    found = [post for post in here if post.ts == above or (thread_of(post) == above and float(post.ts) > since)]
    told = bool(int(str(asked.get("include_all_metadata", "0"))))
    return {
        "ok": True,
        "messages": [_told(post, above, metadata=told) for post in found],
        "has_more": False,
        "response_metadata": {"next_cursor": ""},
    }


def open_direct(state: State, asked: Json) -> Json:
    """The direct messages with a person; the bot may write there."""
    person = str(asked.get("users", ""))
    if not person.startswith("U"):
        return {"ok": False, "error": "user_not_found"}
    channel = f"D{person[1:]}"
    state.members.add(channel)
    return {"ok": True, "no_op": False, "already_open": False, "channel": {"id": channel}}


def thread_of(post: Post) -> str:
    """The `ts` of the post above, "" for one that stands in the channel itself."""
    return str(post.content.get("thread_ts") or "")


def _told(post: Post, above: str, *, metadata: bool) -> Json:
    said: Json = {"type": "message", "user": BOT_USER, "bot_id": BOT_ID, "ts": post.ts, "text": post.text}
    said |= {"thread_ts": above}
    return said | {"metadata": post.metadata} if metadata and post.metadata else said
