"""`chipbrief inspect`: texts to what the desk sees in them, for people and for the scoring of the engine."""

import sys
from collections.abc import Callable, Iterator
from functools import cache

import typer

from bot.cli.output import print_facts, print_json, print_table
from bot.cli.seen import article_facts, brief_facts
from bot.cli.texts import Content, Given, article_of, given_in, id_of, members_of
from bot.errors import CommandError
from digests.articles import Article
from digests.briefs import brief_of_article, write_brief
from digests.desk import Desk
from digests.policy.dates import policy_dates
from digests.policy.ids import policy_ids
from digests.remarks import Remark, Where, remarks_in
from digests.reports import report_of
from digests.stories import Placement, Story, group_into_stories
from digests.topics import read_topics

Row = dict[str, object]


def show_articles(file: str, *, as_json: bool, lines: bool) -> None:
    """Print relevance, topics, remarks, dates and ids of each article."""

    def look(given: Given) -> None:
        read = article_of(given.content(), where=given.where, number=given.number)
        seen = seen_in(read)
        if as_json:
            print_json(seen, indent=None if lines else 2)
        else:
            print_facts(_heading(read.title, given, lines=lines), article_facts(seen, title=read.title, body=read.body))

    _each(given_in(file, lines=lines), look, as_json=as_json, lines=lines)


def show_briefs(file: str, *, as_json: bool, lines: bool) -> None:
    """Print the brief of each article, or of each story given as {"articles": [...]}."""

    def look(given: Given) -> None:
        told = brief_of(given.content(), where=given.where, number=given.number)
        if as_json:
            print_json(told, indent=None if lines else 2)
        else:
            print_facts(_heading(str(told["headline"]), given, lines=lines), brief_facts(told))

    _each(given_in(file, lines=lines), look, as_json=as_json, lines=lines)


def show_stories(file: str, *, as_json: bool, why: bool) -> None:
    """Print which articles report one event, in the order of the input."""
    read: list[tuple[Article, object]] = []
    bad: dict[int, Row] = {}
    taken: dict[str, str] = {}

    def look(given: Given) -> None:
        article, id = _with_own_id(given, taken)
        read.append((article, id))

    def skip(row: Row) -> None:
        bad[len(read) + len(bad)] = row

    problems = _looked(given_in(file, lines=True), look, skip)
    placed = group_into_stories([article for article, _ in read], desk=_desk())
    rows = iter([_placed(one, id, why=why) for one, (_, id) in zip(placed, read, strict=True)])
    every = [bad.get(at) or next(rows) for at in range(len(read) + len(bad))]
    if as_json:
        for row in every:
            print_json(row)
    else:
        columns = ("id", "story", "saga", "reasons") if why else ("id", "story")
        print_table("", columns, ([_cell(row[column]) for column in columns] for row in every if "story" in row))
    _refuse(problems)


def _each(texts: Iterator[Given], look: Callable[[Given], None], *, as_json: bool, lines: bool) -> None:
    """Look at each text; where one of many cannot be read, what is wrong stands in its place and the others go on."""
    if not lines:
        for given in texts:
            look(given)
        return
    _refuse(_looked(texts, look, print_json if as_json else lambda _: None))


def _looked(texts: Iterator[Given], look: Callable[[Given], None], instead: Callable[[Row], None]) -> tuple[int, int]:
    """How many texts could not be read, of how many."""
    bad = count = 0
    for given in texts:
        count += 1
        try:
            look(given)
        except CommandError as error:
            bad += 1
            sys.stderr.write(f"{error}\n")
            instead({"line": given.number, "error": str(error)})
    if not count:
        raise CommandError("The input is empty; give one JSON object a line.")
    return bad, count


def _refuse(problems: tuple[int, int]) -> None:
    bad, count = problems
    if bad:
        sys.stderr.write(f"{bad} of {count} lines could not be read{'; the others are done' if bad < count else ''}.\n")
        raise typer.Exit(2)


def _with_own_id(given: Given, taken: dict[str, str]) -> tuple[Article, object]:
    content = given.content()
    id = id_of(content, given.where)
    if not id:
        raise CommandError(f'{given.where} has no "id"; give each article its own.')
    if id in taken:
        raise CommandError(f'{given.where} has the id "{id}" of {taken[id]}; give each article its own.')
    article = article_of(content, where=given.where)
    taken[id] = given.where
    return article, content["id"]


def _placed(placed: Placement, id: object, *, why: bool) -> Row:
    row: Row = {"id": id, "story": placed.story_id}
    return row | ({"saga": placed.saga, "reasons": list(placed.reasons)} if why else {})


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _heading(text: str, given: Given, *, lines: bool) -> str:
    return f"{given.where}: {text}" if lines else text or "(no title)"


def seen_in(read: Article) -> Row:
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


def brief_of(content: Content, *, where: str = "the input", number: int = 1) -> Row:
    """The brief of an article, or of a story given by its articles, as `inspect brief --json` prints it.

    A sentence's offsets count in the text (`where`) of the article that it names.
    """
    members = members_of(content, where)
    if members is None:
        read = article_of(content, where=where, number=number)
        told = brief_of_article(report_of(read, desk=_desk(), every=True), people=_desk().people)
    else:
        reports = [report_of(one, desk=_desk(), every=True) for one in members]
        reports.sort(key=lambda report: (report.article.published_at, report.article.id))
        told = write_brief(Story(id="story", reports=tuple(reports)), people=_desk().people)
    return {
        "headline": told.headline.text,
        "sentences": [
            {
                "text": one.text,
                "start": one.start,
                "end": one.end,
                "article": one.article_id,
                "where": one.where,
                "shown": one.shown,
            }
            for one in told.sentences
        ],
        "remark": _remark(told.remark) | _home(told.remark) if told.remark else None,
        "sources": [{"publisher": one.publisher, "family": one.family, "url": one.url} for one in told.sources],
        "unconfirmed": told.unconfirmed,
    }


def _home(remark: Remark) -> Row:
    """Which text of which article a remark's offsets count in."""
    return {"article": remark.article_id, "where": remark.where}


def _remark(remark: Remark) -> Row:
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


@cache
def _desk() -> Desk:
    from bot.desk.loader import load_desk

    return load_desk()
