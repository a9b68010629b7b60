"""What commands print: tables and facts for people, JSON for programs, and progress on a terminal only.

On a terminal rich sets it; anywhere else it is plain text whose lines are never broken, for grep and files.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Json = Mapping[str, object] | Sequence[object]
Facts = Iterable[tuple[str, Sequence[str]]]
"""Labels, each with its lines; a label without lines is not shown."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LINE_BREAKS = re.compile(r"[\x85\u2028\u2029]")
_GAP = "  "


def plain(value: object) -> object:
    """What json writes for the values it does not know."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def print_json(content: Json, *, stream: IO[str] | None = None, indent: int | None = None) -> None:
    """One JSON value, a line unless `indent` spreads it; no character in it is taken for the end of a line."""
    text = json.dumps(content, ensure_ascii=False, default=plain, indent=indent)
    out = stream or sys.stdout
    out.write(_LINE_BREAKS.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n")


def shown(value: object) -> str:
    """A value for people: `None` is nothing, and no character in it moves the cursor or turns the text around."""
    return "" if value is None else _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(value))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table: as wide as a terminal, a line a row elsewhere."""
    cells = [[shown(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        lines = [[" ".join(cell.split()) for cell in row] for row in ([*columns], *cells)]
        sys.stdout.write((f"{title}\n" if title else "") + _aligned(lines))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    Console().print(table)


def print_facts(heading: str, facts: Facts) -> None:
    """What is known of one thing, under its heading: a label and its lines, label after label."""
    rows = [(label if first else "", shown(line)) for label, lines in facts for first, line in _with_first(lines)]
    if not sys.stdout.isatty():
        sys.stdout.write(f"{' '.join(shown(heading).split())}\n" + _aligned([["", *row] for row in rows]))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, line in rows:
        grid.add_row(Text(label), Text(line))
    console = Console()
    console.print(Text(shown(heading), style="bold"))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _with_first(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    return ((at == 0, " ".join(line.split())) for at, line in enumerate(lines))


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines whose columns begin at the same place; the last column is as long as it is."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    padded = ([cell + " " * (w - cell_len(cell)) for cell, w in zip(row, widths, strict=True)] for row in rows)
    return "".join(_GAP.join(row).rstrip() + "\n" for row in padded)


@contextmanager
def progress(label: str, total: int | None) -> Iterator["Steps"]:
    """A progress bar on standard error, where that is a terminal; the value counts steps."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        yield Steps(bar, bar.add_task(label, total=total))


class Steps:
    """Counts the steps of a progress bar."""

    def __init__(self, bar: "Progress", task: "TaskID") -> None:
        """Keep the bar and its task."""
        self._bar = bar
        self._task = task

    def step(self, count: int = 1, *, label: str | None = None) -> None:
        """Go on by `count`, with another label if there is one."""
        self._bar.update(self._task, advance=count, description=label)
