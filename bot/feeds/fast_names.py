"""Element names as expat gives them ("namespace local") to the short names that the fast reader knows."""

from functools import lru_cache

_CORE = (
    "",
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://purl.org/atom/ns#",
    "http://www.w3.org/2005/atom",
    "http://purl.org/rss/1.0/modules/rss091#",
)
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
    **dict.fromkeys(_CORE, ""),
}
_TELLING = frozenset(_PREFIXES.values())


@lru_cache(maxsize=4096)
def canonical(tag: str) -> str:
    """The short name of an element or attribute: `title`, `dc:date`, or `?:name` in a namespace that says nothing."""
    uri, _, local = tag.rpartition(" ")
    uri = uri.lower()
    prefix = "" if "backend.userland.com/rss" in uri else _PREFIXES.get(uri, "?")
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


def is_misleading(prefix: str | None, uri: str | None) -> bool:
    """Whether a declaration gives an unknown namespace a prefix that feedparser goes by, the empty one included."""
    uri = (uri or "").lower()
    return (prefix or "") in _TELLING and uri not in _PREFIXES and "backend.userland.com/rss" not in uri
