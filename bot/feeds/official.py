"""Federal Register documents, published or on public inspection, as JSON to what an entry is made of."""

import html
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from bot.feeds.build import FeedFacts, Raw

# The default answer leaves most of these out: ask for them with `fields[]=`.
FIELDS = (
    "document_number", "title", "type", "abstract", "action", "dates", "effective_on", "comments_close_on",
    "publication_date", "html_url", "agencies", "docket_ids", "regulation_id_numbers", "cfr_references", "citation",
    "correction_of", "topics",
)  # fmt: skip
_PUBLISHER = "Federal Register"
_HOME = "https://www.federalregister.gov/"

JsonObject = Mapping[str, object]


def is_register(found: object) -> TypeGuard[JsonObject]:
    """Whether decoded JSON is an answer of the Federal Register's API; one without results has a count of 0."""
    if not isinstance(found, dict):
        return False
    results = found.get("results")
    if not isinstance(results, list):
        return found.get("count") == 0 and "description" in found
    return all(isinstance(one, dict) and "document_number" in one for one in results[:3])


def document_facts(found: JsonObject) -> FeedFacts:
    """What an answer says of itself."""
    title = found.get("description")
    return FeedFacts(title=title if isinstance(title, str) else _PUBLISHER, home=_HOME, language="en")


def document_raw(document: JsonObject) -> Raw:
    """A document; its content carries the abstract and the facts that readers and date finders need, in sentences."""
    number = _text(document, "document_number")
    return Raw(
        id=number,
        link=_text(document, "html_url"),
        title=html.escape(_text(document, "title"), quote=False),
        summary=html.escape(_text(document, "abstract"), quote=False),
        content="\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in _lines(document) if line),
        authors=_agencies(document),
        published=_text(document, "filed_at") or _text(document, "publication_date"),
        publisher=_PUBLISHER,
        publisher_url=_HOME,
        language="en",
        categories=[_text(document, "type"), *_agencies(document), *_texts(document, "topics")],
    )


def _lines(document: JsonObject) -> Iterable[str]:
    yield _text(document, "abstract")
    yield _sentence("Action", _text(document, "action"))
    yield _sentence("Dates", _text(document, "dates"))
    yield _sentence("Effective on", _text(document, "effective_on"))
    yield _sentence("Comments close on", _text(document, "comments_close_on"))
    yield _sentence("Scheduled for publication on", _scheduled(document))
    yield _sentence("Docket", ", ".join(_texts(document, "docket_ids") or _texts(document, "docket_numbers")))
    yield _sentence("RIN", ", ".join(_texts(document, "regulation_id_numbers")))
    yield _sentence("CFR", ", ".join(_parts(document)))
    yield _sentence("Citation", _text(document, "citation"))
    yield _sentence("Correction of FR Doc.", _text(document, "correction_of").rstrip("/").rpartition("/")[2])
    yield _sentence("FR Doc.", _text(document, "document_number"))


def _sentence(name: str, value: str) -> str:
    if not value:
        return ""
    return f"{name}: {value}" if value.endswith(".") else f"{name}: {value}."


def _scheduled(document: JsonObject) -> str:
    return _text(document, "publication_date") if document.get("filed_at") else ""


def _parts(document: JsonObject) -> list[str]:
    references = document.get("cfr_references")
    found = [one for one in references if isinstance(one, dict)] if isinstance(references, list) else []
    return [
        f"{one['title']} CFR Part {one['part']}" if one.get("part") else f"{one['title']} CFR"
        for one in found
        if one.get("title")
    ]


def _agencies(document: JsonObject) -> list[str]:
    agencies = document.get("agencies")
    found = [one for one in agencies if isinstance(one, dict)] if isinstance(agencies, list) else []
    names = [str(one.get("name") or one.get("raw_name") or "") for one in found]
    return [name for name in names if name] or _texts(document, "agency_names")


def _text(document: JsonObject, name: str) -> str:
    value = document.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(document: JsonObject, name: str) -> list[str]:
    value = document.get(name)
    return [one for one in value if isinstance(one, str) and one] if isinstance(value, list) else []
