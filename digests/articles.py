"""Entry to article: cleaned, with a canonical address and an identity that survives a publisher's edits."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from digests.addresses import canonical, identity, is_opaque, shown_host
from digests.entries import Entry, Feed, SourceKind
from digests.html import plain_line, plain_text
from digests.text import cut

MAX_TITLE = 300
MAX_BODY = 100_000
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
CLOCK_SLACK = timedelta(hours=24)

_TAIL = re.compile(r".*\S(\s+[-–—|·:]\s+(\S.{1,79}))$")
_BOILERPLATE = re.compile(
    r"""(?:
    the\ (?:post|article|entry)\ .{1,300}?\ (?:appeared\ first|first\ appeared|was\ (?:first|originally)\ published)
        \ (?:on|at|in)\ .{1,120}
    | (?:continue|keep)\ reading\b.{0,120}
    | read\ (?:more|the\ (?:full|rest|whole|original))\b.{0,120}
    | (?:click|tap)\ here\b.{0,120}
    | (?:sign\ up|subscribe)\b.{0,60}\bnewsletters?\b.{0,80}
    | share\ this(?:\ (?:post|article|story|page))?\W*
    | (?:advertisement|enlarge\ this\ image|toggle\ caption|hide\ caption|loading|full\ story|comments?)\W*
    | view\ (?:the\ )?(?:full|original)\ (?:article|story|post)\b.{0,80}
    | (?:filed\ under|tags?|categories|related(?:\ (?:posts|articles|stories))?):.{0,200}
    | submitted\ by\ .{1,120}\ \[link\].{0,40}
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_TAILS = re.compile(
    r"\s*(?:\[(?:…|\.{3}|read\ more)\]|(?:continue|keep)\ reading\b[^.\n]{0,120}|read\ more\W{0,4}|\(more…\))\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An entry cleaned, with a canonical address.

    `id` is 16 hexadecimal digits and does not change when the publisher changes date, GUID or tracking parameters.
    `body` is plain text, paragraphs separated by a blank line; every offset elsewhere counts its Unicode characters.
    `near_key` groups near copies from one publisher (normalised title and publisher), see faults.md rows 17 to 20.
    `date_is_guess` is true where the publisher's date was missing, unreadable or more than a day in the future.
    """

    id: str
    url: str
    title: str
    body: str
    publisher: str
    published_at: datetime
    seen_at: datetime
    feed_url: str = ""
    family: str = ""
    source_kind: SourceKind = SourceKind.PRESS
    language: str = ""
    jurisdiction: str = ""
    author: str = ""
    near_key: str = ""
    date_is_guess: bool = False


def article_from(entry: Entry, feed: Feed, *, seen_at: datetime) -> Article:
    """The article that an entry of a feed holds."""
    url = canonical(entry.link)
    title, named = _title(entry, feed, opaque=bool(url) and is_opaque(url))
    publisher = named or feed.publisher or feed.title or shown_host(url) or shown_host(feed.url)
    own = not named or _key(named) == _key(feed.publisher)
    body = _body(entry, title=title, publisher=publisher)
    title = title or cut(body.split("\n")[0], 120) or "Untitled"
    published_at, date_is_guess = _date(entry, seen_at)
    return Article(
        id=_identity(url, feed, publisher=publisher, title=title),
        url=url,
        title=title,
        body=body,
        publisher=publisher,
        published_at=published_at,
        seen_at=seen_at,
        feed_url=feed.url,
        family=(feed.family or publisher) if own or feed.kind is SourceKind.OFFICIAL else publisher,
        source_kind=feed.kind if own or feed.kind is SourceKind.OFFICIAL else SourceKind.PRESS,
        language=(entry.language or feed.language).lower(),
        jurisdiction=feed.jurisdiction,
        author=cut(plain_line(entry.author), 120),
        near_key=near_key(title, publisher=publisher),
        date_is_guess=date_is_guess,
    )


def near_key(title: str, *, publisher: str) -> str:
    """What near copies of one article share: the words of its title and its publisher, whatever case and marks."""
    return f"{_key(publisher)}|{_key(title)}"


def _key(text: str) -> str:
    """The words of a text in lower case, one space apart."""
    return " ".join(_WORD.findall(text.casefold()))


def _title(entry: Entry, feed: Feed, *, opaque: bool) -> tuple[str, str]:
    """The title without its publisher's name at the end, and the publisher that the entry names ("" for none)."""
    title = plain_line(entry.title[: 20 * MAX_TITLE])
    named = plain_line(entry.publisher[:MAX_TITLE])
    tail = _TAIL.match(title)
    if tail is not None:
        names = {_key(name) for name in (named, feed.publisher, feed.title) if name}
        if _key(tail.group(2)) in names or (opaque and not named):
            named = named or (tail.group(2).strip() if opaque else "")
            title = title[: tail.start(1)]
    return cut(title.strip(), MAX_TITLE), named


def _body(entry: Entry, *, title: str, publisher: str) -> str:
    """The longer of content and summary as plain text without boilerplate; "" where it only repeats the title."""
    texts = sorted((plain_text(text) for text in (entry.summary, entry.content) if text), key=len)
    if not texts:
        return ""
    paragraphs = [_TAILS.sub("", p).strip() for p in texts[-1].split("\n\n") if not _BOILERPLATE.match(p)]
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    if _key(body) in (_key(title), _key(f"{title} {publisher}")):
        return ""
    return cut(body, MAX_BODY)


def _date(entry: Entry, seen_at: datetime) -> tuple[datetime, bool]:
    """When an entry was published, never later than it was seen, and whether that is a guess."""
    said = entry.published_at or entry.updated_at
    if said is None:
        return seen_at, True
    said = said.replace(tzinfo=UTC) if said.tzinfo is None else said
    if said < OLDEST:
        return seen_at, True
    if said > seen_at:
        return seen_at, said - seen_at > CLOCK_SLACK
    return said.astimezone(UTC), False


def _identity(url: str, feed: Feed, *, publisher: str, title: str) -> str:
    """16 hexadecimal digits: of the address, or of publisher and title where no address leads to this article alone."""
    page = identity(url)
    if not page or page == identity(feed.home) or page == identity(feed.url):
        page = near_key(title, publisher=publisher)
    return sha256(page.encode("utf-8", "replace")).hexdigest()[:16]
