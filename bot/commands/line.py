"""A line such as `topic "export rules" 7d` to the command it names and the values of its options."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.commands.command import Command, Kind, Option
from bot.commands.shapes import fits, looks_like, read_since
from bot.errors import CommandError

_PREFIX = re.compile(r"\s*/?brief\b", re.IGNORECASE)
_WORD = re.compile(r'(?:[\w.-]+[:=])?(?:"[^"]*"|“[^”]*”|\S)+')
_NAMED = re.compile(r"([A-Za-z]+)[:=](.+)", re.DOTALL)
_FREE = (Kind.TEXT, Kind.QUERY)
_ANYTHING = (*_FREE, Kind.CURSOR)
LONGEST_LINE = 2000
MEANT = {
    **dict.fromkeys(
        ("what", "what's", "whats", "news", "today", "latest", "update", "updates", "new", "digest"), "now"
    ),
    **dict.fromkeys(("search", "find", "show", "query", "look", "stories"), "topic"),
    **dict.fromkeys(("who", "said", "quote", "quotes", "speaker", "quotation", "quotations"), "remarks"),
    **dict.fromkeys(("alert", "notify", "track", "follow"), "watch"),
    **dict.fromkeys(("alerts", "tracking"), "watches"),
    **dict.fromkeys(("subscriptions", "orders", "health"), "status"),
    **dict.fromkeys(("stop", "cancel"), "unsubscribe"),
    **dict.fromkeys(("hello", "hi", "", "commands", "usage"), "help"),
}
"""What people write first, and the command that does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as read: the command it names and the values it gives, as written."""

    command: Command
    values: Mapping[str, str]


def read_line(line: str, commands: Sequence[Command], *, default: str = "help") -> Line:
    """The command and values of a line; CommandError says what is wrong, with an example.

    Options are known by their shape at either end of the line (`7d`, `08:00`, `Europe/London`, `mon-fri`, a choice), or
    by name (`since:7d`); what is left in the middle is the text or query.
    """
    if len(line) > LONGEST_LINE:
        raise CommandError(f"That line is too long; {LONGEST_LINE} characters are the most.")
    text = _PREFIX.sub("", line, count=1).strip() or default
    command, rest = _named_command(text, commands)
    return Line(command=command, values=_values(command, rest))


def usage(command: Command) -> str:
    """How a command is written: `topic QUERY [since]`."""
    parts = [option.name.upper() if option.required else f"[{option.name}]" for option in command.shown_options]
    return " ".join([command.name, *parts])


def _named_command(text: str, commands: Sequence[Command]) -> tuple[Command, str]:
    lowered = " ".join(text.lower().split())
    for command in sorted(commands, key=lambda one: -len(one.name)):
        if lowered == command.name or lowered.startswith(command.name + " "):
            pattern = r"\s+".join(re.escape(part) for part in command.name.split())
            return command, re.sub(pattern, "", text, count=1, flags=re.IGNORECASE).strip()
    raise CommandError(_no_such_command(text, commands))


def _no_such_command(text: str, commands: Sequence[Command]) -> str:
    word = text.split()[0]
    shown, whole = (one if len(one) <= 40 else one[:40] + "…" for one in (word, " ".join(text.split())))
    named = {command.name: command for command in commands if not command.hidden}
    near = [MEANT.get(word.lower().rstrip("?!.,"), ""), *get_close_matches(word.lower(), named, n=1, cutoff=0.75)]
    meant = next((named[name] for name in near if name in named), None)
    search = f"To search, write: /brief topic {whole}."
    if meant is None:
        return f"There is no command {shown!r}. {search} All commands: /brief help"
    told = f"There is no command {shown!r}. Did you mean `{meant.name}`? Such as: /brief {meant.example}"
    return f"{told}. {search}" if near[0] else told


def _values(command: Command, rest: str) -> dict[str, str]:
    words = _WORD.findall(rest)
    values = _take_named(command, words)
    _take_shaped(command, words, values)
    _take_free(command, words, values)
    if words:
        raise CommandError(_wrong(command, _left(command, words[0], values)))
    return check_values(command, values)


def check_values(command: Command, values: Mapping[str, str]) -> dict[str, str]:
    """The values, with the defaults of those not given; CommandError says which one is missing, unknown or wrong."""
    given = {name: value for name, value in values.items() if value}
    known = {option.name: option for option in command.options}
    if unknown := next((name for name in given if name not in known), None):
        raise CommandError(_wrong(command, f"there is no option `{unknown[:40]}`"))
    for option in command.options:
        _check(command, option, given)
    if missing := next((option for option in command.options if option.required and option.name not in given), None):
        choices = f" ({wanted(missing)})" if missing.choices else ""
        raise CommandError(_wrong(command, f"{missing.name} is missing{choices}"), option=missing.name)
    return {name: option.default for name, option in known.items() if option.default} | given


def _left(command: Command, word: str, values: Mapping[str, str]) -> str:
    """What is wrong with a word that no option took: it is no value of the one that is missing, or nobody's."""
    still = [one for one in command.shown_options if one.name not in values and not one.named]
    missing = next((one for one in still if one.required), still[0] if len(still) == 1 else None)
    return _misfit(missing, word) if missing is not None else f"what `{word[:60]}` means here is not clear"


