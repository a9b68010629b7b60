"""Compressed chunks in, plain bytes out, never more of them than a cap."""

import zlib

from bot.feeds.problems import FetchError, Reason

_GZIP_MAGIC = b"\x1f\x8b\x08"
_MAGIC = b"\x1f\x8b"
_AUTO = 47  # zlib's own: find out whether it is gzip or zlib, largest window


class Inflater:
    """Decodes a body as it arrives; raises FetchError (`too_large`, `broken_answer`, `unknown_compression`).

    Takes gzip and deflate (with or without the zlib header), several of them one upon the other, and members put one
    after another. The cap holds for every layer, so a bomb costs no more memory than the cap.
    """

    def __init__(self, encoding: str, *, cap: int) -> None:
        """Prepare for a Content-Encoding header's value."""
        names = [name.strip() for name in encoding.lower().split(",") if name.strip() not in ("", "identity")]
        if len(names) > 2 or any(name not in ("gzip", "x-gzip", "deflate") for name in names):
            raise FetchError(Reason.ENCODING, f"the answer is packed as {encoding[:60]!r}, which we did not ask for")
        self._layers = [_Layer(cap) for _ in names]
        self._cap = cap
        self._size = 0
        self._pieces: list[bytes] = []

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk of the body."""
        for layer in self._layers:
            chunk = layer.inflate(chunk)
        self._size += len(chunk)
        if self._size > self._cap:
            raise too_large(self._cap)
        self._pieces.append(chunk)

    def body(self) -> bytes:
        """The whole body; a body that is itself a gzip file (a server that packed twice) is unpacked once more."""
        if any(layer.unfinished for layer in self._layers):
            raise FetchError(Reason.BROKEN, "the packed answer ends too early")
        body = b"".join(self._pieces) if len(self._pieces) != 1 else self._pieces[0]
        if body.startswith(_GZIP_MAGIC):
            return _Layer(self._cap).inflate(body)
        return body


class _Layer:
    """One compression: feeds members one after another to zlib, with a cap on what comes out."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._given = 0
        self._member = zlib.decompressobj(_AUTO)
        self._started = self._rubbish = False
        self._behind = b""

    @property
    def unfinished(self) -> bool:
        return self._started and not self._member.eof

    def inflate(self, data: bytes) -> bytes:
        pieces = []
        data = self._behind + data
        self._behind = b""
        while data:
            if self._member.eof and not self._begins_another(data):
                break
            pieces.append(self._next(data))
            data = self._member.unused_data
        return b"".join(pieces)

    def _begins_another(self, data: bytes) -> bool:
        """Whether a member follows the one that has ended: what else does is rubbish, which browsers ignore too."""
        if len(data) < len(_MAGIC) and _MAGIC.startswith(data):
            self._behind = data  # the next chunk tells
            return False
        if self._rubbish or not data.startswith(_MAGIC):
            self._rubbish = True
            return False
        self._member = zlib.decompressobj(_AUTO)
        self._started = False
        return True

    def _next(self, data: bytes) -> bytes:
        try:
            piece = self._member.decompress(data, self._cap - self._given + 1)
        except zlib.error as error:
            piece = self._as_raw(data, error)
        self._started = True
        self._given += len(piece)
        if self._given > self._cap:
            raise too_large(self._cap)
        return piece

    def _as_raw(self, data: bytes, error: zlib.error) -> bytes:
        if self._started:
            raise FetchError(Reason.BROKEN, f"the packed answer cannot be unpacked: {error}") from error
        self._member = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._member.decompress(data, self._cap - self._given + 1)
        except zlib.error as raw_error:
            raise FetchError(Reason.BROKEN, f"the packed answer cannot be unpacked: {raw_error}") from error


def too_large(cap: int) -> FetchError:
    """The error for a body over the cap."""
    return FetchError(Reason.TOO_LARGE, f"the answer is larger than {cap:,} bytes")
