"""Discord's calls about servers, posts of forums and what is published: a body in, a status and an answer out."""

import time

from tests.fakes.discord import payloads, shapes
from tests.fakes.discord.calls import Answer, Call, channel_of, error, refused
from tests.fakes.discord.state import ANNOUNCEMENTS, FORUM, HISTORY, SEND, Channel, Post, new_id


def start_post(call: Call) -> Answer:
    """A post of a forum, with the message that begins it, which has its id."""
    one = channel_of(call, call.ids[0], right=SEND)
    if not isinstance(one, Channel):
        return one
    body = call.body
    tags = [str(tag) for tag in body.get("applied_tags") or ()]
    if one.kind != FORUM or not 1 <= len(body["name"]) <= 100 or not set(tags) <= {tag["id"] for tag in one.tags}:
        return error(400, 50035, "Invalid Form Body")
    if one.must_have_tag and not tags:
        return error(400, 40067, "A tag is required to create a forum post in this channel")
    if problem := refused(call, body["message"], place=one):
        return problem
    id = new_id()
    made = Channel(id=id, guild=one.guild, parent=one.id, rights=one.rights, name=body["name"], applied=tags)
    call.state.channels[id] = made
    post = Post(id=id, channel=id, content=body["message"], at=time.time(), files=call.files)
    call.state.posts.append(post)
    call.state.note()
    return 201, shapes.thread(made, last=id)


def one_message(call: Call) -> Answer:
    """A message."""
    one = channel_of(call, call.ids[0], right=HISTORY)
    if not isinstance(one, Channel):
        return one
    found = next((post for post in call.state.in_channel(one.id) if post.id == call.ids[1]), None)
    return (200, shapes.message(found)) if found else error(404, 10008, "Unknown Message")


def publish(call: Call) -> Answer:
    """Show a post to those who follow its channel."""
    one = channel_of(call, call.ids[0], right=SEND)
    if not isinstance(one, Channel):
        return one
    found = next((post for post in call.state.in_channel(one.id) if post.id == call.ids[1]), None)
    if one.kind != ANNOUNCEMENTS:
        return error(400, 50024, "Cannot execute action on this channel type")
    if found is None:
        return error(404, 10008, "Unknown Message")
    if found.id in call.state.published:
        return error(400, 40033, "This message has already been crossposted.")
    call.state.published.append(found.id)
    call.state.note()
    return 200, shapes.message(found)


def guild(call: Call) -> Answer:
    """A guild where the bot is."""
    if call.ids[0] not in call.state.guilds:
        return error(403, 50001, "Missing Access")
    told = payloads.guild(call.state, call.ids[0])
    gone = ("channels", "threads", "members", "presences", "voice_states", "stage_instances", "soundboard_sounds")
    shown = {name: value for name, value in told.items() if name not in (*gone, *payloads.ON_ARRIVAL)}
    return 200, shown | payloads.OVER_REST


def member(call: Call) -> Answer:
    """The bot as a member."""
    if call.ids[0] not in call.state.guilds:
        return error(403, 50001, "Missing Access")
    return 200, payloads.us() | payloads.ABOUT_MEMBERS
