"""Header lines in, as a server sends them; the status and headers of its answer out."""

import re

_STATUS = re.compile(rb"HTTP/\S*\s+(\d{3})")
_BLANK = (b"\r\n", b"\n")


class Head:
    """The last block of header lines before a body: one that only announces another (100, 103) comes before it.

    Trailers behind the body are no headers, whatever they are called. Names are kept in small letters; of a header sent
    twice the first counts.
    """

    def __init__(self) -> None:
        """Nothing came yet."""
        self._lines: list[bytes] = []
        self._ended = False
        self._body = False

    def clear(self) -> None:
        """Forget what came."""
        self._lines.clear()
        self._ended = self._body = False

    def take(self, line: bytes) -> None:
        """The next line, with its end."""
        if self._body:
            return
        if self._ended:
            if not _STATUS.match(line):
                return  # a trailer behind an empty body
            self.clear()
        if line in _BLANK:
            self._ended = True
        else:
            self._lines.append(line)

    def begin_body(self) -> None:
        """What comes now is body, and then trailers."""
        self._body = True

    @property
    def begun(self) -> bool:
        """Whether anything came."""
        return bool(self._lines)

    @property
    def whole(self) -> bool:
        """Whether the block came to its end, and is that of an answer."""
        return self._ended and self.status >= 200

    @property
    def status(self) -> int:
        """The status, 0 where none can be read."""
        found = _STATUS.match(self._lines[0]) if self._lines else None
        return int(found[1]) if found else 0

    def headers(self) -> dict[str, str]:
        """The headers, each byte a character."""
        found: dict[str, str] = {}
        for line in self._lines[1:]:
            name, _, value = line.partition(b":")
            found.setdefault(name.strip().decode("latin-1").lower(), value.strip().decode("latin-1"))
        return found
