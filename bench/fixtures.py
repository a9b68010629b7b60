"""The feed fixtures of other projects as values, and what they expect of entries."""

import ast
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

Expectation = tuple[int, str, object]  # which entry, which field of ours, what value

_EXPECT = re.compile(rb"Expect:\s*(.+)")
_HEADER = re.compile(rb"^\s*Header:\s*([\w-]+):[ \t]*(.*?)\s*$", re.MULTILINE)
_ENTRY = re.compile(r"""^entries\[(\d+)\](?:\.(\w+)|\[['"](\w+)['"]\])\s*==\s*(.+)$""")
_NAMES = {"title": "title", "link": "link", "id": "id", "guid": "id", "published_parsed": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """One feed file, with the headers it wants to be served with and its expectations, as JSON where it has some."""

    name: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    expected: bytes = b""

    @property
    def path(self) -> str:
        """Where it is served."""
        return "/" + self.name


def fixtures_in(tarball: Path) -> Iterator[Fixture]:
    """Every feed file of the tarball; a JSON file beside a feed of the same name holds its expectations."""
    with tarfile.open(tarball) as archive:
        files = {
            member.name.removeprefix("./"): content.read()
            for member in archive.getmembers()
            if member.isfile() and (content := archive.extractfile(member))
        }
    for name, body in sorted(files.items()):
        stem, _, suffix = name.rpartition(".")
        if "LICENSE" in name or suffix not in ("xml", "json", "rss", "atom") or name.endswith("expected.json"):
            continue
        if suffix == "json" and (stem + ".xml" in files or ("/translator/" in name and "/json/" not in name)):
            continue
        expected = files.get(stem + ".json", b"") if suffix == "xml" else files.get(stem + ".expected.json", b"")
        yield Fixture(name=name, body=body, headers=_headers(body, suffix), expected=expected)


def _headers(body: bytes, suffix: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json" if suffix == "json" else "application/xml"}
    for name, value in _HEADER.findall(body[:4096]):
        if name.lower() == b"content-type":
            headers["Content-Type"] = value.decode("latin-1").strip()
    return headers


def expectations(fixture: Fixture) -> Iterator[Expectation]:
    """What a fixture expects of titles, links, ids and dates."""
    if fixture.expected:
        yield from _from_json(fixture)
    else:
        yield from _from_comment(fixture.body)


def _from_comment(body: bytes) -> Iterator[Expectation]:
    found = _EXPECT.search(body[:4096])
    if not found:
        return
    for part in found.group(1).decode("utf-8", "replace").split(" and "):
        match = _ENTRY.match(part.strip())
        name = _NAMES.get(match.group(2) or match.group(3)) if match else None
        if match is None or name is None:
            continue
        try:
            value = ast.literal_eval(match.group(4).strip())
        except (ValueError, SyntaxError):
            continue
        if name == "date":
            value = datetime.strptime("{}-{}-{} {}:{}:{}".format(*value), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        yield int(match.group(1)), name, value


def _from_json(fixture: Fixture) -> Iterator[Expectation]:
    try:
        found = json.loads(fixture.expected)
    except ValueError:
        return
    if not isinstance(found, dict):
        return
    for at, entry in enumerate(found.get("entries") or found.get("items") or ()):
        if isinstance(entry, dict):
            yield from _from_entry(at, entry)


def _from_entry(at: int, entry: Mapping[str, object]) -> Iterator[Expectation]:
    guid = entry.get("guid")
    identity = guid.get("value") if isinstance(guid, dict) else guid
    named = {"title": entry.get("title"), "link": entry.get("link"), "id": entry.get("id") or identity}
    for name, value in named.items():
        if isinstance(value, str) and value:
            yield at, name, value
    date = entry.get("publishedParsed") or entry.get("pubDateParsed") or entry.get("published")
    if isinstance(date, str) and re.match(r"\d{4}-\d\d-\d\dT", date):
        yield at, "date", datetime.fromisoformat(date).astimezone(UTC)
