"""A sample feed and an instant to the HTTP answer that a poll gets then: status, headers, body."""

from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from types import MappingProxyType

from sample.formats import Listed, document
from sample.values import Format, Quirk, QuirkKind, SampleEntry, SampleFeed, Week

LISTED_AT_MOST = 30
JUNK = "<br />\n<b>Warning</b>: Undefined variable $theme in <b>/srv/site/feed.php</b> on line <b>41</b><br />\n"
LOGIN_PAGE = (
    '<!doctype html><html lang="en"><head><title>Sign in</title></head><body><form action="/login">'
    "<h1>Please sign in to read on</h1><input name=user><input name=password type=password></form></body></html>"
)
MEDIA_TYPES = MappingProxyType(
    {
        Format.RSS_091: "text/xml",
        Format.RSS_10: "application/rdf+xml",
        Format.RSS_20: "application/rss+xml",
        Format.ATOM: "application/atom+xml",
        Format.JSON: "application/feed+json",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What the server answers; header names are in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def header(self, name: str) -> str:
        """The value of a header, or an empty string."""
        return dict(self.headers).get(name, "")


NOT_FOUND = Response(status=404, headers=(("content-type", "text/plain"),), body=b"no such feed\n")


def answer(week: Week, path: str, *, at: datetime) -> Response:
    """What a poll of a path gets at an instant, moved feeds included; 404 where no feed is."""
    for feed in week.feeds:
        moved = feed.quirk(QuirkKind.MOVED, at=at)
        if path == feed.path:
            return _moved(moved) if moved else render(feed, at=at)
        if moved and path == moved.to:
            return render(feed, at=at)
    return NOT_FOUND


def render(feed: SampleFeed, *, at: datetime) -> Response:
    """The feed as a poll sees it at an instant; moves are `answer`'s business."""
    if down := feed.quirk(QuirkKind.DOWN, at=at):
        return _down(down)
    if feed.quirk(QuirkKind.LOGIN_PAGE, at=at):
        return Response(status=200, headers=(("content-type", "text/html; charset=utf-8"),), body=LOGIN_PAGE.encode())
    if feed.quirk(QuirkKind.EMPTY, at=at):
        return Response(status=200, headers=(("content-type", MEDIA_TYPES[feed.format]),))
    listed = entries_listed(feed, at=at)
    return _document(feed, listed, at=at)


def unchanged(response: Response, *, etag: str = "", since: str = "") -> Response:
    """The response, or 304 when a conditional request shows that the reader has it (RFC 9110, section 13)."""
    if response.status != 200 or not response.header("etag"):
        return response
    same = etag == response.header("etag") if etag else _not_newer(response.header("last-modified"), since)
    return replace(response, status=304, body=b"") if same else response


def entries_listed(feed: SampleFeed, *, at: datetime) -> tuple[Listed, ...]:
    """The entries that the feed shows at an instant, newest first, as they stand then."""
    seen = [entry for entry in feed.entries if entry.listed_at <= at]
    seen.sort(key=lambda entry: (entry.published_at, entry.id), reverse=True)
    return tuple(_listed(feed, entry, at=at) for entry in seen[:LISTED_AT_MOST])


def _listed(feed: SampleFeed, entry: SampleEntry, *, at: datetime) -> Listed:
    title, paragraphs, updated = entry.title, entry.paragraphs, entry.published_at
    for edit in entry.edits:
        if edit.at <= at:
            title, paragraphs, updated = edit.title or title, edit.paragraphs or paragraphs, edit.at
    shown = at if feed.quirk(QuirkKind.DATES_REWRITTEN, at=at) else entry.published_at
    return Listed(
        entry=entry,
        guid=_guid(feed, entry, at=at),
        title=title,
        paragraphs=paragraphs,
        shown_at=shown,
        updated_at=max(updated, shown),
    )


def _guid(feed: SampleFeed, entry: SampleEntry, *, at: datetime) -> str:
    if feed.quirk(QuirkKind.NEW_GUIDS, at=at):
        return f"urn:{feed.slug}:v2:{sha256(entry.id.encode()).hexdigest()[:12]}"
    if feed.format is Format.ATOM:
        return f"tag:{feed.slug}.example,2026:{entry.id}"
    return entry.link if feed.summaries_only else f"{feed.slug}-{entry.id}"


def _document(feed: SampleFeed, listed: tuple[Listed, ...], *, at: datetime) -> Response:
    text = document(feed, listed)
    if feed.quirk(QuirkKind.UNESCAPED, at=at):
        text = text.replace("&amp;", "&")
    if feed.quirk(QuirkKind.JUNK_BEFORE, at=at):
        text = JUNK + text
    if feed.quirk(QuirkKind.TRUNCATED, at=at):
        text = text[: text.rfind("<content") + 120]
    body = text.encode(feed.encoding, "xmlcharrefreplace")
    content_type = f"{MEDIA_TYPES[feed.format]}; charset={feed.encoding}"
    headers = [("content-type", content_type), ("cache-control", "max-age=300")]
    if feed.conditional:
        newest = max((item.updated_at for item in listed), default=at)
        headers.append(("etag", f'"{sha256(body).hexdigest()[:16]}"'))
        headers.append(("last-modified", format_datetime(newest, usegmt=True)))
    return Response(status=200, headers=tuple(headers), body=body)


def _down(quirk: Quirk) -> Response:
    wait = (("retry-after", quirk.retry_after),) if quirk.retry_after else ()
    return Response(status=quirk.status, headers=(("content-type", "text/plain"), *wait), body=b"try again later\n")


def _moved(quirk: Quirk) -> Response:
    return Response(status=301, headers=(("location", quirk.to), ("content-type", "text/plain")), body=b"moved\n")


def _not_newer(last_modified: str, since: str) -> bool:
    try:
        return bool(since) and parsedate_to_datetime(last_modified) <= parsedate_to_datetime(since)
    except ValueError:
        return False
