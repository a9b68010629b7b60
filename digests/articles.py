"""Entry to article: cleaned, with a canonical address and an identity that survives a publisher's edits."""

from dataclasses import dataclass
from datetime import datetime

from digests.entries import Entry, Feed, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An entry cleaned, with a canonical address.

    `id` is 16 hexadecimal digits and does not change when the publisher changes date, GUID or tracking parameters.
    `body` is plain text, paragraphs separated by a blank line; every offset elsewhere counts its Unicode characters.
    `near_key` groups near copies from one publisher (normalised title and publisher), see faults.md rows 17 to 20.
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
    raise NotImplementedError
