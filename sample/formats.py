"""A feed and the entries it lists to the text of its document: RSS 0.91, 1.0, 2.0, Atom or JSON Feed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape as html_escape
from xml.sax.saxutils import escape, quoteattr

from sample.values import Format, SampleEntry, SampleFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry as the feed shows it at an instant: edits and quirks applied."""

    entry: SampleEntry
    guid: str
    title: str
    paragraphs: tuple[str, ...]
    shown_at: datetime
    updated_at: datetime


def document(feed: SampleFeed, listed: Sequence[Listed]) -> str:
    """The text of a feed that lists these entries, newest first."""
    return WRITERS[feed.format](feed, listed)


def markup(feed: SampleFeed, paragraphs: Sequence[str]) -> str:
    """Paragraphs as HTML, with the publisher's footer; a paragraph that begins with `<` is markup already."""
    return "\n".join([_paragraph(text) for text in paragraphs] + ([feed.footer] if feed.footer else []))


def _paragraph(text: str) -> str:
    return text if text.startswith("<") else f"<p>{html_escape(text, quote=False)}</p>"


def _first(item: Listed) -> str:
    return item.paragraphs[0] if item.paragraphs else ""


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]&gt;')}]]>"


def _head(feed: SampleFeed) -> str:
    return f'<?xml version="1.0" encoding="{feed.encoding.upper()}"?>'


def _rfc822(at: datetime, feed: SampleFeed) -> str:
    local = at + timedelta(minutes=feed.offset_minutes)
    return f"{format_datetime(local)[:-5]}{feed.zone}"


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _rss_091(feed: SampleFeed, listed: Sequence[Listed]) -> str:
    return "\n".join(
        [
            _head(feed),
            '<rss version="0.91"><channel>',
            _channel(feed),
            *(_item_091(item) for item in listed),
            "</channel></rss>",
        ]
    )


def _item_091(item: Listed) -> str:
    text = "\n\n".join(item.paragraphs)
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.entry.link)}</link>"
        f"<description>{escape(text)}</description></item>"
    )


def _channel(feed: SampleFeed) -> str:
    return (
        f"<title>{escape(feed.title)}</title><link>{escape(feed.home)}/</link>"
        f"<description>{escape(feed.about or feed.title)}</description><language>{feed.language}</language>"
    )


def _rss_10(feed: SampleFeed, listed: Sequence[Listed]) -> str:
    seq = "".join(f"<rdf:li rdf:resource={quoteattr(item.entry.link)}/>" for item in listed)
    return "\n".join(
        [
            _head(feed),
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"',
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">',
            f"<channel rdf:about={quoteattr(feed.home + '/')}><title>{escape(feed.title)}</title>",
            f"<link>{escape(feed.home)}/</link><description>{escape(feed.about or feed.title)}</description>",
            f"<dc:language>{feed.language}</dc:language><items><rdf:Seq>{seq}</rdf:Seq></items></channel>",
            *(_item_10(feed, item) for item in listed),
            "</rdf:RDF>",
        ]
    )


def _item_10(feed: SampleFeed, item: Listed) -> str:
    creator = f"<dc:creator>{escape(item.entry.author)}</dc:creator>" if item.entry.author else ""
    return (
        f"<item rdf:about={quoteattr(item.entry.link)}><title>{escape(item.title)}</title>"
        f"<link>{escape(item.entry.link)}</link><description>{escape(_first(item))}</description>{creator}"
        f"<dc:date>{_iso(item.shown_at)}</dc:date>"
        f"<content:encoded>{_cdata(markup(feed, item.paragraphs))}</content:encoded></item>"
    )


def _rss_20(feed: SampleFeed, listed: Sequence[Listed]) -> str:
    built = f"<lastBuildDate>{_rfc822(listed[0].shown_at, feed)}</lastBuildDate>" if listed else ""
    return "\n".join(
        [
            _head(feed),
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"',
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
            _channel(feed) + built + "<ttl>15</ttl>",
            *(_item_20(feed, item) for item in listed),
            "</channel></rss>",
        ]
    )


