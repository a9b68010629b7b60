"""Bodies and answers to what is wrong with them by Discord's own OpenAPI document."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT = Path(__file__).parents[2] / "data" / "discord" / "openapi.json"
NAME = "urn:discord"


@cache
def _document() -> dict[str, Any]:
    text = DOCUMENT.read_text(encoding="utf-8").replace('"#/components/', f'"{NAME}#/components/')
    return dict(json.loads(text))


@cache
def _registry() -> Registry[Any]:
    resource: Resource[Any] = DRAFT202012.create_resource(_document())
    empty: Registry[Any] = Registry()
    registry: Registry[Any] = empty.with_resource(NAME, resource)
    return registry


@cache
def _paths() -> dict[str, tuple[str, str]]:
    """Routes as the fake names them to their place in the document."""
    named: dict[str, tuple[str, str]] = {}
    for path, methods in _document()["paths"].items():
        parts = ["*" if part.startswith("{") else part for part in path.split("/")]
        for method in methods:
            named[f"{method.upper()} {'/'.join(parts)}"] = (path, method)
    return named


@cache
def _type_of(reference: str) -> int | None:
    """The one `type` that things of a schema have, if they have one."""
    schema = _document()["components"]["schemas"].get(reference.rpartition("/")[2], {})
    known = schema.get("properties", {}).get("type", {}).get("enum", ())
    return known[0] if len(known) == 1 else None


def _one_of(validator: Any, options: list[Any], instance: Any, schema: Any) -> Iterator[Any]:
    """`oneOf`, and of components told apart by their `type` only the one that is meant: the same, at once."""
    if isinstance(instance, dict) and all(_type_of(one.get("$ref", "")) is not None for one in options):
        meant = [one for one in options if _type_of(one["$ref"]) == instance.get("type")]
        if len(meant) == 1:
            yield from validator.descend(instance, meant[0])
            return
    yield from Draft202012Validator.VALIDATORS["oneOf"](validator, options, instance, schema)


_Validator = extend(Draft202012Validator, {"oneOf": _one_of})


@cache
def _validator(schema: str) -> Any:
    return _Validator(json.loads(schema), registry=_registry())


def body_problem(route: str, body: object) -> str:
    """What is wrong with the body of a request, or ""."""
    if route not in _paths():
        return f"{route}: no such route"
    path, method = _paths()[route]
    schema = _document()["paths"][path][method].get("request")
    if schema is None:
        return "" if body is None else f"{route}: takes no body"
    return _problem(route, schema, body)


def answer_problem(route: str, status: int, answer: object) -> str:
    """What is wrong with an answer of the fake, or ""."""
    if route not in _paths():
        return f"{route}: no such route"
    path, method = _paths()[route]
    answers = _document()["paths"][path][method]["answers"]
    if str(status) not in answers:
        return f"{route}: {status} is not documented"
    schema = answers[str(status)]
    if schema is None:
        return "" if answer is None else f"{route}: {status} has no content"
    return _problem(f"{route} answer", schema, answer)


def error_problem(status: int, answer: object) -> str:
    """What is wrong with an answer that says what was wrong."""
    name = "RatelimitedResponse" if status == 429 else "ErrorResponse"
    return _problem(name, {"$ref": f"{NAME}#/components/schemas/{name}"}, answer)


def _problem(what: str, schema: object, value: object) -> str:
    error = next(_errors(json.dumps(schema), value), None)
    if error is None:
        return ""
    while error.context:
        error = min(error.context, key=lambda one: (-len(one.absolute_path), len(one.context or ())))
    place = "/".join(str(part) for part in error.absolute_path)
    return f"{what}: /{place} {error.message[:200]}"


def _errors(schema: str, value: object) -> Iterator[Any]:
    yield from _validator(schema).iter_errors(value)
