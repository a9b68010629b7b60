"""A TOML file to its values, and the line on which each of them stands, so that a problem can be pointed at.

tomllib keeps no lines. They are found in a second reading, and only once there is a problem.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

LARGEST = 5_000_000
"""The most bytes of a TOML file that are read."""

Path = tuple[str | int, ...]
"""Keys from the top down; tables and values of a list are counted from 0."""

_TOKEN = re.compile(
    r'''(?P<comment>\#[^\n]*)
    |(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<end>\n)
    |(?P<mark>[\[\]{}=,.])
    |(?P<bare>[^\s\[\]{}=,."'\#]+)''',
    re.VERBOSE | re.DOTALL,
)


class TomlError(ValueError):
    """A file that cannot be read as TOML; the text says why, `line` where (None: nowhere in particular)."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        """Keep the line beside the sentence."""
        super().__init__(message)
        self.line = line


def read_toml(file: File) -> tuple[str, dict[str, object]]:
    """The text of a TOML file and its values; raises TomlError, and OSError where the file cannot be read at all."""
    with file.open("rb") as stream:
        body = stream.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise TomlError(f"is larger than {LARGEST:,} bytes; name a smaller file")
    try:
        text = body.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise TomlError("is not UTF-8 text; save it as UTF-8", line=line) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        why = str(error)[: place.start()] if place else str(error)
        where = int(place.group(1) or text.count("\n") + 1) if place else None
        raise TomlError(f"is not TOML ({why[:1].lower()}{why[1:]}); mend that line", line=where) from error
    except RecursionError as error:
        raise TomlError("is nested too deeply; write it flatter") from error
    except ValueError as error:  # a number of thousands of digits
        raise TomlError("holds a number that is too long; write a shorter one") from error


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def lines_of(text: str) -> dict[Path, int]:
    """The path of every table, key and value of a list, with the 1-based line on which it is first named."""
    return _Reading(text).lines()


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path (for a list of tables, of its first), or of the nearest path above it that has one."""
    for length in range(len(path), 0, -1):
        above = path[:length]
        if (number := lines.get(above, lines.get((*above, 0)))) is not None:
            return number
    return None


def line_with(text: str, lines: dict[Path, int], path: Path, words: str) -> int | None:
    """The line below a path on which words stand first; where they do not, the line of the path."""
    start = line_of(lines, path)
    if start is None or not words:
        return start
    end = min((line for other, line in lines.items() if line > start and other[: len(path)] != path), default=None)
    within = text.split("\n")[start - 1 : end and end - 1]
    return next((start + at for at, line in enumerate(within) if words in line), start)


class _Reading:
    """One reading of a text that tomllib has accepted; of any other it makes what it can."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def lines(self) -> dict[Path, int]:
        here: Path = ()
        while self._skip_ends():
            if self._next("["):
                here = self._header()
            else:
                self._pair(here)
        return self._lines

    def _header(self) -> Path:
        """The path that a table's header opens; each `[[name]]` counts one further."""
        line, many = self._tokens[self._at - 1].line, self._next("[")
        path: Path = ()
        names = list(self._keys("]"))
        for depth, name in enumerate(names, start=1):
            path = (*path, name)
            if many and depth == len(names):
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        self._next("]")
        self._lines.setdefault(path, line)
        return path

    def _pair(self, above: Path) -> None:
        line = self._tokens[self._at].line
        path = (*above, *self._keys("="))
        self._lines.setdefault(path, line)
        self._value(path)

    def _keys(self, until: str) -> Iterator[str]:
        """The parts of a dotted key, and past the mark that ends it."""
        while self._at < len(self._tokens) and not self._next(until):
            token = self._tokens[self._at]
            self._at += 1
            if token.kind in ("text", "bare"):
                yield token.text.strip("\"'")

    def _value(self, path: Path) -> None:
        if self._next("["):
            self._list(path)
        elif self._next("{"):
            while self._skip_ends() and not self._next("}"):
                self._pair(path)
                self._next(",")
        else:
            while self._at < len(self._tokens) and self._tokens[self._at].text not in ("\n", ",", "]", "}"):
                self._at += 1

    def _list(self, path: Path) -> None:
        number = 0
        while self._skip_ends() and not self._next("]"):
            self._lines.setdefault((*path, number), self._tokens[self._at].line)
            before = self._at
            self._value((*path, number))
            self._skip_ends()
            if not self._next(",") and self._at == before:
                self._at += 1
            number += 1

    def _skip_ends(self) -> bool:
        """Whether anything is left after the ends of lines."""
        while self._at < len(self._tokens) and self._tokens[self._at].kind == "end":
            self._at += 1
        return self._at < len(self._tokens)

    def _next(self, mark: str) -> bool:
        """Go past a mark if it is the next token."""
        found = self._at < len(self._tokens) and self._tokens[self._at].text == mark
        self._at += found
        return found


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "comment":
            yield _Token(found.lastgroup or "", found.group(), line)
        line += found.group().count("\n")
