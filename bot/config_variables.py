"""CHIPBRIEF_* variables to settings: CHIPBRIEF_FEEDS__TIMEOUT is feeds.timeout; one that ends in _FILE names a file."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.config_words import Where, is_list_at, kind_at, no_such

PREFIX = "CHIPBRIEF_"
CONFIG_VARIABLE = "CHIPBRIEF_CONFIG"
FROM_FILE = "_FILE"

Tables = dict[str, object]


def settings_in(variables: Mapping[str, str], *, model: type[BaseModel]) -> tuple[Tables, list[str]]:
    """The settings that variables give, as config.toml would, and what is wrong with the variables, a sentence each.

    Lists are JSON, or words between commas; tables are JSON.
    """
    found: Tables = {}
    problems: list[str] = []
    for name in sorted(variables):
        if name.startswith(PREFIX) and name != CONFIG_VARIABLE:
            path = path_of(name)
            try:
                _check_name(path, model)
                _put(found, path, _value(_read(name, variables[name]), path, model))
            except ValueError as error:
                problems.append(f"{name} (environment): {error}")
    return found, problems


def path_of(name: str) -> tuple[str, ...]:
    """The path of the setting that a variable is for."""
    return tuple(name.removeprefix(PREFIX).removesuffix(FROM_FILE).lower().split("__"))


def variable_for(variables: Mapping[str, str], where: Where) -> str | None:
    """The variable that gives the setting at a path, or the table or list it stands in; None where none does."""
    for length in range(len(where), 0, -1):
        name = PREFIX + "__".join(str(part) for part in where[:length]).upper()
        given = next((one for one in (name, name + FROM_FILE) if one in variables), None)
        if given is not None:
            return given
    return None


def _check_name(path: tuple[str, ...], model: type[BaseModel]) -> None:
    for depth, part in enumerate(path):
        above = path[:depth]
        if depth and is_list_at(model, above):
            raise ValueError(f"write the whole list as JSON in {PREFIX}{'__'.join(above).upper()}.")
        table = kind_at(model, above)
        known = table.model_fields if table else {}
        if part not in known:
            before = PREFIX + "".join(f"{one.upper()}__" for one in above)
            raise ValueError(no_such(part.upper(), _names(model, above), before=before))


def _names(model: type[BaseModel], above: tuple[str, ...]) -> list[str]:
    """What may stand behind some names: the settings of that table, and of the tables in it with two underscores."""
    table = kind_at(model, above)
    names = []
    for name in table.model_fields if table else ():
        inner = None if is_list_at(model, (*above, name)) else kind_at(model, (*above, name))
        names += [name] if inner is None else [name, *(f"{name}__{one}" for one in inner.model_fields)]
    return [name.upper() for name in names]


def _read(name: str, value: str) -> str:
    if not name.endswith(FROM_FILE):
        return value
    try:
        return Path(value).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"{value} cannot be read ({error.strerror}); name a file that can.") from error
    except ValueError as error:
        raise ValueError(f"{value} is not UTF-8 text; name a file that is.") from error


def _value(text: str, path: tuple[str, ...], model: type[BaseModel]) -> object:
    """What a text gives: JSON for a table or list that begins like one, words between commas for another list."""
    is_list = is_list_at(model, path)
    if (is_list or kind_at(model, path)) and text.lstrip().startswith(("[", "{")):
        try:
            content: object = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValueError("is not JSON; write lists and tables in variables as JSON.") from error
        return content
    return [word.strip() for word in text.split(",") if word.strip()] if is_list else text


def _put(found: Tables, path: tuple[str, ...], value: object) -> None:
    """Put a value at its path, into a table that another variable may have given."""
    table = found
    for part in path[:-1]:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        table = inner
    table[path[-1]] = value
