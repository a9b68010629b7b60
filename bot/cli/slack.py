"""`slack manifest`, `slack new-key` and `slack rotate-keys`: what sets Slack up and keeps its tokens."""

import asyncio
from pathlib import Path

import typer

from bot.cli.output import print_json
from bot.cli.settings import config_path
from bot.config import Settings, load_settings
from bot.errors import CommandError


def print_manifest(config: Path | None) -> None:
    """Print the manifest of the Slack app, as JSON."""
    from bot.platforms import slack_manifest

    print_json(slack_manifest(load_settings(config_path(config))), indent=2)


def print_new_key() -> None:
    """Print a key to put before the others in slack.token_keys."""
    from bot.storage.sealing import new_key

    typer.echo(new_key())


def rotate_keys(config: Path | None) -> None:
    """Seal every token in the store with the first key, so that the others can be taken out of slack.token_keys."""
    settings = load_settings(config_path(config))
    if not settings.slack.sealing_keys:
        raise CommandError("slack.token_keys is empty: no token is kept in the store. Put the new key before the old.")
    changed = asyncio.run(_reseal(settings))
    typer.echo(f"Sealed {changed} tokens anew. The keys behind the first can go, once every process knows the first.")


async def _reseal(settings: Settings) -> int:
    from bot.storage import open_store
    from bot.storage.installations import reseal
    from bot.storage.sealing import Seal

    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        return await reseal(store, platform="slack", seal=Seal(settings.slack.sealing_keys))
