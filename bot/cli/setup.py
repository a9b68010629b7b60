"""`init`, `check` and `desk check`: a config to start from, and a table of what is wrong."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import typer

from bot.cli.output import print_json, print_table
from bot.cli.settings import config_path
from bot.config import Settings, load_settings
from bot.errors import BotError, CommandError


class State(StrEnum):
    """How one thing stands; only PROBLEM makes the command fail."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check says, in a sentence."""

    part: str
    state: State
    says: str


def write_config(file: Path, *, force: bool) -> None:
    """Write the commented example where no file is, and say what to do next."""
    if file.exists() and not force:
        raise CommandError(f"{file} is there already; name another file, or add --force to write over it.")
    draft = file.with_name(f".{file.name}.new")
    try:
        draft.write_text(example(), encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise CommandError(f"{file} cannot be written ({error.strerror}); name a place where it can.") from error
    typer.echo(f"Wrote {file}. Set feeds.contact and your subscription in it, then: chipbrief check, chipbrief run")


def example() -> str:
    """The text of config.example.toml: beside the packages in a checkout, inside `bot` when installed."""
    beside = Path(__file__).parents[2] / "config.example.toml"
    if beside.exists():
        return beside.read_text(encoding="utf-8")
    return (files("bot") / "config.example.toml").read_text(encoding="utf-8")


def check_all(config: Path | None, *, as_json: bool) -> None:
    """Print how config, desk, store, feeds and platforms stand; exit 1 when one has a problem."""
    path = config_path(config)
    settings = load_settings(path)
    first = Finding(part="config", state=State.OK if path else State.NOTE, says=f"{path}" if path else NO_FILE)
    _report([first, *asyncio.run(_findings(settings))], as_json=as_json)


def check_desk_folder(folder: Path | None, *, as_json: bool) -> None:
    """Print every problem of a desk with its file and line; exit 1 when there is one."""
    from bot.desk.loader import check_desk

    problems = check_desk(folder)
    found = [Finding(part="desk", state=State.PROBLEM, says=problem) for problem in problems]
    _report(found or [Finding(part="desk", state=State.OK, says=_desk_says(folder))], as_json=as_json)


NO_FILE = "no config.toml here: defaults are used; `chipbrief init` writes one"


def _report(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(finding) for finding in findings], indent=2)
    else:
        print_table("", ("part", "state", "what"), ((one.part, one.state, one.says) for one in findings))
    if any(finding.state is State.PROBLEM for finding in findings):
        raise typer.Exit(1)


async def _findings(settings: Settings) -> list[Finding]:
    checks: list[tuple[str, Callable[[Settings], Awaitable[list[Finding]]]]] = [
        ("desk", _check_desk),
        ("store", _check_store),
        ("feeds", _check_feeds),
        ("platforms", _check_platforms),
        ("slack", _check_slack),
        ("discord", _check_discord),
    ]
    found: list[Finding] = []
    for part, check in checks:
        try:
            found += await check(settings)
        except BotError as error:
            found += [Finding(part=part, state=State.PROBLEM, says=line) for line in str(error).splitlines()]
    return found


async def _check_desk(settings: Settings) -> list[Finding]:
    folder = Path(settings.desk.folder) if settings.desk.folder else None
    return [Finding(part="desk", state=State.OK, says=_desk_says(folder))]


def _desk_says(folder: Path | None) -> str:
    from bot.desk.loader import load_desk

    desk = load_desk(folder)
    return f"{len(desk.subjects)} topics and items, {len(desk.people)} people and bodies, {len(desk.sources)} sources"


async def _check_store(settings: Settings) -> list[Finding]:
    from bot.storage import open_store

    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        url = store.url.set(drivername=store.url.get_backend_name()).render_as_string(hide_password=True)
        says = f"{url} opens, its schema is current"
        return [Finding(part="store", state=State.OK, says=says)]


async def _check_feeds(settings: Settings) -> list[Finding]:
    """How many feeds there are, and what is wrong with those polled so far; `feeds check` fetches them."""
    from bot.desk.loader import load_desk
    from bot.feeds.fast import expat_doubt
    from bot.ports import FeedStatus
    from bot.standing import wanted_feeds
    from bot.storage import open_store
    from bot.storage.feeds import list_feeds

    folder = Path(settings.desk.folder) if settings.desk.folder else None
    wanted = {feed.url for feed in wanted_feeds(settings, load_desk(folder))}
    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        stored = await list_feeds(store)
    fetched = {one.feed.url for one in stored if one.state.status is not FeedStatus.NEW}
    found = [_count(feeds=len(wanted | {one.feed.url for one in stored}), fetched=len(fetched))]
    if not settings.feeds.contact:
        found.append(Finding(part="feeds", state=State.NOTE, says="feeds.contact is empty; publishers like to know"))
    if doubt := expat_doubt():
        found.append(Finding(part="feeds", state=State.PROBLEM, says=doubt))
    bad = (FeedStatus.FAILING, FeedStatus.QUARANTINED, FeedStatus.DISABLED)
    return found + [
        Finding(part="feeds", state=State.PROBLEM, says=f"{one.feed.url} is {one.state.status}: {one.state.last_error}")
        for one in stored
        if one.state.status in bad
    ]


def _count(*, feeds: int, fetched: int) -> Finding:
    """How many feeds were ever fetched; nothing is said of the others but that they were not."""
    if not feeds:
        return Finding(part="feeds", state=State.PROBLEM, says="none: add a [[feed]], or set feeds.desk_sources")
    if feeds == fetched:
        says = f"{feeds} feeds, all of them fetched before" if feeds > 1 else "1 feed, fetched before"
        return Finding(part="feeds", state=State.OK, says=says)
    if feeds == 1:
        says = "1 feed, not fetched so far; `chipbrief feeds check` tries it now"
    else:
        says = f"{feeds} feeds, {fetched or 'none'} of them fetched so far; `chipbrief feeds check` tries them now"
    return Finding(part="feeds", state=State.NOTE, says=says)


async def _check_platforms(settings: Settings) -> list[Finding]:
    from bot.platforms import ledger_problem, platforms_of
    from bot.schedule import utc_now

    platforms = platforms_of(settings, clock=utc_now, stream=sys.stdout)
    operator = [settings.operator.target] if settings.operator.target else []
    targets = [*(one.target for one in settings.subscription), *operator]
    unknown = [target for target in targets if target.platform not in platforms]
    found = [Finding(part="platforms", state=State.OK, says=", ".join(sorted(platforms)))]
    if not settings.subscription:
        says = "no [[subscription]]: nothing will be posted until a channel subscribes"
        found.append(Finding(part="platforms", state=State.NOTE, says=says))
    if problem := ledger_problem(settings):
        found.append(Finding(part="platforms", state=State.PROBLEM, says=problem))
    return found + [
        Finding(
            part="platforms",
            state=State.PROBLEM,
            says=f"{target}: there is no platform {target.platform!r}; there are {', '.join(sorted(platforms))}",
        )
        for target in unknown
    ]


async def _check_slack(settings: Settings) -> list[Finding]:
    from bot.platforms import slack_findings

    found = await slack_findings(settings)
    return [Finding(part="slack", state=State.OK if fine else State.PROBLEM, says=says) for fine, says in found]


async def _check_discord(settings: Settings) -> list[Finding]:
    from bot.platforms import discord_findings

    found = await discord_findings(settings)
    return [Finding(part="discord", state=State.OK if fine else State.PROBLEM, says=says) for fine, says in found]
