"""Command lines to the custom ids of buttons and back; they name all that a press needs, so they outlive restarts."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from digests.message import Actions, Button, Message, visible

VERSION: Final = "brief1"
"""Begins every custom id: a post of today must be understood when its button is pressed next year."""
LONGEST_ID: Final = 100
LONGEST_LINE: Final = 2000

_ID = re.compile(rf"{VERSION}\.(\d{{1,3}})(?:@([^:#/]{{1,40}}))?(?::(.+)|#([0-9a-f]{{32}})|(/pick))", re.DOTALL)
_ROOT = re.compile(r"\s*/?brief\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What a press asks for: a command line, or the name under which the workspace keeps one that was too long.

    `workspace` is told by buttons that stand in direct messages, where Discord tells none. Whoever pressed is asked for
    their permission again, as if they had typed the line.
    """

    line: str = ""
    kept_as: str = ""
    workspace: str = ""


def custom_id(line: str, *, number: int, workspace: str = "") -> str:
    """The custom id that stands for a line, at most 100 characters; `number` sets it apart from others of its post."""
    return _whole(line, number, workspace) or f"{_head(number, workspace)}#{name_of(line)}"


def select_id(*, number: int, workspace: str = "") -> str:
    """The custom id of a list to choose from; what was chosen is the value, a custom id like a button's."""
    return f"{_head(number, workspace)}/pick"


def name_of(line: str) -> str:
    """The name under which a line that is too long is kept; the same line has the same name always."""
    return hashlib.sha256(_said(line).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read(custom_id: str, values: tuple[str, ...] = ()) -> Pressed | None:
    """What a custom id asks for, with the `values` chosen from a list; None for one that is none of ours."""
    found = _ID.fullmatch(custom_id) if len(custom_id) <= LONGEST_ID else None
    if found is None:
        return None
    workspace, said, name, picks = found[2] or "", found[3], found[4], found[5]
    if picks:
        chosen = read(values[0]) if len(values) == 1 else None
        return chosen if chosen is not None and chosen.workspace == workspace else None
    return Pressed(line=f"/brief {said}" if said else "", kept_as=name or "", workspace=workspace)


def lines_to_keep(page: Message, *, workspace: str = "") -> dict[str, str]:
    """The lines of a page's buttons that no custom id can hold, by name; keep them before the page is posted."""
    lines = (button.command for button in shown_buttons(page))
    return {name_of(line): f"/brief {_said(line)}" for line in lines if not _whole(line, 999, workspace)}


def workspace_told(workspace: str) -> str:
    """The workspace that buttons in direct messages have to tell; "" for a person's own, which is meant untold."""
    return "" if workspace.startswith("@") else workspace


def shown_buttons(page: Message) -> Iterator[Button]:
    """Every button of a page that can be shown: it says something, and a line can be as long as its own."""
    for block in page.blocks:
        if isinstance(block, Actions):
            yield from filter(may_be_shown, block.buttons)


def may_be_shown(button: Button) -> bool:
    """Whether a button says something and does something."""
    return bool(visible(button.label).strip() and _said(button.command)) and len(button.command) <= LONGEST_LINE


def _whole(line: str, number: int, workspace: str) -> str:
    """The custom id that says the whole line; "" when there is no room for it, or it would not come back as it went."""
    made = f"{_head(number, workspace)}:{_said(line)}"
    fits = len(made.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_ID and made.isprintable()
    return made if fits else ""


def _head(number: int, workspace: str) -> str:
    return f"{VERSION}.{number}" + (f"@{workspace}" if workspace else "")


def _said(line: str) -> str:
    """The line without the root command that every line has."""
    return _ROOT.sub("", line, count=1).strip()
