"""Discord's gateway: hello, identify, READY, events with numbers, heartbeats, resume, and every way to lose it."""

import asyncio
import contextlib
import json
import secrets
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.discord.payloads import guild
from tests.fakes.discord.shapes import user
from tests.fakes.discord.state import APP, Json, State

HEARTBEAT_MS = 41_250


@dataclass(slots=True, kw_only=True)
class Session:
    """What a shard was told since it identified; `dead` ones cannot be resumed."""

    id: str
    shard: tuple[int, int]
    events: list[Json] = field(default_factory=list)
    wire: "Wire | None" = None
    dead: bool = False

    @property
    def last(self) -> int:
        """The number of the last event."""
        return len(self.events)


class Wire:
    """One socket, deflated as the client asked."""

    def __init__(self, socket: web.WebSocketResponse, *, deflated: bool) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if deflated else None
        self._one_at_a_time = asyncio.Lock()

    async def send(self, content: Json) -> bool:
        """Send; false when the socket is gone."""
        async with self._one_at_a_time:
            text = json.dumps(content)
            try:
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)
            except (ConnectionError, RuntimeError):
                return False
            return not self.socket.closed

    async def close(self, code: int) -> None:
        """Close with a code."""
        await self.socket.close(code=code)


class Gateway:
    """The sessions of the shards."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.refuse_with = 0
        """A code with which every IDENTIFY is answered."""

    def live(self) -> list[Session]:
        """The sessions that are connected."""
        return [one for one in self.sessions.values() if one.wire is not None and not one.dead]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One socket, until it is closed."""
        socket = web.WebSocketResponse(autoping=True, max_msg_size=0)
        await socket.prepare(request)
        wire = Wire(socket, deflated=request.query.get("compress") == "zlib-stream")
        await wire.send({"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        try:
            async for got in socket:
                if got.type is WSMsgType.TEXT:
                    await self._hear(wire, json.loads(got.data))
        finally:
            for session in self.sessions.values():
                if session.wire is wire:
                    session.wire = None
            self.state.note()
        return socket

    async def dispatch(self, event: str, content: Json, *, guild_id: str = "") -> bool:
        """Tell the shard of a guild; false when nobody hears it now. A session that lives will hear it later."""
        found = [one for one in self.sessions.values() if not one.dead and _is_for(one, guild_id)]
        if not found:
            return False
        session = found[-1]
        session.events.append({"op": 0, "t": event, "s": session.last + 1, "d": content})
        return session.wire is not None and await session.wire.send(session.events[-1])

    async def reconnect(self) -> None:
        """Ask every shard to come again."""
        for session in self.live():
            if session.wire:
                await session.wire.send({"op": 7, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Say that the sessions are not valid."""
        for session in self.live():
            session.dead = not resumable
            if session.wire:
                await session.wire.send({"op": 9, "d": resumable})

    async def drop(self, *, dead: bool, code: int = 4000) -> None:
        """Close the sockets; a dead session is refused when it is resumed."""
        for session in self.live():
            wire, session.dead = session.wire, dead
            session.wire = None
            if wire:
                await wire.close(code)

    async def abort(self) -> None:
        """Break the connections without a word; the sessions live on."""
        for session in self.live():
            wire, session.wire = session.wire, None
            transport = wire.socket._req.transport if wire and wire.socket._req else None
            if transport is not None:
                transport.abort()

    async def _hear(self, wire: Wire, content: Json) -> None:
        asked: Any = content.get("d")
        match content.get("op"):
            case 1:
                await wire.send({"op": 11, "d": None})
            case 2:
                await self._identify(wire, asked)
            case 6:
                await self._resume(wire, asked)

    async def _identify(self, wire: Wire, asked: Any) -> None:
        self.state.identified.append(asked)
        self.state.identifies_left -= 1
        code = self.refuse_with or (0 if asked["token"] in self.state.tokens else 4004)
        if code:
            await wire.close(code)
            return
        shard = tuple(asked.get("shard") or (0, 1))
        for old in self.sessions.values():
            old.dead = old.dead or old.shard == shard
        session = Session(id=secrets.token_hex(8), shard=shard, wire=wire)
        self.sessions[session.id] = session
        ours = [id for id in sorted(self.state.guilds) if _is_for(session, id)]
        ready: Json = {
            "v": 10,
            "user": user(APP, bot=True) | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": id, "unavailable": True} for id in ours],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": list(shard),
            "application": {"id": APP, "flags": 0},
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "presences": [],
            "guild_join_requests": [],
        }
        session.events.append({"op": 0, "t": "READY", "s": 1, "d": ready})
        await wire.send(session.events[-1])
        for id in ours:
            await self.dispatch("GUILD_CREATE", guild(self.state, id), guild_id=id)
        self.state.note()

    async def _resume(self, wire: Wire, asked: Any) -> None:
        session = self.sessions.get(asked["session_id"])
        if session is None or session.dead or asked["seq"] is None:
            await wire.send({"op": 9, "d": False})
            return
        self.state.resumed += 1
        missed = session.events[max(0, int(asked["seq"])) :]
        session.wire = wire
        for event in missed:
            heard = await wire.send(event)
            if event["t"] == "INTERACTION_CREATE":
                told: Any = event["d"]
                self.state.interactions[told["id"]].sent += heard
        session.events.append({"op": 0, "t": "RESUMED", "s": session.last + 1, "d": {}})
        with contextlib.suppress(ConnectionError):
            await wire.send(session.events[-1])
        self.state.note()


def _is_for(session: Session, guild_id: str) -> bool:
    number, shards = session.shard
    return number == ((int(guild_id) >> 22) % shards if guild_id else 0)
