"""The settings that a command works with: the file that is named, or the one that is here."""

from pathlib import Path

from bot.config import Settings, load_settings
from bot.logs import configure_logging

DEFAULT = Path("config.toml")


def config_path(given: Path | None) -> Path | None:
    """The settings file to read: the one named, else config.toml here, else none (defaults)."""
    return given or (DEFAULT if DEFAULT.exists() else None)


def settings_for(config: Path | None) -> Settings:
    """The settings that a command works with; logging follows them."""
    settings = load_settings(config_path(config))
    configure_logging(settings.log.level, settings.log.format)
    return settings