def _take_named(command: Command, words: list[str]) -> dict[str, str]:
    """Take the `name:value` words whose name is an option's; a query keeps its own fields."""
    values: dict[str, str] = {}
    names = {option.name: option for option in command.options}
    for word in list(words):
        found = _NAMED.fullmatch(word)
        if found and found[1].lower() in names and found[1].lower() not in values:
            values[found[1].lower()] = _unquoted(found[2])
            words.remove(word)
    return values


def _take_shaped(command: Command, words: list[str], values: dict[str, str]) -> None:
    """Take from the front, then from the back, the words that look like an option; `30 days` is one."""
    if any(option.kind is Kind.AGE and option.name not in values for option in command.options):
        _join_age(words)
    for at in (0, -1):
        while words and (option := _meant(command, words[at], values)):
            values[option.name] = words.pop(at)
            if at == -1 and words and words[-1].lower() in ("since", "until", "for", "at", "last", "past", "this"):
                words.pop()
    if words and words[-1].lower() in ("since", "until"):
        raise CommandError(_wrong(command, f"`{words[-1]}` wants an age such as 7d or a day such as 2026-11-01"))


def _join_age(words: list[str]) -> None:
    """Make one word of `30 days` at the end of a line, and drop a `last` before it."""
    if len(words) > 1 and words[-2].isdigit() and read_since("".join(words[-2:])) is not None:
        words[-2:] = ["".join(words[-2:])]


def _meant(command: Command, word: str, values: Mapping[str, str]) -> Option | None:
    open_options = (option for option in command.options if option.name not in values and not option.named)
    return next((option for option in open_options if looks_like(option, word)), None)


def _take_free(command: Command, words: list[str], values: dict[str, str]) -> None:
    """Give what is left to the free options: a word (or a quoted phrase) each, the last one takes all."""
    free = [
        option for option in command.options if option.kind in _FREE and option.name not in values and not option.named
    ]
    for option in free[:-1]:
        if words:
            values[option.name] = _unquoted(words.pop(0))
    if free and words:
        last = free[-1]
        text = " ".join(words)
        values[last.name] = text if last.kind is Kind.QUERY else _unquoted(text)
        words.clear()


def _check(command: Command, option: Option, values: Mapping[str, str]) -> None:
    value = values.get(option.name, "")
    if value and option.kind not in _ANYTHING and not fits(option, value):
        raise CommandError(_wrong(command, _misfit(option, value)), option=option.name)


def _misfit(option: Option, value: str) -> str:
    if option.kind is Kind.AGE:
        return f"`{value[:60]}` is neither an age such as 7d nor a day such as 2026-11-01: write {option.name}:7d"
    if option.kind is Kind.UNTIL:
        return f"`{value[:60]}` is neither an age such as 3d nor a day to come such as 2026-12-01"
    needed = wanted(option)
    return f"`{value[:60]}` is no {option.name}" + (f" ({needed})" if needed != f"a {option.name}" else "")


def wanted(option: Option) -> str:
    """What an option takes, in a few words."""
    if option.kind is Kind.CHOICE:
        return ("one of " if len(option.choices) > 1 else "only ") + ", ".join(option.choices)
    return _WANTED.get(option.kind, "text")


_WANTED = {
    Kind.NUMBER: "a number",
    Kind.AGE: "an age such as 24h, 7d or 2w, or a day such as 2026-11-01",
    Kind.TIME: "a time such as 08:00",
    Kind.ZONE: "a zone such as Europe/London",
    Kind.DAYS: "weekdays such as mon-fri",
    Kind.UNTIL: "an age such as 3d or a day such as 2026-12-01",
    Kind.URL: "an address that begins with https://",
    Kind.QUERY: "words to look for",
}


def _wrong(command: Command, problem: str) -> str:
    return f"{problem[:1].upper() + problem[1:]}. Write: /brief {usage(command)}. Such as: /brief {command.example}"


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] in '"“' and text[-1] in '"”':
        return text[1:-1]
    return text
