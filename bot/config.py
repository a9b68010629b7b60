"""config.toml and CHIPBRIEF_* variables to settings; every problem is one sentence with its key, line and mend."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.config_platforms import SlackSettings as SlackSettings
from bot.config_platforms import WebSettings as WebSettings
from bot.config_values import (
    Address,
    ClockTime,
    Part,
    Seconds,
    Weekday,
    Zone,
    check_calendar,
    check_database,
    check_network,
    check_query,
    read_target,
)
from bot.errors import ConfigError
from bot.subscriptions import CatchUp
from bot.targets import Target
from bot.toml_lines import Path as KeyPath
from bot.toml_lines import line_of, lines_of
from digests.entries import SourceKind

PREFIX = "CHIPBRIEF_"
CONFIG_VARIABLE = "CHIPBRIEF_CONFIG"
FROM_FILE = "_FILE"


class StorageSettings(Part):
    """`[storage]`."""

    url: Annotated[SecretStr, AfterValidator(check_database)] = SecretStr("sqlite:///chipbrief-data/chipbrief.sqlite")
    keep: Annotated[Seconds, Field(ge=7 * 86400)] = 400 * 86400.0


class FeedsSettings(Part):
    """`[feeds]`."""

    contact: str = ""
    desk_sources: bool = True
    concurrency: Annotated[int, Field(ge=1, le=500)] = 50
    min_interval: Annotated[Seconds, Field(ge=60)] = 600.0
    max_interval: Annotated[Seconds, Field(ge=600, le=7 * 86400)] = 86400.0
    timeout: Annotated[Seconds, Field(ge=1, le=300)] = 30.0
    max_bytes: Annotated[int, Field(ge=10_000, le=100_000_000)] = 10_000_000
    host_spacing: Annotated[Seconds, Field(ge=0, le=60)] = 1.0
    allow_private: tuple[Annotated[str, AfterValidator(check_network)], ...] = ()


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
    limit: Annotated[int, Field(ge=1, le=50)] = 9
    title: str = "Chip policy"


class LimitsSettings(Part):
    """`[limits]`."""

    watches_per_person: Annotated[int, Field(ge=0, le=10_000)] = 50
    watches_per_workspace: Annotated[int, Field(ge=0, le=100_000)] = 500
    feeds_per_workspace: Annotated[int, Field(ge=0, le=10_000)] = 200
    subscriptions_per_channel: Annotated[int, Field(ge=0, le=100)] = 5


class ConsoleSettings(Part):
    """`[console]`."""

    ledger: str = ""


class DeskSettings(Part):
    """`[desk]`."""

    folder: str = ""


class LogSettings(Part):
    """`[log]`."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Settings(BaseSettings):
    """All settings: config.toml, with CHIPBRIEF_* variables above it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    storage: StorageSettings = StorageSettings()
    feeds: FeedsSettings = FeedsSettings()
    feed: tuple[FeedSettings, ...] = ()
    subscription: tuple[SubscriptionSettings, ...] = ()
    limits: LimitsSettings = LimitsSettings()
    console: ConsoleSettings = ConsoleSettings()
    web: WebSettings = WebSettings()
    slack: SlackSettings = SlackSettings()
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


class _Variables(EnvSettingsSource):
    """CHIPBRIEF_* variables, those ending in _FILE read from the file they name, as container secrets want it."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        named = {name.lower(): value for name, value in os.environ.items() if name.startswith(PREFIX)}
        ending = FROM_FILE.lower()
        files = {name: value for name, value in named.items() if name.endswith(ending)}
        read = {
            name.removesuffix(ending): Path(value).read_text(encoding="utf-8").strip() for name, value in files.items()
        }
        return {name: value for name, value in named.items() if name not in files} | read


def load_settings(path: Path | None) -> Settings:
    """The settings of a file (None: defaults only) under the CHIPBRIEF_* variables.

    Raises ConfigError with one line for every problem.
    """
    text, content = _read(path)
    problems = _unknown_variables()
    try:
        settings = Settings(**content)
    except ValidationError as error:
        lines = lines_of(text)
        details = error.errors(include_url=False)
        deep = {detail["loc"][:-1] for detail in details if detail["loc"]}
        problems += [_sentence(detail, path, lines) for detail in details if detail["loc"] not in deep]
    except SettingsError as error:
        problems.append(f"{error}: write lists and tables in variables as JSON.")
    except OSError as error:
        problems.append(f"{error.filename}: cannot be read ({error.strerror}); name a file that can.")
    if problems:
        raise ConfigError("\n".join(dict.fromkeys(problems)))
    return settings


def _read(path: Path | None) -> tuple[str, dict[str, Any]]:
    if path is None:
        return "", {}
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); `chipbrief init` writes one.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text; save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}; mend that line.") from error


def _unknown_variables() -> list[str]:
    known = {name.upper() for name in Settings.model_fields}
    problems = []
    for name in sorted(os.environ):
        table = name[len(PREFIX) :].split("__")[0]
        if name.startswith(PREFIX) and name != CONFIG_VARIABLE and table not in known:
            hint = _nearest(table, known)
            problems.append(f"{name} (environment): no such setting; {_instead(PREFIX + hint if hint else '')}")
    return problems


def _sentence(detail: ErrorDetails, path: Path | None, lines: dict[KeyPath, int]) -> str:
    """One problem: where, what, and the mend."""
    where = detail["loc"]
    key = _dotted(where)
    variable = PREFIX + "__".join(str(part) for part in where).upper()
    number = line_of(lines, where)
    place = f"{path}, line {number}" if number else str(path or "settings")
    if variable in os.environ or variable + FROM_FILE in os.environ:
        place = f"{variable} (environment)"
    if detail["type"] == "extra_forbidden":
        return f"{place}: {key}: no such setting; {_instead(_nearest(str(where[-1]), _siblings(where)))}"
    said = detail["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{place}: {key}{': ' if key else ''}{said[:1].lower() + said[1:]}."


def _dotted(where: tuple[int | str, ...]) -> str:
    """A path as people write it: feed[2].url, counted from 1."""
    out = ""
    for part in where:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def _siblings(where: tuple[int | str, ...]) -> set[str]:
    """The keys that the table around a path may hold."""
    model: type[BaseModel] = Settings
    for part in where[:-1]:
        if isinstance(part, str):
            inner = model.model_fields[part].annotation
            arguments = getattr(inner, "__args__", (inner,))
            model = next(kind for kind in arguments if isinstance(kind, type) and issubclass(kind, BaseModel))
    return set(model.model_fields)


def _nearest(word: str, known: set[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1)), "")


def _instead(hint: str) -> str:
    return f"did you mean {hint}?" if hint else "take it out, or see config.example.toml."
