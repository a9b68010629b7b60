"""A TOML file of the desk to typed tables, each problem with its file and line.

tomllib gives no line numbers, so a problem's line is looked for in the file's text, and only once there is a problem.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path


@dataclass(slots=True)
class DeskFile:
    """A file of the desk: its text, its tables, and the problems found in it."""

    name: str
    text: str = ""
    values: dict[str, object] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The problems, a sentence each, in the order of the file."""
        return [f"{self.name}, line {line}: {sentence}" for line, sentence in sorted(set(self.problems))]

    def tables(self, kind: str) -> "Iterator[Table]":
        """The tables `[[kind]]`, in order."""
        rows = self.values.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.problems.append(
                (_line_like(self.text, rf"\s*\[?\[?{kind}\b"), f"write [[{kind}]], one table for each")
            )
            return
        for number, row in enumerate(rows):
            yield Table(self, kind, number, row)

    def refuse_other_kinds(self, kinds: tuple[str, ...]) -> None:
        """Report every table whose name is not one of these."""
        for kind in self.values:
            if kind not in kinds:
                line = _line_like(self.text, rf"\s*\[?\[?\s*{re.escape(kind)}\b")
                self.problems.append((line, f'"{kind}" is not known here; write {" or ".join(kinds)}'))


def read_desk_file(path: Path) -> DeskFile:
    """The file at a path, read; what TOML itself refuses is a problem with its line."""
    file = DeskFile(path.name)
    try:
        file.text = path.read_text(encoding="utf-8")
        file.values = tomllib.loads(file.text)
    except FileNotFoundError:
        file.problems.append((1, "the file is missing"))
    except UnicodeDecodeError:
        file.problems.append((1, "the file is not UTF-8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        file.problems.append((int(found.group(1)) if found else 1, f"not TOML: {error}"))
    except ValueError as error:  # a date that does not exist
        file.problems.append((_impossible_date(file.text), f"not a date: {error}"))
    return file


def _impossible_date(text: str) -> int:
    for match in re.finditer(r"\b(\d{4}-\d\d-\d\d)\b", text):
        try:
            date.fromisoformat(match.group())
        except ValueError:
            return text.count("\n", 0, match.start()) + 1
    return 1


def _line_like(text: str, pattern: str) -> int:
    found = re.search(f"^{pattern}", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


@dataclass(slots=True)
class Table:
    """One table of a file (or an inline table inside one), read key by key."""

    file: DeskFile
    kind: str
    number: int
    values: dict[str, object]
    inside: str = ""

    @property
    def label(self) -> str:
        """What the table is called in a sentence."""
        name = (
            self.values.get("id") or self.values.get("text") or self.values.get("role") or f"number {self.number + 1}"
        )
        return f'the {self.inside or self.kind} "{name}"'

    def problem(self, sentence: str, *, at: str = "") -> None:
        """Report a problem, on the line of this table where `at` stands (a key or any words), else on its first."""
        self.file.problems.append((self.line_of(at), f"{self.label} {sentence}"))

    def line_of(self, words: str = "") -> int:
        """The line of a key or of words inside this table; where they are not found, of the table itself."""
        headers = list(re.finditer(rf"^\s*\[\[\s*{re.escape(self.kind)}\s*\]\]", self.file.text, re.MULTILINE))
        if self.number >= len(headers):
            return _line_like(self.file.text, rf"\s*{re.escape(self.kind)}\b")
        start = headers[self.number].start()
        after = re.compile(r"^\s*\[\[", re.MULTILINE).search(self.file.text, headers[self.number].end())
        end = after.start() if after else len(self.file.text)
        own = next((value for value in self.values.values() if self.inside and isinstance(value, str)), "")
        places = (_place(self.file.text, each, start, end) for each in (words, own) if each)
        place = next((place for place in places if place is not None), headers[self.number].end())
        return self.file.text.count("\n", 0, place) + 1

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
        return tuple(Table(self.file, self.kind, self.number, each, called) for each in value)


def _place(text: str, words: str, start: int, end: int) -> int | None:
    """Where a key ends between two places, else where the words stand; None when they do not."""
    key = re.compile(rf"^\s*{re.escape(words)}\s*=|[{{,]\s*{re.escape(words)}\s*=", re.MULTILINE)
    if found := key.search(text, start, end):
        return found.end()
    at = text.find(words, start, end)
    return None if at < 0 else at
