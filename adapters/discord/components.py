"""Buttons to rows and lists to choose from, numbered so that no two of a post are one to Discord."""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final

from adapters.discord import views
from adapters.discord.escaping import shown_host, units
from digests.layout.words import shortened
from digests.message import Block, Button, ButtonStyle, Heading, Link, Note, visible

Json = dict[str, object]

ROW, BUTTON, SELECT, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER = 1, 2, 3, 9, 10, 12, 14, 17
LONGEST_LABEL, LONGEST_OPTION, LONGEST_ADDRESS = 80, 100, 512
IN_A_ROW, MOST_OPTIONS = 5, 25
LINK_STYLE: Final = 5
_STYLES: Final = {ButtonStyle.PLAIN: 2, ButtonStyle.PRIMARY: 1, ButtonStyle.DANGER: 4}
_NUMBERED = re.compile(r"(\D*\S) (\d{1,3})")
_NUMBER = re.compile(r"(\d{1,3})\. ")


class Numbered:
    """Makes the buttons of one post."""

    def __init__(self, blocks: Sequence[Block], *, workspace: str) -> None:
        """Begin at nought; the headings tell what a numbered button is about."""
        self._numbers = count()
        self._workspace = workspace
        self._told = {
            found[1]: block.text[found.end() :]
            for block in blocks
            if isinstance(block, Heading) and (found := _NUMBER.match(block.text))
        }

    def button(self, button: Button) -> Json:
        """A button that runs its command line."""
        return {
            "type": BUTTON,
            "style": _STYLES[button.style],
            "label": _cut(button.label, LONGEST_LABEL),
            "custom_id": self._id(button.command),
        }

    def rows(self, buttons: Iterable[Button], *, source: Link | None = None) -> list[Json]:
        """The buttons in rows; numbered ones that no row holds become a list to choose from."""
        shown = [button for button in buttons if views.may_be_shown(button)]
        listed = [button for button in shown if _NUMBERED.fullmatch(button.label)] if len(shown) > IN_A_ROW else []
        made = [self.button(button) for button in shown if button not in listed]
        made += [link_button(source)] if source is not None and shown else []
        rows = [self._select(listed[at : at + MOST_OPTIONS]) for at in range(0, len(listed), MOST_OPTIONS)]
        rows += [made[at : at + IN_A_ROW] for at in range(0, len(made), IN_A_ROW)]
        return [{"type": ROW, "components": row} for row in rows]

    def _select(self, buttons: Sequence[Button]) -> list[Json]:
        found = _NUMBERED.fullmatch(buttons[0].label)
        what = found[1] if found else ""
        select: Json = {
            "type": SELECT,
            "custom_id": views.select_id(number=next(self._numbers), workspace=self._workspace),
            "placeholder": f"{what} …".strip(),
            "options": [self._option(button) for button in buttons],
        }
        return [select]

    def _option(self, button: Button) -> Json:
        made: Json = {"label": _cut(button.label, LONGEST_OPTION), "value": self._id(button.command)}
        told = self._told.get(button.label.rsplit(" ", 1)[-1], "")
        return made | {"description": _cut(told, LONGEST_OPTION)} if told else made

    def _id(self, line: str) -> str:
        return views.custom_id(line, number=next(self._numbers), workspace=self._workspace)


def link_button(link: Link) -> Json:
    """A button that leads to an address and says where."""
    return {"type": BUTTON, "style": LINK_STYLE, "label": f"Read at {shown_host(link.url)}", "url": link.url}


def is_numbered(heading: Heading) -> bool:
    """Whether a heading is one of a numbered list of stories."""
    return _NUMBER.match(heading.text) is not None


def only_source(blocks: Sequence[Block]) -> Link | None:
    """The first source of a page that tells one story, none of many: its one note with links; None for other pages."""
    if any(isinstance(block, Heading) and is_numbered(block) for block in blocks):
        return None
    notes = [block for block in blocks if isinstance(block, Note) and any(isinstance(s, Link) for s in block.spans)]
    links = [span for span in notes[0].spans if isinstance(span, Link)] if len(notes) == 1 else []
    fits = links and len(links[0].url) <= LONGEST_ADDRESS and links[0].url.isascii() and shown_host(links[0].url)
    return links[0] if fits else None


def _cut(text: str, longest: int) -> str:
    words = visible(text).strip()
    return shortened(words, longest if units(words) <= longest else longest // 2)
