"""`chipbrief`: every command and its options; the work is imported when a command runs, so --help answers at once."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="chipbrief",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A briefing bot for teams who follow semiconductor policy.",
    epilog="Exit codes: 0 done, 1 something failed or a check found problems, 2 wrong usage, settings or input, "
    "130 or 143 broken off.",
)
feeds = typer.Typer(no_args_is_help=True, help="List, add, remove, check, import and export feeds.")
inspect = typer.Typer(no_args_is_help=True, help="Show what the desk sees in a text.")
desk = typer.Typer(no_args_is_help=True, help="Check the editorial data.")
app.add_typer(feeds, name="feeds")
app.add_typer(inspect, name="inspect")
app.add_typer(desk, name="desk")
slack = typer.Typer(no_args_is_help=True, help="Set up Slack.")
app.add_typer(slack, name="slack")

Config = Annotated[
    Path | None,
    typer.Option("--config", envvar="CHIPBRIEF_CONFIG", help="The settings file.", show_default="config.toml"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Html = Annotated[
    str, typer.Option("--html", metavar="FILE", help="Write a web page to a file, or to - for standard output.")
]
File = Annotated[str, typer.Argument(help="A file, or - for standard input.")]
Lines = Annotated[bool, typer.Option("--lines", help="One JSON object a line.")]


@app.callback(invoke_without_command=True)
def top(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """A briefing bot for teams who follow semiconductor policy."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"chipbrief {installed('chipbrief')}")
        raise typer.Exit


@app.command()
def run(
    config: Config = None,
    only: Annotated[str, typer.Option(help="Some of collect,publish,watch,deliver,clean.")] = "",
    restored: Annotated[
        bool, typer.Option("--restored", help="The store comes from a backup: look before posting anything.")
    ] = False,
) -> None:
    """Poll, publish and deliver until stopped."""
    from bot.cli.work import run_bot

    run_bot(config, only=only, restored=restored)


@app.command()
def poll(config: Config = None, as_json: AsJson = False) -> None:
    """Poll the feeds that are due, once."""
    from bot.cli.work import poll_once

    poll_once(config, as_json=as_json)


@app.command()
def brief(
    config: Config = None,
    since: Annotated[str, typer.Option(help="How far back: 24h, 7d.")] = "24h",
    topic: Annotated[str, typer.Option(help="Only stories of this topic.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many stories.")] = 9,
    as_json: AsJson = False,
    html: Html = "",
) -> None:
    """Print what happened lately, from the store."""
    from bot.cli.brief import print_brief

    print_brief(config, since=since, topic=topic, limit=limit, as_json=as_json, html=html)


@app.command()
def ask(
    line: Annotated[str, typer.Argument(help='What you would type after /brief, such as "topic h200 7d".')],
    config: Config = None,
    as_json: AsJson = False,
    html: Html = "",
) -> None:
    """Answer a command as in a channel that you manage."""
    from bot.cli.ask import ask as answer

    answer(config, line, as_json=as_json, html=html)


@app.command()
def init(
    file: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("config.toml"),
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a commented config.toml to start from."""
    from bot.cli.setup import write_config

    write_config(file, force=force)


@app.command()
def check(config: Config = None, as_json: AsJson = False) -> None:
    """Say what is wrong with config, desk, store, feeds and platforms."""
    from bot.cli.setup import check_all

    check_all(config, as_json=as_json)


@app.command()
def replay(
    folder: Annotated[Path, typer.Argument(help="The recorded week, such as sample.")],
    speed: Annotated[str, typer.Option(help="max, or virtual seconds a second.")] = "max",
    storage: Annotated[str, typer.Option(help="A database to use instead of a temporary one.")] = "",
    as_json: AsJson = False,
) -> None:
    """Run a recorded week through the whole bot under a virtual clock."""
    from bot.cli.replay import replay_week

    replay_week(folder, speed=speed, storage=storage, as_json=as_json)


@inspect.command("article")
def inspect_article(file: File, as_json: AsJson = False, lines: Lines = False) -> None:
    """Relevance, topics, remarks, dates and ids of an article: plain text or JSON."""
    from bot.cli.inspect import show_articles

    show_articles(file, as_json=as_json, lines=lines)


@inspect.command("stories")
def inspect_stories(
    file: File, as_json: AsJson = False, why: Annotated[bool, typer.Option("--why", help="Say what decided.")] = False
) -> None:
    """Which articles report one event; one JSON object with an `id` a line."""
    from bot.cli.inspect import show_stories

    show_stories(file, as_json=as_json, why=why)


@inspect.command("brief")
def inspect_brief(file: File, as_json: AsJson = False, lines: Lines = False) -> None:
    """The brief of an article, or of a story given as {"articles": [...]}."""
    from bot.cli.inspect import show_briefs

    show_briefs(file, as_json=as_json, lines=lines)


@desk.command("check")
def desk_check(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder of a desk; the one that comes along if none.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check topics.toml, people.toml and sources.toml, line by line."""
    from bot.cli.setup import check_desk_folder

    check_desk_folder(folder, as_json=as_json)


@feeds.command("list")
def feeds_list(config: Config = None, as_json: AsJson = False) -> None:
    """The feeds and how they are doing."""
    from bot.cli.feeds import show_feeds

    show_feeds(config, as_json=as_json)


@feeds.command("add")
def feeds_add(url: str, config: Config = None, publisher: str = "", as_json: AsJson = False) -> None:
    """Add a feed; a page's address finds the feed behind it."""
    from bot.cli.feeds import add_feed

    add_feed(config, url, publisher=publisher, as_json=as_json)


@feeds.command("remove")
def feeds_remove(url: str, config: Config = None, as_json: AsJson = False) -> None:
    """Remove a feed; its articles stay."""
    from bot.cli.feeds import remove_feed_at

    remove_feed_at(config, url, as_json=as_json)


@feeds.command("check")
def feeds_check(
    urls: Annotated[list[str] | None, typer.Argument(help="Some feeds; all of them if none.")] = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Fetch feeds now and say how each is doing; nothing is stored."""
    from bot.cli.feeds import check_feeds

    check_feeds(config, tuple(urls or ()), as_json=as_json)


@feeds.command("import")
def feeds_import(file: Path, config: Config = None, as_json: AsJson = False) -> None:
    """Add the feeds of an OPML file."""
    from bot.cli.feeds import import_feeds

    import_feeds(config, file, as_json=as_json)


@feeds.command("export")
def feeds_export(config: Config = None, as_json: AsJson = False) -> None:
    """Print the feeds as OPML."""
    from bot.cli.feeds import export_feeds

    export_feeds(config, as_json=as_json)


@slack.command("manifest")
def slack_manifest(config: Config = None) -> None:
    """Print the manifest to create the Slack app from."""
    from bot.cli.slack import print_manifest

    print_manifest(config)


@slack.command("new-key")
def slack_new_key() -> None:
    """Print a key that seals the tokens of workspaces, for slack.token_keys."""
    from bot.cli.slack import print_new_key

    print_new_key()


@slack.command("rotate-keys")
def slack_rotate_keys(config: Config = None) -> None:
    """Seal the tokens in the store with the first of slack.token_keys."""
    from bot.cli.slack import rotate_keys

    rotate_keys(config)
