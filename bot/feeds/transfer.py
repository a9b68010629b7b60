"""A request in, a server's answer out, over libcurl: kept connections, a deadline, a bounded body, guarded sockets."""

import asyncio
import os
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pycurl
from yarl import URL

from bot.feeds.guard import Address, Guard, RefusedError, literal
from bot.feeds.head import Head
from bot.feeds.inflate import Inflater, too_large
from bot.feeds.problems import FetchError, Reason
from bot.feeds.resolve import Names

_ERROR_BODY = 65536  # bytes of an answer other than 200: enough to know a bot wall
_IDLE = 60  # seconds after which a connection that nobody used is not used again
_UNCONNECTED, _WRITE_ERROR, _TIMED_OUT, _CUT_OFF, _TOO_LONG = 7, 23, 28, 56, 63
_TICK = 0.05  # seconds by which libcurl may give up early


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds until a connection stands, bytes after unpacking, connections at once, and who we say we are."""

    connect: float
    cap: int
    sockets: int
    user_agent: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: names of headers in small letters, of a header sent twice the first; the unpacked body.

    Of an answer other than 200 the body is its first 64 KB, "" where those cannot be unpacked.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transfers:
    """Asks servers side by side, each request on a handle of libcurl that is used again.

    No proxy or netrc of the environment, no cookies, no redirects; certificates are always checked. Every address is
    judged when its socket is made, and only those are dialled that our own look-up gave. Used in one event loop.
    """

    def __init__(self, limits: Limits, *, guard: Guard, names: Names) -> None:
        """Open nothing yet."""
        self._limits = limits
        self._guard = guard
        self._names = names
        self._idle: list[_Handle] = []
        self._multi = pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, limits.sockets)
        self._multi.setopt(pycurl.M_MAXCONNECTS, limits.sockets)

    async def get(self, url: URL, headers: Sequence[str], *, seconds: float) -> Answer:
        """The answer to a GET; raises FetchError, and TimeoutError when it takes longer than `seconds` in all."""
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        host, port = url.raw_host or "", url.port or 0
        known = literal(host)
        addresses = (known,) if known else await self._names.addresses(host, port, seconds=seconds)
        if clock() >= end:
            raise TimeoutError
        if self._multi.closed:
            raise FetchError(Reason.CONNECT, "the fetcher was closed meanwhile")
        handle = self._idle.pop() if self._idle else _Handle(self._limits, self._guard)
        handle.prepare(str(url), headers, seconds=end - clock())
        handle.dial(host, port, addresses, named=known is None)
        try:
            await self._multi.add_handle(handle.curl)  # cancelled, it is not used again: libcurl lets go of it later
        except pycurl.error as error:
            handle.failed(*error.args[:2])
        finally:
            handle.close_sockets()
        try:
            return handle.answer()
        finally:
            handle.clear()
            self._idle.append(handle)

    async def close(self) -> None:
        """Close all connections."""
        await self._multi.aclose()
        for handle in self._idle:
            handle.curl.close()
        self._idle.clear()


class _Handle:
    """One handle of libcurl, and what the transfer under way on it brings."""

    def __init__(self, limits: Limits, guard: Guard) -> None:
        self._limits = limits
        self._guard = guard
        self._asked = ("", 0)
        self._addresses: Sequence[Address] = ()
        self._seconds = 0.0
        self._head = Head()
        self._inflater: Inflater | None = None
        self._taken = 0
        self._problem: Exception | None = None
        self._refused = self._resolved = False
        self._sockets: list[socket.socket] = []
        self.curl = pycurl.Curl()
        for option, value in self._options().items():
            self.curl.setopt(option, value)

    def _options(self) -> dict[int, object]:
        trusted = ssl.get_default_verify_paths()
        found = {pycurl.CAINFO: trusted.cafile, pycurl.CAPATH: trusted.capath}
        return {option: path for option, path in found.items() if path} | {
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
            pycurl.PROXY: "",
            pycurl.NOSIGNAL: 1,
            pycurl.MAXAGE_CONN: _IDLE,
            pycurl.MAXFILESIZE_LARGE: self._limits.cap,
            pycurl.CONNECTTIMEOUT_MS: int(self._limits.connect * 1000),
            pycurl.USERAGENT: self._limits.user_agent,
            pycurl.ACCEPT_ENCODING: "gzip, deflate",
            pycurl.HTTP_CONTENT_DECODING: 0,  # unpacked by us, within the cap
            pycurl.OPENSOCKETFUNCTION: self._open,
            pycurl.HEADERFUNCTION: self._head.take,
            pycurl.WRITEFUNCTION: self._take,
        }

    def clear(self) -> None:
        """Forget the last transfer: a handle that waits holds no body."""
        self._head.clear()
        self._inflater = self._problem = None
        self._addresses, self._taken, self._refused = (), 0, False

    def prepare(self, url: str, headers: Sequence[str], *, seconds: float) -> None:
        """Set what this transfer asks for."""
        self._seconds = seconds
        self.curl.setopt(pycurl.URL, url)
        self.curl.setopt(pycurl.HTTPHEADER, [line.encode("latin-1", "replace") for line in headers])
        self.curl.setopt(pycurl.TIMEOUT_MS, max(1, int(seconds * 1000)))

    def dial(self, host: str, port: int, addresses: Sequence[Address], *, named: bool) -> None:
        """Who may be dialled for this transfer; a name is not looked up a second time."""
        self._asked, self._addresses = (host, port), addresses
        if named or self._resolved:
            places = ",".join(f"[{one}]" if one.version == 6 else str(one) for one in addresses)
            self.curl.setopt(pycurl.RESOLVE, [f"+{host}:{port}:{places}"] if named else [])
            self._resolved = named

    def _open(self, _: int, address: tuple[int, int, int, tuple[str | int, ...]]) -> socket.socket | int:
        family, kind, protocol, place = address
        try:
            made = self._guard.make_socket(
                family, kind, protocol, place=place, asked=self._asked, resolved=self._addresses
            )
        except (OSError, ValueError) as error:
            self._refused = self._refused or isinstance(error, RefusedError)
            return int(pycurl.SOCKET_BAD)
        self._sockets.append(made)
        return made

    def close_sockets(self) -> None:
        """Close the sockets that were made: libcurl works on copies of its own."""
        while self._sockets:
            self._sockets.pop().close()

    def _take(self, chunk: bytes) -> int | None:
        """Unpack a piece of the body; a number other than the piece's length ends the transfer."""
        try:
            if self._inflater is None:
                self._head.begin_body()
                self._inflater = self._unpacking()
            self._taken += len(chunk)
            if self._taken > self._limits.cap:
                raise too_large(self._limits.cap)
            self._inflater.feed(chunk)
        except FetchError as problem:
            self._problem = problem
            return -1
        return None

    def _unpacking(self) -> Inflater:
        cap = self._limits.cap if self._head.status == 200 else _ERROR_BODY
        return Inflater(self._head.headers().get("content-encoding", ""), cap=cap)

    def failed(self, code: int, words: str) -> None:
        """Remember why libcurl gave up; what we ended ourselves has its reason already."""
        if code == _TOO_LONG:
            self._problem = too_large(self._limits.cap)
        elif code != _WRITE_ERROR or self._problem is None:
            self._problem = self._explained(code, words)

    def answer(self) -> Answer:
        """What came; raises FetchError or TimeoutError. An answer other than 200 needs its head, and no whole body."""
        status, body = self._head.status, b""
        try:
            if self._problem is not None:
                raise self._problem
            body = self._inflater.body() if self._inflater is not None else b""
        except FetchError:
            if status == 200 or not self._head.whole:
                raise
        if not self._head.whole:
            raise FetchError(Reason.BROKEN, "the answer is broken: it has no status that can be read")
        return Answer(status, self._head.headers(), body)

    def _explained(self, code: int, words: str) -> Exception:
        host = self._asked[0]
        if code == _TIMED_OUT:
            return self._timed_out()
        if code == _UNCONNECTED and self._refused:
            return FetchError(Reason.REFUSED, f"{host} leads to an address that is not public")
        if code == _UNCONNECTED:
            number = int(self.curl.getinfo(pycurl.OS_ERRNO))
            return FetchError(Reason.CONNECT, f"no connection to {host}: {os.strerror(number) if number else words}")
        reason, start = _SAID.get(code, (Reason.CONNECT, "the connection failed"))
        if code == _CUT_OFF and self._head.begun:
            reason, start = Reason.BROKEN, "the answer is broken"
        return FetchError(reason, f"{start}: {words[:160].rstrip('.')}")

    def _timed_out(self) -> Exception:
        """No whole answer in time, or no connection in its own, shorter time."""
        waited = float(self.curl.getinfo(pycurl.TOTAL_TIME))
        if self.curl.getinfo(pycurl.REQUEST_SIZE) or waited >= self._seconds - _TICK:
            return TimeoutError()
        return FetchError(Reason.CONNECT, f"no connection within {self._limits.connect:g} seconds")


_SAID: dict[int, tuple[Reason, str]] = {
    3: (Reason.REFUSED, "this is not an address that can be read"),
    **dict.fromkeys((5, 6), (Reason.DNS, "the host is not known")),
    **dict.fromkeys((1, 8, 16, 18, 27, 61, 92, 100), (Reason.BROKEN, "the answer is broken")),
    **dict.fromkeys(
        (35, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98), (Reason.TLS, "the connection cannot be trusted")
    ),
}
