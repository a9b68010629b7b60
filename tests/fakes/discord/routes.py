"""Discord's REST calls as the bot makes them: a body in, a status and an answer out."""

import time
from collections.abc import Callable

from tests.fakes.discord import shapes
from tests.fakes.discord.calls import Answer, Call, channel_of, error, refused
from tests.fakes.discord.limits import commands_problem
from tests.fakes.discord.places import guild, member, one_message, publish, start_post
from tests.fakes.discord.state import (
    EPHEMERAL,
    FORUM,
    HISTORY,
    SEND,
    THREADS,
    TOKEN,
    Channel,
    Interaction,
    Json,
    Post,
    State,
    new_id,
)

DEADLINE = 3.0
"""Seconds in which an interaction has to be acknowledged."""


def create_message(call: Call) -> Answer:
    """Post to a channel, unless the same nonce was there a while ago."""
    one = channel_of(call, call.ids[0], right=SEND)
    if not isinstance(one, Channel):
        return one
    if one.kind == FORUM:
        return error(400, 50008, "Cannot send messages in a non-text channel")
    if one.archived:
        return error(400, 50083, "Thread is archived")
    state, body, now = call.state, call.body, time.time()
    if problem := refused(call, body, place=one):
        return problem
    nonce = str(body.get("nonce") or "")
    if nonce and body.get("enforce_nonce"):
        known = next((post for post in reversed(state.posts) if post.nonce == nonce), None)
        if known is not None and now - known.at < state.nonce_window:
            return error(404, 10008, "Unknown Message") if known.deleted else (200, shapes.message(known, nonce=True))
    post = Post(id=new_id(), channel=one.id, content=body, nonce=nonce, at=now, files=call.files)
    state.posts.append(post)
    state.note()
    return 200, shapes.message(post, nonce=True)


def history(call: Call) -> Answer:
    """What stands in a channel, newest first; empty without the right to read it."""
    one = channel_of(call, call.ids[0], right=HISTORY)
    if not isinstance(one, Channel):
        return one
    if not one.person and not one.rights & HISTORY:
        return 200, []
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 50))
    found = [post for post in call.state.in_channel(one.id) if int(post.id) > after]
    return 200, [shapes.message(post) for post in reversed(found[:limit])]


def channel(call: Call) -> Answer:
    """A channel."""
    one = channel_of(call, call.ids[0])
    return (200, shapes.channel(call.state, one)) if isinstance(one, Channel) else one


def open_direct(call: Call) -> Answer:
    """The direct messages with a person, the same channel each time."""
    person = str(call.body["recipient_id"])
    known = next((one for one in call.state.channels.values() if one.person == person), None)
    if known is None:
        known = Channel(id=new_id(), person=person)
        call.state.channels[known.id] = known
    return 200, shapes.channel(call.state, known)


def start_thread(call: Call) -> Answer:
    """A thread under a message; it has the message's id."""
    above, id = call.ids
    one = channel_of(call, above, right=THREADS)
    if not isinstance(one, Channel):
        return one
    if one.person:
        return error(400, 50024, "Cannot execute action on this channel type")
    if not any(post.id == id for post in call.state.in_channel(above)):
        return error(404, 10008, "Unknown Message")
    if id in call.state.channels:
        return error(400, 160004, "A thread has already been created for this message")
    if not 1 <= len(call.body["name"]) <= 100:
        return error(400, 50035, "Invalid Form Body")
    made = call.state.channels[id] = Channel(id=id, guild=one.guild, parent=above, rights=one.rights)
    return 201, shapes.thread(made)


def active_threads(call: Call) -> Answer:
    """The threads of a guild that are not archived."""
    threads = [one for one in call.state.channels.values() if one.parent and one.guild == call.ids[0]]
    shown = [shapes.channel(call.state, one) for one in threads if not one.archived]
    return 200, {"threads": shown, "members": [], "has_more": False}


def put_commands(call: Call) -> Answer:
    """Replace the commands of the application."""
    if problem := commands_problem(call.body):
        call.state.blame(f"commands: {problem}")
        return error(400, 50035, "Invalid Form Body")
    call.state.commands = [shapes.command(one, number) for number, one in enumerate(call.body)]
    call.state.synced += 1
    call.state.note()
    return 200, call.state.commands


