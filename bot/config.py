"""config.toml and CHIPBRIEF_* variables to settings; every problem is one sentence with its key, line and mend."""

import os
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config_discord import DiscordSettings as DiscordSettings
from bot.config_platforms import SlackSettings as SlackSettings
from bot.config_platforms import WebSettings as WebSettings
from bot.config_values import (
    Address,
    ClockTime,
    Part,
    Seconds,
    Weekday,
    Whole,
    Zone,
    check_calendar,
    check_database,
    check_network,
    check_query,
    read_target,
    read_target_or_none,
)
from bot.config_variables import settings_in, variable_for
from bot.config_words import Where, dotted, kind_at, mend_of, no_such, span_words
from bot.errors import ConfigError
from bot.subscriptions import CatchUp
from bot.targets import Target
from bot.toml_lines import TomlError, line_of, lines_of, read_toml
from digests.entries import SourceKind


class StorageSettings(Part):
    """`[storage]`."""

    url: Annotated[SecretStr, AfterValidator(check_database)] = SecretStr("sqlite:///chipbrief-data/chipbrief.sqlite")
    keep: Annotated[Seconds, Field(ge=7 * 86400, le=36500 * 86400)] = 400 * 86400.0


class FeedsSettings(Part):
    """`[feeds]`."""

    contact: str = ""
    desk_sources: bool = True
    concurrency: Annotated[Whole, Field(ge=1, le=500)] = 50
    min_interval: Annotated[Seconds, Field(ge=60)] = 600.0
    max_interval: Annotated[Seconds, Field(ge=600, le=7 * 86400, validate_default=True)] = 86400.0
    timeout: Annotated[Seconds, Field(ge=1, le=300)] = 30.0
    max_bytes: Annotated[Whole, Field(ge=10_000, le=100_000_000)] = 10_000_000
    host_spacing: Annotated[Seconds, Field(ge=0, le=60)] = 1.0
    allow_private: tuple[Annotated[str, AfterValidator(check_network)], ...] = ()

    @field_validator("max_interval")
    @classmethod
    def _not_shorter(cls, value: float, info: ValidationInfo) -> float:
        """The longest interval is no shorter than the shortest."""
        shortest = info.data.get("min_interval", 0.0)
        if value < shortest:
            raise ValueError(f"write {span_words(shortest)} or more, which is min_interval, or make that shorter")
        return value


class FeedSettings(Part):
    """One `[[feed]]`."""

    url: Address
    publisher: str = ""
    family: str = ""
    kind: SourceKind = SourceKind.PRESS
    language: str = ""
    jurisdiction: str = ""
    full_text: bool = False


class SubscriptionSettings(Part):
    """One `[[subscription]]`."""

    target: Annotated[Target, BeforeValidator(read_target)]
    times: Annotated[tuple[ClockTime, ...], Field(min_length=1, max_length=24)] = (time(8, 0),)
    zone: Zone = "UTC"
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)] = (0, 1, 2, 3, 4)
    holidays: Annotated[str, AfterValidator(check_calendar)] = ""
    catch_up: CatchUp = CatchUp.LATEST
    query: Annotated[str, AfterValidator(check_query)] = ""
    limit: Annotated[Whole, Field(ge=1, le=50)] = 9
    title: Annotated[str, Field(min_length=1)] = "Chip policy"


class LimitsSettings(Part):
    """`[limits]`."""

    watches_per_person: Annotated[Whole, Field(ge=0, le=10_000)] = 50
    watches_per_workspace: Annotated[Whole, Field(ge=0, le=100_000)] = 500
    feeds_per_workspace: Annotated[Whole, Field(ge=0, le=10_000)] = 200
    subscriptions_per_channel: Annotated[Whole, Field(ge=0, le=100)] = 5


class ConsoleSettings(Part):
    """`[console]`."""

    ledger: str = ""


class OperatorSettings(Part):
    """`[operator]`; without a target the log alone tells the operator."""

    target: Annotated[Target | None, BeforeValidator(read_target_or_none)] = None


