"""Rows to a table on this terminal, for the programs of this folder."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table


def print_figures(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table of figures; true and false read as yes and NO."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*({True: "yes", False: "NO"}.get(cell, str(cell)) if isinstance(cell, bool) else str(cell) for cell in row))  # fmt: skip
    Console().print(table)
