"""A folder of TOML to the sample week: the checks, the defaults and the reprints."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from digests.entries import SourceKind
from digests.remarks.remark import RemarkKind
from digests.topics import ArticleKind
from sample.values import (
    FIRST_DAY,
    FOR_GOOD,
    Edit,
    ExpectedRemark,
    Format,
    Label,
    Quirk,
    QuirkKind,
    SampleEntry,
    SampleFeed,
    Week,
)

Table = Mapping[str, object]

FEED_KEYS = frozenset(field.name for field in fields(SampleFeed)) - {"slug", "entries", "quirks"} | {
    "quirk",
    "entry",
    "links_out",
}
ENTRY_KEYS = frozenset(field.name for field in fields(SampleEntry)) | frozenset(field.name for field in fields(Label))
ENTRY_KEYS |= {"at", "body", "edit", "reprint", "lead", "credit"}


def load_week(folder: Path | None = None) -> Week:
    """The week written in a folder (by default the one this module lies in): `feeds/*.toml`."""
    return Week(feeds=_read_feeds((folder or Path(__file__).parent) / "feeds"))


def _read_feeds(folder: Path) -> tuple[SampleFeed, ...]:
    """Every feed of a folder, by slug; reprints take their text from other feeds' entries."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    known: dict[str, SampleEntry] = {}
    homes = {slug: (_text(table, "publisher"), _text(table, "home")) for slug, table in tables.items()}
    for slug, table in tables.items():
        for raw in _tables(table, "entry"):
            if "reprint" not in raw:
                entry = _original(slug, table, raw)
                known[f"{slug}/{entry.id}"] = entry
    for slug, table in tables.items():
        for raw in _tables(table, "entry"):
            if "reprint" in raw:
                entry = _reprint(slug, table, raw, known=known, homes=homes)
                known[f"{slug}/{entry.id}"] = entry
    return tuple(_feed(slug, table, known) for slug, table in tables.items())


def _feed(slug: str, table: Table, known: Mapping[str, SampleEntry]) -> SampleFeed:
    _refuse_unknown(table, FEED_KEYS, slug)
    entries = [entry for key, entry in known.items() if key.startswith(f"{slug}/")]
    facts = {name: _text(table, name) for name in ("family", "jurisdiction", "about", "footer")}
    return SampleFeed(
        slug=slug,
        title=_text(table, "title"),
        publisher=_text(table, "publisher"),
        home=_text(table, "home"),
        format=Format(_text(table, "format")),
        kind=SourceKind(_text(table, "kind", "press")),
        entries=tuple(sorted(entries, key=lambda entry: (entry.listed_at, entry.id))),
        encoding=_text(table, "encoding", "utf-8"),
        language=_text(table, "language", "en"),
        zone=_text(table, "zone", "GMT"),
        offset_minutes=cast(int, table.get("offset_minutes", 0)),
        summaries_only=bool(table.get("summaries_only", False)),
        gzip=bool(table.get("gzip", False)),
        conditional=bool(table.get("conditional", True)),
        guids=bool(table.get("guids", True)),
        quirks=tuple(_quirk(raw) for raw in _tables(table, "quirk")),
        **facts,
    )


def _original(slug: str, feed: Table, raw: Table) -> SampleEntry:
    _refuse_unknown(raw, ENTRY_KEYS, f"{slug}/{raw.get('id')}")
    at, entry_id, title = _instant(raw, "at"), _text(raw, "id"), _text(raw, "title")
    return SampleEntry(
        id=entry_id,
        title=title,
        link=_text(raw, "link") if "link" in raw else _link(_text(feed, "home"), at, title, entry_id),
        paragraphs=_paragraphs(_text(raw, "body")),
        published_at=at,
        listed_at=_instant(raw, "listed_at", at),
        label=_label(raw),
        author=_text(raw, "author"),
        categories=tuple(cast("list[str]", raw.get("categories", []))),
        date_written=_text(raw, "date_written") if "date_written" in raw else None,
        edits=tuple(_edit(edit) for edit in _tables(raw, "edit")),
    )