class DeskSettings(Part):
    """`[desk]`."""

    folder: str = ""


class LogSettings(Part):
    """`[log]`."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Settings(BaseSettings):
    """All settings: config.toml, with CHIPBRIEF_* variables above it."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    storage: StorageSettings = StorageSettings()
    feeds: FeedsSettings = FeedsSettings()
    feed: tuple[FeedSettings, ...] = ()
    subscription: tuple[SubscriptionSettings, ...] = ()
    limits: LimitsSettings = LimitsSettings()
    console: ConsoleSettings = ConsoleSettings()
    web: WebSettings = WebSettings()
    slack: SlackSettings = SlackSettings()
    discord: DiscordSettings = DiscordSettings()
    operator: OperatorSettings = OperatorSettings()
    desk: DeskSettings = DeskSettings()
    log: LogSettings = LogSettings()

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        """Refuse a Slack that is to come to an address that nobody has named."""
        if self.slack.used and self.slack.mode == "http" and not self.web.address:
            raise ValueError("slack.mode http needs web.address, the public address that Slack sends to")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables win over config.toml, which comes as init settings."""
        return _Variables(settings_cls), init_settings


class _Variables(PydanticBaseSettingsSource):
    """The CHIPBRIEF_* variables; what is wrong with them `load_settings` tells."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """One table, which `__call__` gives with all others."""
        return self().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """All of them, as config.toml would have them."""
        return settings_in(os.environ, model=self.settings_cls)[0]


def load_settings(path: Path | None) -> Settings:
    """The settings of a file (None: defaults only) under the CHIPBRIEF_* variables.

    Raises ConfigError with one line for every problem.
    """
    text, content = _read(path)
    _, problems = settings_in(os.environ, model=Settings)
    found: list[tuple[Where, str]] = []
    try:
        settings = Settings(**content)
        found = _repeated(settings)
    except ValidationError as error:
        details = error.errors(include_url=False)
        deep = {detail["loc"][:-1] for detail in details if detail["loc"]}
        found = [(detail["loc"], _said(detail)) for detail in details if detail["loc"] not in deep]
    if problems or found:
        lines = lines_of(text)
        problems += [f"{_place(where, path, lines)}: {_named(where)}{said}" for where, said in found]
        raise ConfigError("\n".join(dict.fromkeys(problems)))
    return settings


def _read(path: Path | None) -> tuple[str, dict[str, Any]]:
    if path is None:
        return "", {}
    try:
        return read_toml(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); `chipbrief init` writes one.") from error
    except TomlError as error:
        raise ConfigError(f"{path}{f', line {error.line}' if error.line else ''}: {error}.") from error


def _said(detail: ErrorDetails) -> str:
    where = detail["loc"]
    if detail["type"] == "extra_forbidden":
        table = kind_at(Settings, where[:-1])
        return no_such(str(where[-1]), table.model_fields if table else ())
    return f"{mend_of(detail, model=Settings)}."


def _named(where: Where) -> str:
    """The setting that a sentence is about, unless it is about several."""
    return f"{dotted(where)}: " if where else ""


def _place(where: Where, path: Path | None, lines: dict[Where, int]) -> str:
    """Where a setting was written: a variable, or the file and its line."""
    if variable := variable_for(os.environ, where):
        return f"{variable} (environment)"
    number = line_of(lines, where)
    return f"{path}, line {number}" if number else str(path or "settings")


def _repeated(settings: Settings) -> list[tuple[Where, str]]:
    """Feeds and subscriptions that are there already; of two alike only one would count."""
    found: list[tuple[Where, str]] = []
    urls = [one.url for one in settings.feed]
    orders = [(one.target, one.title) for one in settings.subscription]
    for at, url in enumerate(urls):
        if url in urls[:at]:
            found.append((("feed", at, "url"), f"feed[{urls.index(url) + 1}] has this address; take one of them out."))
    for at, order in enumerate(orders):
        if order in orders[:at]:
            other = f"subscription[{orders.index(order) + 1}]"
            found.append((("subscription", at), f"{other} has this target and title; give it another title."))
    return found
