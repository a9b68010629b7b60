"""A TOML file of the desk to typed tables, each problem with its file and line.

A problem's line is looked for in the file's text, and only once there is a problem.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from bot.toml_lines import Path as KeyPath
from bot.toml_lines import TomlError, line_with, lines_of, read_toml


@dataclass(slots=True)
class DeskFile:
    """A file of the desk: its text, its tables, and the problems found in it."""

    name: str
    text: str = ""
    values: dict[str, object] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    _lines: dict[KeyPath, int] | None = None

    def sentences(self) -> list[str]:
        """The problems, a sentence each, in the order of the file."""
        return [f"{self.name}, line {line}: {sentence}" for line, sentence in sorted(set(self.problems))]

    def problem(self, sentence: str, path: KeyPath, *, words: str = "") -> None:
        """Report a problem on the line of a path, or on the line below it on which words stand."""
        if self._lines is None:
            self._lines = lines_of(self.text)
        self.problems.append((line_with(self.text, self._lines, path, words) or 1, sentence))

    def tables(self, kind: str) -> "Iterator[Table]":
        """The tables `[[kind]]`, in order."""
        rows = self.values.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.problem(f"write [[{kind}]], one table for each", (kind,))
            return
        for number, row in enumerate(rows):
            yield Table(file=self, path=(kind, number), called=kind, values=row)

    def refuse_other_kinds(self, kinds: tuple[str, ...]) -> None:
        """Report every table whose name is not one of these."""
        for kind in self.values:
            if kind not in kinds:
                self.problem(f'"{kind}" is not known here; write {" or ".join(kinds)}', (kind, 0))


def read_desk_file(path: Path) -> DeskFile:
    """The file at a path, read; what TOML itself refuses is a problem with its line."""
    file = DeskFile(path.name)
    try:
        file.text, file.values = read_toml(path)
    except FileNotFoundError:
        file.problems.append((1, "the file is missing"))
    except OSError as error:
        file.problems.append((1, f"the file cannot be read ({error.strerror})"))
    except TomlError as error:
        file.problems.append((error.line or 1, f"the file {error}"))
    return file


@dataclass(slots=True, kw_only=True)
class Table:
    """One table of a file, or an inline table inside one, read key by key."""

    file: DeskFile
    path: KeyPath
    called: str
    values: dict[str, object]

    @property
    def label(self) -> str:
        """What the table is called in a sentence."""
        own = (self.values.get(key) for key in ("id", "text", "role"))
        name = next((one for one in own if one), f"number {int(self.path[-1]) + 1}")
        return f'the {self.called} "{name}"'

    def problem(self, sentence: str, *, at: str = "", words: str = "") -> None:
        """Report a problem: on the line of the key `at`, on the one where `words` stand, or on the table's first."""
        path = (*self.path, at) if at in self.values else self.path
        self.file.problem(f"{self.label} {sentence}", path, words=words)

    def inside(self, key: str, number: int, *, called: str, values: dict[str, object]) -> "Table":
        """An inline table of a list of this one."""
        return Table(file=self.file, path=(*self.path, key, number), called=called, values=values)

    def only(self, keys: tuple[str, ...]) -> bool:
        """Whether the table has only these keys; reports every other one."""
        unknown = [key for key in self.values if key not in keys]
        for key in unknown:
            self.problem(f'has the unknown key "{key}"; it may have {", ".join(keys)}', at=key)
        return not unknown

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text; "" when it is not there (a problem when needed)."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.problem(f'needs words in "{key}"', at=key)
            return ""
        if needed and not value.strip():
            self.problem(f'needs "{key}"', at=key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.problem(f'needs a list of words in "{key}", none of them empty', at=key)
            return ()
        return tuple(value)

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.problem(f'needs true or false in "{key}"', at=key)
            return False
        return value

    def weight(self, key: str, default: float) -> float:
        """A number from 0 to 10."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 10:
            self.problem(f'needs a number from 0 to 10 in "{key}"', at=key)
            return default
        return float(value)

    def day(self, key: str) -> date | None:
        """A date, or None when it is not there."""
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.problem(f'needs a date such as 2025-02-21 in "{key}", without quotation marks', at=key)
        return None

    def rows(self, key: str, *, called: str) -> "tuple[Table, ...]":
        """Inline tables in a list."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.problem(f'needs a list of tables in "{key}"', at=key)
            return ()
        return tuple(self.inside(key, number, called=called, values=row) for number, row in enumerate(value))
