"""The sample week as frozen values: feeds, their faults, their entries and what an editor says of them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from digests.entries import Feed, SourceKind
from digests.remarks.remark import RemarkKind
from digests.topics import ArticleKind

FIRST_DAY = datetime(2026, 11, 16, tzinfo=UTC)
LAST_DAY = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
FOR_GOOD = datetime.max.replace(tzinfo=UTC)


class Format(StrEnum):
    """How a feed is written."""

    RSS_091 = "rss-0.91"
    RSS_10 = "rss-1.0"
    RSS_20 = "rss-2.0"
    ATOM = "atom"
    JSON = "json"


class QuirkKind(StrEnum):
    """What is wrong with a feed while a quirk lasts."""

    DOWN = "down"
    LOGIN_PAGE = "login-page"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    JUNK_BEFORE = "junk-before"
    MOVED = "moved"
    NEW_GUIDS = "new-guids"
    DATES_REWRITTEN = "dates-rewritten"
    UNESCAPED = "unescaped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """A fault of a feed from `since` until `until`.

    `status` and `retry_after` belong to DOWN, `to` (a path) to MOVED.
    """

    kind: QuirkKind
    since: datetime = FIRST_DAY
    until: datetime = FOR_GOOD
    status: int = 503
    retry_after: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRemark:
    """A remark that an editor marked: `words` are its first words, verbatim; `speaker` the full name or the class."""

    speaker: str
    kind: RemarkKind
    words: str
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What an editor says of an entry; entries of one event share `story`, stories of one affair `saga`."""

    relevant: bool
    story: str
    saga: str = ""
    kind: ArticleKind = ArticleKind.NEWS
    remarks: tuple[ExpectedRemark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a publisher changed at an instant; an empty field was left as it was."""

    at: datetime
    title: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEntry:
    """One entry of a sample feed; paragraphs are plain text, or markup where they begin with `<`.

    `published_at` is the date it carries, `listed_at` when it appears in the feed, `reprint_of` the wire's entry.
    `date_written` stands in the feed in place of the date; None: the date as its format asks for it.
    """

    id: str
    title: str
    link: str
    paragraphs: tuple[str, ...]
    published_at: datetime
    listed_at: datetime
    label: Label
    author: str = ""
    categories: tuple[str, ...] = ()
    publisher: str = ""
    publisher_url: str = ""
    reprint_of: str = ""
    date_written: str | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def body(self) -> str:
        """Its paragraphs as plain text, a blank line between them."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFeed:
    """A feed of the week: its facts, its faults, and its entries, oldest first."""

    slug: str
    title: str
    publisher: str
    home: str
    format: Format
    kind: SourceKind
    entries: tuple[SampleEntry, ...]
    encoding: str = "utf-8"
    family: str = ""
    language: str = "en"
    jurisdiction: str = ""
    about: str = ""
    footer: str = ""
    zone: str = "GMT"
    offset_minutes: int = 0
    summaries_only: bool = False
    gzip: bool = False
    conditional: bool = True
    guids: bool = True
    quirks: tuple[Quirk, ...] = ()

    @property
    def path(self) -> str:
        """Where the server shows it."""
        return f"/{self.slug}"

    def as_feed(self, base_url: str) -> Feed:
        """The feed as the desk knows it, served below `base_url` (no slash at the end)."""
        return Feed(
            url=base_url + self.path,
            title=self.title,
            publisher=self.publisher,
            family=self.family or self.publisher,
            kind=self.kind,
            language=self.language,
            jurisdiction=self.jurisdiction,
            home=self.home,
        )

    def quirk(self, kind: QuirkKind, *, at: datetime) -> Quirk | None:
        """The quirk of a kind that lasts at an instant, or None."""
        return next((quirk for quirk in self.quirks if quirk.kind is kind and quirk.since <= at < quirk.until), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The sample week: its feeds, by slug."""

    feeds: tuple[SampleFeed, ...]

    def feed(self, slug: str) -> SampleFeed:
        """The feed of a slug; KeyError when there is none."""
        for feed in self.feeds:
            if feed.slug == slug:
                return feed
        raise KeyError(slug)

    @property
    def entries(self) -> tuple[tuple[SampleFeed, SampleEntry], ...]:
        """Every entry with its feed, in the order in which they appear."""
        pairs = [(feed, entry) for feed in self.feeds for entry in feed.entries]
        return tuple(sorted(pairs, key=lambda pair: (pair[1].listed_at, pair[0].slug, pair[1].id)))