def _reprint(
    slug: str,
    feed: Table,
    raw: Table,
    *,
    known: Mapping[str, SampleEntry],
    homes: Mapping[str, tuple[str, str]],
) -> SampleEntry:
    _refuse_unknown(raw, ENTRY_KEYS, f"{slug}/{raw.get('id')}")
    source = _text(raw, "reprint")
    original = known[source]
    at, title = _instant(raw, "at"), _text(raw, "title") or original.title
    kept = original.paragraphs[: cast(int, raw.get("paragraphs", 99))]
    paragraphs = (*_paragraphs(_text(raw, "lead")), *kept, *_paragraphs(_text(raw, "credit")))
    links_out = bool(feed.get("links_out", False))
    publisher, home = homes[source.partition("/")[0]] if links_out else ("", "")
    return SampleEntry(
        id=_text(raw, "id"),
        title=title,
        link=original.link + "?utm_source=relay&utm_medium=rss"
        if links_out
        else _link(_text(feed, "home"), at, title, _text(raw, "id")),
        paragraphs=paragraphs,
        published_at=at,
        listed_at=_instant(raw, "listed_at", at),
        label=_reprint_label(original.label, kept),
        author=_text(raw, "author"),
        publisher=publisher,
        publisher_url=home,
        reprint_of=source,
    )


def _reprint_label(label: Label, kept: tuple[str, ...]) -> Label:
    remarks = tuple(remark for remark in label.remarks if any(remark.words in text for text in kept))
    return Label(relevant=label.relevant, story=label.story, saga=label.saga, kind=label.kind, remarks=remarks)


def _label(raw: Table) -> Label:
    return Label(
        relevant=cast(bool, raw["relevant"]),
        story=_text(raw, "story") or _text(raw, "id"),
        saga=_text(raw, "saga"),
        kind=ArticleKind(_text(raw, "kind", "news")),
        remarks=tuple(_remark(remark) for remark in _tables(raw, "remarks")),
    )


def _remark(raw: Table) -> ExpectedRemark:
    _refuse_unknown(raw, frozenset({"who", "kind", "words", "anonymous"}), "a remark")
    return ExpectedRemark(
        speaker=_text(raw, "who"),
        kind=RemarkKind(_text(raw, "kind")),
        words=_text(raw, "words"),
        anonymous=bool(raw.get("anonymous", False)),
    )


def _edit(raw: Table) -> Edit:
    return Edit(at=_instant(raw, "at"), title=_text(raw, "title"), paragraphs=_paragraphs(_text(raw, "body")))


def _quirk(raw: Table) -> Quirk:
    return Quirk(
        kind=QuirkKind(_text(raw, "kind")),
        since=_instant(raw, "since", FIRST_DAY),
        until=_instant(raw, "until", FOR_GOOD),
        status=cast(int, raw.get("status", 503)),
        retry_after=_text(raw, "retry_after"),
        to=_text(raw, "to"),
    )


def _refuse_unknown(raw: Table, known: frozenset[str], where: str) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ValueError(f"{where}: unknown {', '.join(unknown)}")


def _tables(raw: Table, key: str) -> list[Table]:
    return cast("list[Table]", raw.get(key, []))


def _text(raw: Table, key: str, default: str = "") -> str:
    found = raw.get(key, default)
    if not isinstance(found, str):
        raise TypeError(f"{key} should be text, not {found!r}")
    return found


def _instant(raw: Table, key: str, default: datetime | None = None) -> datetime:
    found = raw.get(key, default)
    if not isinstance(found, datetime):
        raise TypeError(f"{key} should be a time, not {found!r}")
    return found.astimezone(UTC)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split("\n")) for part in re.split(r"\n\s*\n", text.strip()) if part)


def _link(home: str, at: datetime, title: str, entry_id: str) -> str:
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_title)[:8]
    return f"{home}/{at:%Y/%m/%d}/{'-'.join([*words, entry_id])}"
