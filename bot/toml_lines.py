"""TOML text to the line each key stands on, so that a problem can be pointed at (tomllib keeps no lines)."""

import re

_HEADER = re.compile(r"^\s*\[(\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")

Path = tuple[str | int, ...]


def lines_of(text: str) -> dict[Path, int]:
    """Every key's path, arrays of tables counted from 0, with the 1-based line it is first named on."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        inside, was_inside = _still_inside(line, inside), inside
        if was_inside:
            continue
        if header := _HEADER.match(line):
            here = _table(header, counts)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            path = here + _parts(key.group(1))
            found.setdefault(path, number)
    return found


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest path above it that has one."""
    for length in range(len(path), 0, -1):
        if (number := lines.get(path[:length])) is not None:
            return number
    return None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _table(header: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path a table header opens; each `[[name]]` counts one further."""
    path: Path = ()
    names = _parts(header.group(2))
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        last = depth == len(names)
        if last and header.group(1):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _still_inside(line: str, inside: str) -> str:
    '''The multi-line string mark (`"""` or three single quotes) that a line leaves open, or "".'''
    rest = line
    while True:
        if inside:
            _, closed, rest = rest.partition(inside)
            if not closed:
                return inside
            inside = ""
        marks = [(rest.find(mark), mark) for mark in ('"""', "'''") if mark in rest]
        if not marks:
            return ""
        at, inside = min(marks)
        rest = rest[at + 3 :]
