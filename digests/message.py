"""What any platform can show: a message of blocks, a block of spans."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http or https only)."""

    text: str
    url: str


Span = Plain | Strong | Link
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the message's own, 2 a story's."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, verbatim, with who said them and where; never cut."""

    words: str
    speaker: Line
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of equal rank."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Quiet words: a receipt, a hint."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule between parts."""


class ButtonStyle(StrEnum):
    """How much a button asks to be pressed."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """What a reader can press: a command line that runs as if typed by whoever presses it."""

    label: str
    command: str
    style: ButtonStyle = ButtonStyle.PLAIN


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons, on platforms that have them."""

    buttons: tuple[Button, ...]


Block = Heading | Paragraph | Quote | Bullets | Note | Divider | Actions


@dataclass(frozen=True, slots=True)
class Message:
    """What we want to say; `summary` is the plain text for notifications and screen readers."""

    blocks: tuple[Block, ...]
    summary: str = ""
