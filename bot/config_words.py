"""What is wrong with a setting, as pydantic tells it, to what to write instead, in our words."""

import difflib
from collections.abc import Collection, Mapping
from typing import TypeGuard

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Where = tuple[int | str, ...]

_MENDS = {
    "missing": 'is missing; write {key} = "..."',
    "bool": "write true or false",
    "int": "write a whole number",
    "float": 'write a time span such as "30s", "10m", "2h" or "1d"',
    "finite": 'write a time span such as "30s", "10m", "2h" or "1d"',
    "string": "write words in quotation marks",
    "enum": "write one of {expected}",
    "literal": "write one of {expected}",
    "tuple": "write a list in square brackets",
    "too": "write from {least} to {most} of them",
    "greater": "write {ge} or more",
    "less": "write {le} or less",
}
"""The mend by the first word of pydantic's type of error."""


def mend_of(detail: ErrorDetails, *, model: type[BaseModel]) -> str:
    """What to write instead of what one detail complains of, without pydantic's words and without the value."""
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context["error"]).rstrip(".")
    kind = detail["type"].split("_")[0]
    if kind in ("model", "dict", "dataclass"):
        return f"write a table{_headed(detail['loc'])}"
    if kind == "tuple" and kind_at(model, detail["loc"]) is not None:
        return f"write a table{_headed((*detail['loc'], 0))} for each"
    if kind == "too":
        return _count(context)
    span = isinstance(context.get("ge", context.get("le")), float) or _is_span(model, detail["loc"])
    words = {name: span_words(value) if span else value for name, value in context.items() if name in ("ge", "le")}
    words["key"] = detail["loc"][-1]
    words["expected"] = str(context.get("expected", "")).replace("'", '"')
    return _MENDS.get(kind, "is not understood; see config.example.toml").format_map(words)


def _count(context: Mapping[str, object]) -> str:
    if "max_length" in context:
        return f"write at most {context['max_length']}"
    return f"write at least {'one' if context.get('min_length') == 1 else context.get('min_length')}"


def _headed(where: Where) -> str:
    """The header that opens a table, where one can."""
    names = [part for part in where if isinstance(part, str)]
    if len(names) != 1:
        return ""
    return f" [[{names[0]}]]" if len(where) > 1 else f" [{names[0]}]"


def span_words(seconds: float) -> str:
    """A time span as a setting has it: 600 is "10m"."""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= length and seconds % length == 0:
            return f'"{seconds / length:g}{unit}"'
    return f'"{seconds:g}s"'


def dotted(where: Where) -> str:
    """A path as people write it: feed[2].url, counted from 1."""
    out = ""
    for part in where:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def kind_at(model: type[BaseModel], where: Where) -> type[BaseModel] | None:
    """The table that stands at a path (or each of the list of tables that does); None for a value or nothing."""
    for part in where:
        if isinstance(part, str):
            if part not in model.model_fields:
                return None
            inner = model.model_fields[part].annotation
            table = next(filter(_is_table, getattr(inner, "__args__", (inner,))), None)
            if table is None:
                return None
            model = table
    return model


def is_list_at(model: type[BaseModel], where: Where) -> bool:
    """Whether a list stands at a path."""
    table = kind_at(model, where[:-1])
    field = table.model_fields.get(str(where[-1])) if table else None
    return getattr(field and field.annotation, "__origin__", None) is tuple


def _is_span(model: type[BaseModel], where: Where) -> bool:
    table = kind_at(model, where[:-1])
    field = table.model_fields.get(str(where[-1])) if table else None
    return field is not None and field.annotation is float


def _is_table(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def no_such(word: str, known: Collection[str], *, before: str = "") -> str:
    """What to say of a name that nobody knows, with the one that was likely meant."""
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return (
        f"no such setting; {f'did you mean {before}{near[0]}?' if near else 'take it out, or see config.example.toml.'}"
    )
