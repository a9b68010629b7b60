"""What commands print: a table for people or JSON for programs, and progress on a terminal only."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Json = Mapping[str, object] | Sequence[object]


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
    """One JSON value, a line unless `indent` spreads it."""
    out = stream or sys.stdout
    out.write(json.dumps(content, ensure_ascii=False, default=plain, indent=indent) + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table, as wide as the terminal; `None` shows as nothing."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Console().print(table)


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
