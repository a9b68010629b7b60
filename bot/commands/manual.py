"""COMMANDS to the page of the manual that lists them: docs/commands.md is what this writes."""

from collections.abc import Sequence

from bot.commands.command import Command, Who
from bot.commands.line import usage, wanted

_HEAD = """# Commands

Written from `bot/commands` by `python -m bot.cli.manual > docs/commands.md`; a test says when it is out of date.

Type `/brief` and a command, on any platform; `chipbrief ask "topic h200"` answers at the terminal. Options are known
by their shape (`7d`, `08:00`, `Europe/London`, `mon-fri`, a choice) at either end of the line, or by name
(`since:7d`); what is left is the query. Lookups answer you alone; `share:here` shows the answer to the channel.
"""


def manual(commands: Sequence[Command]) -> str:
    """The page, as Markdown."""
    shown = [command for command in commands if not command.hidden]
    parts = [_HEAD, *(_section(command) for command in shown), _hidden(commands)]
    return "\n".join(part for part in parts if part)


def _section(command: Command) -> str:
    who = "Managers" if command.who is Who.MANAGERS else "Everyone"
    seen = "only the asker sees the answer" if command.private else "the channel sees the answer"
    lines = [f"## {command.name}", "", f"{command.summary}. {who}; {seen}.", "", "```text", f"/brief {usage(command)}"]
    lines += [f"/brief {command.example}", "```", ""]
    if command.shown_options:
        lines += ["| option | what it takes | |", "|---|---|---|"]
        for option in command.shown_options:
            needed = "needed" if option.required else f"`{option.default}` unless told" if option.default else ""
            lines.append(f"| `{option.name}` | {option.summary} ({wanted(option)}) | {needed} |")
        lines.append("")
    return "\n".join(lines)


def _hidden(commands: Sequence[Command]) -> str:
    lines = [
        f"- `/brief {command.example}`: {command.summary[:1].lower()}{command.summary[1:]}."
        for command in commands
        if command.hidden
    ]
    return (
        "\n".join(["## Behind buttons", "", "Buttons write these; managers may type them too.", "", *lines, ""])
        if lines
        else ""
    )
