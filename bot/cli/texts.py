"""Files and standard input to the articles and stories they describe; every problem says which line, and what to write.

Texts are taken as they are, so that offsets count in what was given.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from bot.errors import CommandError
from digests.articles import Article
from digests.text import language_of

LONGEST = 16_000_000
"""The most bytes of one input, or of one line of JSON."""
MOST = 1_000_000
"""The most characters of one body; a document of the size of a book is nobody's article."""
YEARS = range(1900, 2200)
SHAPE = 'give one JSON object with "title", "body", "url", "publisher", "published_at"'

Content = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One text of the input, still to be read; `number` is its line, counted from 1."""

    number: int
    where: str
    body: bytes
    whole: bool = False

    def content(self) -> Content:
        """What it holds: a JSON object, or the body of an article when the whole input is plain text."""
        text = _decoded(self.body, self.where)
        if not text.strip():
            raise CommandError(f"{self.where} is empty; {SHAPE}, or plain text.")
        if self.whole and not _seems_json(text):
            if "\x00" in text:
                raise CommandError(f"{self.where} holds NUL bytes, so it is no text; {SHAPE}, or plain text.")
            return {"body": text}
        return _object(text, self.where, whole=self.whole)


def given_in(file: str, *, lines: bool) -> Iterator[Given]:
    """The texts of a file (- is standard input): all of it, or one JSON object a line, as the lines come."""
    with _opened(file) as stream:
        if not lines:
            yield Given(number=1, where=_called(file), body=_limited(stream.read(LONGEST + 1), file), whole=True)
            return
        for number, line in enumerate(_lines(stream), start=1):
            if line.strip() or len(line) > LONGEST:
                yield Given(number=number, where=f"line {number}", body=line)


def article_of(content: Content, *, where: str, number: int = 1) -> Article:
    """The article that an object describes, all but its body optional; CommandError says what is wrong where."""
    now = datetime.now(UTC)
    if content.get("body") is None and content.get("title") is None:
        raise CommandError(f'{where} has neither "body" nor "title"; {SHAPE}.')
    body, title, url, publisher = (_text(content, key, where) for key in ("body", "title", "url", "publisher"))
    return Article(
        id=id_of(content, where) or f"article-{number}",
        url=url,
        title=title,
        body=body,
        publisher=publisher,
        family=publisher,
        published_at=_moment(_text(content, "published_at", where), where, now=now),
        seen_at=now,
        language=language_of(f"{title}\n{body}"),
    )


def id_of(content: Content, where: str) -> str:
    """The id that an object carries, a whole number as its digits; "" when it carries none."""
    value = content.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(content, "id", where)


def members_of(content: Content, where: str) -> tuple[Article, ...] | None:
    """The articles of a story given as {"articles": [...]}; None when the object is one article."""
    members = content.get("articles")
    if members is None:
        return None
    if not isinstance(members, list) or not members or not all(isinstance(one, dict) for one in members):
        raise CommandError(f'{where}: "articles" has to be a list of objects, each with title, body, url, publisher.')
    read = tuple(
        article_of(one, where=f"{where}, article {number}", number=number) for number, one in enumerate(members, 1)
    )
    ids = [one.id for one in read]
    if twice := next((id for id in ids if ids.count(id) > 1), None):
        raise CommandError(f'{where}: two articles have the id "{twice}"; give each its own.')
    return read


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    try:
        if file == "-":
            yield sys.stdin.buffer
        else:
            with Path(file).open("rb") as stream:
                yield stream
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name holds a NUL"
        raise CommandError(f"{file} cannot be read ({why}); name a file, or - for standard input.") from error


def _called(file: str) -> str:
    return "standard input" if file == "-" else file


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream, ended by a line feed and by nothing else; of one that is too long, its start."""
    while line := stream.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST - 1 and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
        yield line


def _limited(body: bytes, file: str) -> bytes:
    if len(body) > LONGEST:
        raise CommandError(f"{_called(file)} is longer than {LONGEST:,} bytes; give a shorter text.")
    return body


def _decoded(body: bytes, where: str) -> str:
    if len(body) > LONGEST:
        raise CommandError(f"{where} is longer than {LONGEST:,} bytes; give a shorter text.")
    try:
        return body.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CommandError(f"{where} is not UTF-8 text ({error.reason} at byte {error.start}); save it so.") from error


def _seems_json(text: str) -> bool:
    """Whether a whole input is meant as JSON: an object, or a list or value that reads as JSON to its end."""
    start = text.lstrip()
    if start.startswith("{"):
        return True
    if not start.startswith(("[", '"')):
        return False
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _object(text: str, where: str, *, whole: bool) -> Content:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if whole else ""
        several = whole and error.msg == "Extra data"
        mend = "with one object a line, add --lines" if several else SHAPE
        raise CommandError(f"{where} is not JSON ({error.msg}, {line}column {error.colno}); {mend}.") from error
    except RecursionError as error:
        raise CommandError(f"{where} is JSON nested too deeply; {SHAPE}.") from error
    except ValueError as error:  # a number of thousands of digits
        raise CommandError(f"{where} holds a number that is too long; {SHAPE}.") from error
    if not isinstance(content, dict):
        raise CommandError(f"{where} is not a JSON object; {SHAPE}.")
    return content


def _text(content: Content, key: str, where: str) -> str:
    value = content.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CommandError(f'{where}: "{key}" has to be text in quotation marks; it is {_NAMES[type(value)]}.')
    if len(value) > MOST:
        raise CommandError(f'{where}: "{key}" has {len(value):,} characters; give {MOST:,} at most.')
    if half := next((letter for letter in value if "\ud800" <= letter <= "\udfff"), None):
        raise CommandError(
            f'{where}: "{key}" holds half a character (\\u{ord(half):04x}, character {value.index(half) + 1}); '
            "write both halves, or leave it out."
        )
    return value


_NAMES: Mapping[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def _moment(text: str, where: str, *, now: datetime) -> datetime:
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{where}: published_at {text!r} is not a date; write 2026-11-20T08:00:00+00:00.") from error
    if moment.year not in YEARS:
        raise CommandError(f"{where}: published_at {text!r} is not a year from {YEARS.start} to {YEARS.stop - 1}.")
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