def acknowledge(call: Call) -> Answer:
    """The first answer to an interaction: once, and within three seconds."""
    one = call.state.interactions.get(call.ids[0])
    if one is None or one.token != call.ids[1]:
        return error(404, 10062, "Unknown interaction")
    if one.acknowledged is not None:
        return error(400, 40060, "Interaction has already been acknowledged.")
    if time.monotonic() - one.created > DEADLINE:
        return error(404, 10062, "Unknown interaction")
    one.acknowledged, one.callback = time.monotonic(), call.body
    if call.body["type"] == 4:
        content = call.body["data"]
        if problem := refused(call, content):
            return problem
        one.post = _answer(call, one, content, private=one.private)
    call.state.note()
    return (200, shapes.callback(one)) if call.query.get("with_response") in ("1", "true") else (204, None)


def fill(call: Call) -> Answer:
    """Fill the deferral; again, and the message is edited."""
    one = _by_token(call)
    if not isinstance(one, Interaction):
        return one
    if one.callback.get("type") != 5 and one.post is None:
        return error(404, 10008, "Unknown Message")
    if problem := refused(call, call.body, edit=one.post is not None):
        return problem
    one.fills += 1
    if one.post is None:
        one.post = _answer(call, one, call.body, private=one.private)
    one.post.content, one.post.files = call.body, call.files
    return 200, shapes.message(one.post)


def take_back(call: Call) -> Answer:
    """Delete the first answer."""
    one = _by_token(call)
    if not isinstance(one, Interaction):
        return one
    if one.post is not None:
        one.post.deleted = True
    one.callback = one.callback | {"type": 0}
    return 204, None


def follow_up(call: Call) -> Answer:
    """One more answer; the first one after a deferral fills it, whoever may see it."""
    one = _by_token(call)
    if not isinstance(one, Interaction):
        return one
    if one.callback.get("type") == 5 and one.post is None:
        return fill(call)
    if problem := refused(call, call.body):
        return problem
    private = bool(int(call.body.get("flags") or 0) & EPHEMERAL)
    post = _answer(call, one, call.body, private=private)
    one.post = one.post or post
    return 200, shapes.message(post)


def _by_token(call: Call) -> Interaction | Answer:
    one = next((one for one in call.state.interactions.values() if one.token == call.ids[1]), None)
    if one is None or one.acknowledged is None:
        return error(404, 10015, "Unknown Webhook")
    return error(401, 50027, "Invalid Webhook Token") if one.expired else one


def _answer(call: Call, one: Interaction, content: Json, *, private: bool) -> Post:
    post = Post(
        id=new_id(),
        channel=one.channel,
        content=content,
        only_for=one.user if private else "",
        via="answer",
        interaction=one.id,
        at=time.time(),
        files=call.files,
    )
    call.state.posts.append(post)
    call.state.note()
    return post


ROUTES: dict[str, Callable[[Call], Answer]] = {
    "GET /users/@me": lambda call: (200, shapes.ourselves()),
    "GET /users/@me/guilds": lambda call: (200, [shapes.my_guild(id) for id in sorted(call.state.guilds)]),
    "GET /guilds/*": guild,
    "GET /guilds/*/members/*": member,
    "GET /oauth2/applications/@me": lambda call: (200, shapes.application(call.state)),
    "GET /gateway/bot": lambda call: (200, shapes.gateway(call.state, call.gateway_url)),
    "POST /channels/*/messages": create_message,
    "GET /channels/*/messages": history,
    "GET /channels/*": channel,
    "POST /users/@me/channels": open_direct,
    "POST /channels/*/messages/*/threads": start_thread,
    "POST /channels/*/threads": start_post,
    "GET /channels/*/messages/*": one_message,
    "POST /channels/*/messages/*/crosspost": publish,
    "GET /guilds/*/threads/active": active_threads,
    "PUT /applications/*/commands": put_commands,
    "POST /interactions/*/*/callback": acknowledge,
    "PATCH /webhooks/*/*/messages/@original": fill,
    "DELETE /webhooks/*/*/messages/@original": take_back,
    "POST /webhooks/*/*": follow_up,
}
WITHOUT_TOKEN = ("POST /interactions", "PATCH /webhooks", "DELETE /webhooks", "POST /webhooks")


def authorized(state: State, route: str, header: str) -> bool:
    """Whether a call may be made; an interaction has its token in the path."""
    return route.startswith(WITHOUT_TOKEN) or (header.removeprefix("Bot ") in state.tokens and TOKEN in header)