def _item_20(feed: SampleFeed, item: Listed) -> str:
    entry = item.entry
    parts = [
        f"<item><title>{escape(item.title)}</title>",
        f"<link>{escape(entry.link)}</link>" if entry.link else "",
        _guid_20(feed, item),
        _date_20(feed, item),
        f"<dc:creator>{_cdata(entry.author)}</dc:creator>" if entry.author else "",
        *(f"<category>{escape(category)}</category>" for category in entry.categories),
        _source_20(entry),
        *_texts_20(feed, item),
        "</item>",
    ]
    return "".join(parts)


def _guid_20(feed: SampleFeed, item: Listed) -> str:
    permalink = "true" if item.guid == item.entry.link else "false"
    return f'<guid isPermaLink="{permalink}">{escape(item.guid)}</guid>' if feed.guids else ""


def _date_20(feed: SampleFeed, item: Listed) -> str:
    written = _rfc822(item.shown_at, feed) if item.entry.date_written is None else item.entry.date_written
    return f"<pubDate>{escape(written)}</pubDate>" if written else ""


def _source_20(entry: SampleEntry) -> str:
    if not entry.publisher:
        return ""
    return f"<source url={quoteattr(entry.publisher_url + '/feed')}>{escape(entry.publisher)}</source>"


def _texts_20(feed: SampleFeed, item: Listed) -> tuple[str, ...]:
    if feed.summaries_only:
        return (f"<description>{escape(markup(feed, item.paragraphs[:1]))}</description>",)
    full = f"<content:encoded>{_cdata(markup(feed, item.paragraphs))}</content:encoded>"
    return (f"<description>{escape(_first(item))}</description>", full)


def _atom(feed: SampleFeed, listed: Sequence[Listed]) -> str:
    updated = _iso(max(item.updated_at for item in listed)) if listed else "2026-11-16T00:00:00Z"
    return "\n".join(
        [
            _head(feed),
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">',
            f"<title>{escape(feed.title)}</title><subtitle>{escape(feed.about)}</subtitle>",
            f'<id>tag:{feed.slug}.example,2026:feed</id><link rel="alternate" href={quoteattr(feed.home + "/")}/>',
            f"<updated>{updated}</updated><author><name>{escape(feed.publisher)}</name></author>",
            *(_atom_entry(feed, item) for item in listed),
            "</feed>",
        ]
    )


def _atom_entry(feed: SampleFeed, item: Listed) -> str:
    entry = item.entry
    author = f"<author><name>{escape(entry.author)}</name></author>" if entry.author else ""
    text = escape(markup(feed, item.paragraphs))
    full = "" if feed.summaries_only else f'<content type="html">{text}</content>'
    return (
        f'<entry><title type="text">{escape(item.title)}</title><id>{escape(item.guid)}</id>'
        f'<link rel="alternate" href={quoteattr(entry.link)}/>{author}'
        f"<published>{_iso(item.shown_at)}</published><updated>{_iso(item.updated_at)}</updated>"
        + "".join(f"<category term={quoteattr(category)}/>" for category in entry.categories)
        + f"<summary>{escape(_first(item))}</summary>{full}</entry>"
    )


def _json(feed: SampleFeed, listed: Sequence[Listed]) -> str:
    top = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home + "/",
        "description": feed.about,
        "language": feed.language,
        "items": [_json_item(feed, item) for item in listed],
    }
    return json.dumps(top, ensure_ascii=False, indent=1)


def _json_item(feed: SampleFeed, item: Listed) -> dict[str, object]:
    return {
        "id": item.guid,
        "url": item.entry.link,
        "title": item.title,
        "summary": _first(item),
        "content_html": markup(feed, item.paragraphs),
        "date_published": _iso(item.shown_at),
        "date_modified": _iso(item.updated_at),
        "authors": [{"name": item.entry.author or feed.publisher}],
        "tags": list(item.entry.categories),
    }


WRITERS: Mapping[Format, Callable[[SampleFeed, Sequence[Listed]], str]] = {
    Format.RSS_091: _rss_091,
    Format.RSS_10: _rss_10,
    Format.RSS_20: _rss_20,
    Format.ATOM: _atom,
    Format.JSON: _json,
}
