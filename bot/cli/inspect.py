"""`chipbrief inspect`: texts to what the desk sees in them, for people and for the scoring of the engine."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.cli.output import print_json, print_table
from bot.errors import CommandError
from digests.articles import Article
from digests.briefs import brief_of_article, write_brief
from digests.desk import Desk
from digests.policy.dates import policy_dates
from digests.policy.ids import policy_ids
from digests.remarks import Remark, Where, remarks_in
from digests.reports import report_of
from digests.stories import Placement, Story, group_into_stories
from digests.text import language_of
from digests.topics import read_topics


def show_articles(file: str, *, as_json: bool, lines: bool) -> None:
    """Print relevance, topics, remarks, dates and ids of each article."""
    for read in articles_in(_text(file), lines=lines):
        _show(seen_in(read), as_json=as_json, lines=lines)


def show_stories(file: str, *, as_json: bool, why: bool) -> None:
    """Print which articles report one event."""
    read = list(articles_in(_text(file), lines=True))
    rows = [_placed(placed, why=why) for placed in group_into_stories(read, desk=_desk())]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        columns = ("id", "story", "saga", "reasons") if why else ("id", "story")
        print_table("", columns, ([row[column] for column in columns] for row in rows))


def _placed(placed: Placement, *, why: bool) -> dict[str, object]:
    row: dict[str, object] = {"id": placed.article_id, "story": placed.story_id}
    return row | ({"saga": placed.saga, "reasons": list(placed.reasons)} if why else {})


def show_briefs(file: str, *, as_json: bool, lines: bool) -> None:
    """Print the brief of each article, or of each story given as {"articles": [...]}."""
    for content in _contents(_text(file), lines=lines):
        _show(brief_of(content), as_json=as_json, lines=lines)


def _show(content: Mapping[str, object], *, as_json: bool, lines: bool) -> None:
    if as_json:
        print_json(content, indent=None if lines else 2)
    else:
        print_table("", ("", ""), content.items())


def seen_in(read: Article) -> dict[str, object]:
    """What the desk sees in an article, as `inspect article --json` prints it."""
    reading = read_topics(read, desk=_desk())
    remarks = remarks_in(read, people=_desk().people)
    return {
        "relevant": reading.relevant,
        "score": round(reading.score, 3),
        "kind": reading.kind,
        "language": read.language,
        "topics": [{"id": hit.id, "words": list(hit.words)} for hit in reading.topics],
        "remarks": [_remark(remark) for remark in remarks if remark.where is Where.BODY],
        "title_remarks": [_remark(remark) for remark in remarks if remark.where is Where.TITLE],
        "dates": [
            {"kind": found.kind, "date": found.on, "start": found.start, "end": found.end, "words": found.words}
            for found in policy_dates(read.body, published=read.published_at.date())
        ],
        "ids": [
            {"kind": found.kind, "id": found.id, "start": found.start, "end": found.end, "words": found.words}
            for found in policy_ids(read.body)
        ],
        "why": list(reading.why),
    }


def brief_of(content: Mapping[str, object]) -> dict[str, object]:
    """The brief of an article, or of a story given by its articles, as `inspect brief --json` prints it.

    The headline is text; a sentence's offsets count in the body of the article it names.
    """
    members = content.get("articles")
    if members is None:
        told = brief_of_article(report_of(_article(content, 0), desk=_desk()), people=_desk().people)
    elif isinstance(members, list) and members and all(isinstance(one, dict) for one in members):
        reports = [report_of(_article(one, at), desk=_desk()) for at, one in enumerate(members)]
        reports.sort(key=lambda report: (report.article.published_at, report.article.id))
        told = write_brief(Story(id="story", reports=tuple(reports)), people=_desk().people)
    else:
        raise CommandError('"articles" has to be a list of objects, each with title, body, url, publisher.')
    return {
        "headline": told.headline.text,
        "sentences": [
            {"text": one.text, "start": one.start, "end": one.end, "article": one.article_id, "shown": one.shown}
            for one in told.sentences
        ],
        "remark": _remark(told.remark) if told.remark else None,
        "sources": [{"publisher": one.publisher, "family": one.family, "url": one.url} for one in told.sources],
        "unconfirmed": told.unconfirmed,
    }


def _remark(remark: Remark) -> dict[str, object]:
    return {
        "speaker": remark.speaker,
        "speaker_id": remark.speaker_id,
        "mention": list(remark.mention) if remark.mention else None,
        "role": remark.role,
        "anonymous": remark.anonymous,
        "kind": remark.kind,
        "verb": remark.verb,
        "words": remark.words,
        "start": remark.start,
        "end": remark.end,
        "hedges": list(remark.hedges),
        "chain": list(remark.chain),
        "said_on": remark.said_on,
        "venue": remark.venue,
        "verdict": remark.verdict,
    }


def articles_in(text: str, *, lines: bool) -> Iterator[Article]:
    """The articles that an input holds: plain text, one JSON object, or one JSON object a line."""
    return (_article(content, at) for at, content in enumerate(_contents(text, lines=lines)))


def _contents(text: str, *, lines: bool) -> Iterable[Mapping[str, object]]:
    if lines:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield _object(line, f"line {number}")
    elif text.lstrip().startswith("{"):
        yield _object(text, "the input")
    else:
        yield {"body": text}


def _object(text: str, where: str) -> Mapping[str, object]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise CommandError(
            f"{where} is not JSON ({error}); give one object with title, body, url, publisher."
        ) from error
    if not isinstance(content, dict):
        raise CommandError(f"{where} is not a JSON object; give one with title, body, url, publisher.")
    return content


def _article(content: Mapping[str, object], at: int) -> Article:
    """An article whose texts are taken as they are, so that offsets count in what was given."""
    now = datetime.now(UTC)
    body, title = _string(content, "body"), _string(content, "title")
    publisher = _string(content, "publisher")
    return Article(
        id=_string(content, "id") or f"article-{at + 1}",
        url=_string(content, "url"),
        title=title,
        body=body,
        publisher=publisher,
        family=publisher,
        published_at=_moment(_string(content, "published_at"), now),
        seen_at=now,
        language=language_of(f"{title}\n{body}"),
    )


def _string(content: Mapping[str, object], key: str) -> str:
    value = content.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise CommandError(f"{key!r} has to be text; here it is {type(value).__name__}.")
    return str(value)


def _moment(text: str, now: datetime) -> datetime:
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"published_at {text!r} is not a date; write 2026-11-20T08:00:00+00:00.") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        raise CommandError(f"{file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8 text ({error.reason} at byte {error.start}).") from error


@cache
def _desk() -> Desk:
    from bot.desk.loader import load_desk

    return load_desk()
