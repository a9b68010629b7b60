"""JSON bodies to entries: JSON Feed 1.0 and 1.1, and the Federal Register's own documents."""

import html
import json
from collections.abc import Mapping
from typing import TypeGuard

from bot.errors import FeedError
from bot.feeds.build import MOST_ITEMS, FeedFacts, Parsed, Raw, parsed_from
from bot.feeds.charset import FORBIDDEN, decode
from bot.feeds.official import document_facts, document_raw, is_register
from bot.feeds.problems import Reason

JsonObject = Mapping[str, object]


def parse_json(body: bytes, *, base: str, content_type: str = "") -> Parsed:
    """The entries of a JSON body; raises FeedError when it is no feed."""
    try:
        found = _clean(json.loads(decode(body, content_type=content_type).text.lstrip("\ufeff")))
    except json.JSONDecodeError as error:
        raise FeedError(Reason.UNREADABLE, f"the JSON cannot be read ({error.msg}, line {error.lineno})") from error
    except RecursionError as error:
        raise FeedError(Reason.UNREADABLE, "the JSON is nested too deeply") from error
    except ValueError as error:
        raise FeedError(Reason.UNREADABLE, "the JSON holds a number that is too long") from error
    if is_register(found):
        documents = _objects(found.get("results"))
        return parsed_from(map(document_raw, documents), base=base, facts=document_facts(found))
    if _is_json_feed(found):
        return parsed_from(map(_raw, _objects(found.get("items"))), base=base, facts=_facts(found))
    raise FeedError(Reason.NOT_A_FEED, "this is JSON, but neither a JSON Feed nor Federal Register documents")


def _clean(value: object) -> object:
    """The same without the characters that XML would not have let in, and JSON does (a lone surrogate, NUL)."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    return value


def _is_json_feed(found: object) -> TypeGuard[JsonObject]:
    if not isinstance(found, dict):
        return False
    if "jsonfeed.org" in str(found.get("version", "")):
        return True
    return isinstance(found.get("items"), list) and isinstance(found.get("title"), str)


def _facts(feed: JsonObject) -> FeedFacts:
    return FeedFacts(
        title=_string(feed, "title"), home=_string(feed, "home_page_url"), language=_string(feed, "language")
    )


def _raw(item: JsonObject) -> Raw:
    content = _string(item, "content_html") or _escaped(_string(item, "content_text"))
    return Raw(
        id=_string(item, "id"),
        link=_string(item, "url") or _string(item, "external_url"),
        title=_escaped(_string(item, "title")),
        summary=_escaped(_string(item, "summary")),
        content=content,
        authors=[_string(author, "name") for author in _authors(item)],
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        language=_string(item, "language"),
        categories=[tag for tag in _list(item.get("tags")) if isinstance(tag, str)],
    )


def _authors(item: JsonObject) -> list[JsonObject]:
    one = item.get("author")
    return _objects(item.get("authors")) or ([one] if isinstance(one, dict) else [])


def _escaped(text: str) -> str:
    """Plain text as markup, since entries hold markup; paragraphs stay apart."""
    return html.escape(text, quote=False) if "<" in text or "&" in text else text


def _string(item: JsonObject, name: str) -> str:
    value = item.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(value: object) -> list[object]:
    return value[:MOST_ITEMS] if isinstance(value, list) else []


def _objects(value: object) -> list[JsonObject]:
    return [one for one in _list(value) if isinstance(one, dict)]
