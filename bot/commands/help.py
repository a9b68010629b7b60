"""`help [command]`: every command in a line, or one of them with its options; made from the commands themselves."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.commands.asking import AFTER, page_of
from bot.commands.command import Command, Completion, Kind, Option, Request, Who
from bot.commands.line import usage, wanted
from bot.commands.parts import in_parts
from bot.commands.services import Services
from bot.errors import CommandError
from digests.desk import Desk, TopicKind
from digests.message import Block, Bullets, Heading, Line, Message, Note, Paragraph, Plain, Strong
from digests.query.fields import EXAMPLES


def help_for(commands: Sequence[Command]) -> Command:
    """The command that explains these commands, itself among them."""

    async def run(request: Request, services: Services) -> Message:
        named = request.value("command").lower()
        if not named:
            return in_parts(overview(every), page_of(request), "help")
        if named in ("topics", "items"):
            return in_parts(topics_of(services.desk), page_of(request), "help", command="topics")
        return language() if named in ("query", "queries", "fields") else explained(_called(named, every))

    command = Command(
        name="help",
        summary="What you can ask, and how",
        run=run,
        example="help topic",
        options=(
            Option(name="command", kind=Kind.TEXT, summary="A command's name", completion=Completion.COMMANDS),
            AFTER,
        ),
    )
    every = (*commands, command)
    return command


def overview(commands: Sequence[Command]) -> Message:
    """Every command that people see, a line each."""
    lines = tuple(_line(command) for command in commands if not command.hidden)
    more = (Plain(". How a query is written: "), Strong("/brief help query"), Plain(". [m] is for managers."))
    note = Note((Plain("More on one of them: "), Strong("/brief help topic"), *more))
    return Message((Heading("What you can ask"), Bullets(lines), note), "What you can ask: /brief and a command")


def explained(command: Command) -> Message:
    """One command: what it does, its options, who may use it, an example."""
    options = tuple(_option(option) for option in command.shown_options)
    who = "managers of the workspace" if command.who is Who.MANAGERS else "everyone"
    shown = "you alone" if command.private else "the whole channel"
    summary = Paragraph((Plain(f"{command.summary}. For {who}; the answer is shown to {shown}."),))
    example = Note((Plain("For example: "), Strong(f"/brief {command.example}")))
    asks = any(option.kind is Kind.QUERY for option in command.options)
    more = (Note((Plain("How a query is written: "), Strong("/brief help query"))),) if asks else ()
    blocks = (Heading(f"/brief {usage(command)}"), summary, *((Bullets(options),) if options else ()), example, *more)
    return Message(blocks, f"/brief {usage(command)}: {command.summary}")


def language() -> Message:
    """How a query is written: what stands between words, and every field with an example."""
    signs = tuple((Strong(sign), Plain(f": {what}")) for sign, what in _SIGNS)
    fields = ", ".join(EXAMPLES.values())
    note = Note((Plain("The desk's topics: "), Strong("/brief help topics")))
    return Message(
        (Heading("How a query is written"), Bullets(signs), Paragraph((Plain(f"Fields: {fields}."),)), note),
        "How a query is written",
    )


_SIGNS = (
    ("h200 licence", "both words, anywhere in title or text"),
    ("h200 OR h20", "one of them; parentheses group"),
    ("-gaming", "leaves out; NOT does too"),
    ('"export rules"', "words that follow each other"),
    ("chip*", "words that begin so"),
    ("h200 near/5 licence", "at most five words between"),
    (r"/\d+ ?nm/", "a regular expression"),
    ("BIS, US", "acronyms in capitals match as written, in small letters any word"),
)


def topics_of(desk: Desk) -> Message:
    """Every topic and item of the desk, with what to write for it."""
    blocks: list[Block] = [Heading("What the desk follows")]
    for kind, name in ((TopicKind.TOPIC, "Topics"), (TopicKind.ITEM, "Items")):
        lines = tuple((Strong(f"topic:{one.id}"), Plain(f": {one.name}")) for one in desk.subjects if one.kind is kind)
        blocks += [Heading(name, level=2), Bullets(lines)] if lines else []
    return Message(tuple(blocks), "What the desk follows")


def _line(command: Command) -> Line:
    mark = " [m]" if command.who is Who.MANAGERS else ""
    return (Strong(usage(command)), Plain(f"{mark}: {command.summary}"))


def _option(option: Option) -> Line:
    needed = " (needed)" if option.required else ""
    named = f", written {option.name}:{next(iter(option.choices), '…')}" if option.named else ""
    choices = f"; {wanted(option)}" if option.choices else ""
    return (Strong(option.name), Plain(f"{needed}: {option.summary}{choices}{named}"))


def _called(name: str, commands: Sequence[Command]) -> Command:
    plain = " ".join(name.removeprefix("/brief").split())
    for command in commands:
        if command.name == plain:
            return command
    inner = [command.name for command in commands if command.name.startswith(f"{plain} ")]
    near = inner or get_close_matches(plain, [command.name for command in commands if not command.hidden], n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "/brief help lists all"
    raise CommandError(f"There is no command {plain[:40]!r}: {hint}")
