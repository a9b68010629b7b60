"""Hostile files and lines: each is refused in one sentence that says where and what to write, and the others go on."""

import json
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.inspect import show_articles, show_briefs, show_stories
from bot.cli.output import print_facts, print_json, print_table
from bot.cli.texts import LONGEST, MOST, Given, article_of, given_in
from bot.errors import CommandError

DEEP = "[" * 200_000


def written(folder: Path, content: str | bytes) -> str:
    path = folder / "given"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"ab\x00c", "holds NUL bytes"),
        (b"\x89PNG\r\n\x1a\n", "is not UTF-8 text"),
        ('{"body": "x"}'.encode("utf-16"), "is not UTF-8 text"),
        ("[]", "is not a JSON object"),
        ('"only words"', "is not a JSON object"),
        ("{}", 'has neither "body" nor "title"'),
        ('{"body": null}', 'has neither "body" nor "title"'),
        ('{"body": 42}', '"body" has to be text in quotation marks; it is a number'),
        ('{"body": "x", "title": {}}', '"title" has to be text in quotation marks; it is an object'),
        ('{"body": "x", "id": true}', '"id" has to be text in quotation marks; it is true or false'),
        ('{"body": "a \\ud800 b"}', '"body" holds half a character (\\ud800, character 3)'),
        ('{"body": "x", "published_at": "0001-01-01T00:00:00+14:00"}', "is not a year from 1900 to 2199"),
        ('{"body": "x", "published_at": "9999-12-31T23:59:59-14:00"}', "is not a year from 1900 to 2199"),
        ('{"body": "x", "published_at": "soon"}', "'soon' is not a date"),
        ('{"body": "x"}\n{"body": "y"}', "with one object a line, add --lines"),
        ('{"body": "x",}', "is not JSON (Expecting property name"),
        (DEEP, "is JSON nested too deeply"),
        (f'{{"body": {DEEP}', "is JSON nested too deeply"),
        (f'{{"body": {"9" * 5000}}}', "holds a number that is too long"),
        (b"a" * (LONGEST + 1), "is longer than"),
        (b"a" * (MOST + 1), '"body" has 1,000,001 characters'),
    ],
    ids=range(23),
)
def test_a_text_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: str | bytes, says: str) -> None:
    file = written(tmp_path, content)
    with pytest.raises(CommandError) as refused:
        show_articles(file, as_json=True, lines=False)
    assert str(refused.value).startswith(file)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "none", "\x00"])
def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"cannot be read .*; name a file, or - for standard input"):
        show_articles(str(tmp_path / name), as_json=False, lines=False)


@pytest.mark.parametrize("text", ["[Sample Wire] Chips.", "“Chips”, she said.", '"Chips," she said.', "42", "null"])
def test_plain_text_may_begin_as_json_does(tmp_path: Path, text: str) -> None:
    (given,) = given_in(written(tmp_path, text), lines=False)
    assert given.content() == {"body": text}


def test_lines_end_at_a_line_feed_and_nowhere_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = ["a\u2028b\u2029c\x85d", "e\x0bf\x0cg", "h\r", "i"]
    lines = "\r\n\n".join(json.dumps({"body": body}, ensure_ascii=False) for body in bodies)
    given = list(given_in(written(tmp_path, lines), lines=True))
    assert [one.content()["body"] for one in given] == bodies
    assert [one.where for one in given] == ["line 1", "line 3", "line 5", "line 7"]
    show_articles(str(tmp_path / "given"), as_json=True, lines=True)
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_line_that_cannot_be_read_leaves_its_place_to_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ['{"body": "one"}', "{]", '{"body": 2}', DEEP, '{"body": "five"}', '{"body": "\\udc00"}']
    with pytest.raises(typer.Exit) as stopped:
        show_articles(written(tmp_path, "\n".join(lines)), as_json=True, lines=True)
    assert stopped.value.exit_code == 2
    told = capsys.readouterr()
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert [row.get("line") for row in rows] == [None, 2, 3, 4, None, 6]
    assert [row["error"] for row in rows if "error" in row] == told.err.splitlines()[:-1]
    assert told.err.splitlines()[-1] == "4 of 6 lines could not be read; the others are done."


def test_a_line_beyond_measure_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    lines = b"x" * (2 * LONGEST + 5) + b'\n{"body": "y"}\n' + b"z" * (LONGEST + 1)
    first, second, third = given_in(written(tmp_path, lines), lines=True)
    for one in (first, third):
        with pytest.raises(CommandError, match="is longer than"):
            one.content()
    assert second.content() == {"body": "y"}


def test_stories_keep_ids_and_order_and_refuse_an_id_that_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ['{"id": 7, "title": "x"}', '{"id": "7", "title": "y"}', '{"title": "no id"}', '{"id": "b", "title": "z"}']
    with pytest.raises(typer.Exit):
        show_stories(written(tmp_path, "\n".join(rows)), as_json=True, why=False)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row.get("id") for row in told] == [7, None, None, "b"]
    assert told[1] == {"line": 2, "error": 'line 2 has the id "7" of line 1; give each article its own.'}
    assert told[2] == {"line": 3, "error": 'line 3 has no "id"; give each article its own.'}


def test_an_article_is_given_with_the_keys_that_were_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {
        "title": "Norrland: rules may change",
        "body": "“We will sell EUV tools,” said Tessa Okonjo of Norrland.",
    }
    file = written(tmp_path, json.dumps(content))
    show_articles(file, as_json=True, lines=False)
    seen = json.loads(capsys.readouterr().out)
    assert set(seen) == {
        "relevant", "score", "topics", "remarks", "dates", "ids",
        "kind", "language", "why", "title_remarks",
    }  # fmt: skip
    (remark,) = seen["remarks"]
    assert set(remark) == {
        "speaker", "mention", "role", "kind", "verb", "words", "start", "end", "hedges", "verdict",
        "speaker_id", "chain", "anonymous", "said_on", "venue",
    }  # fmt: skip
    show_briefs(file, as_json=True, lines=False)
    told = json.loads(capsys.readouterr().out)
    assert {"headline", "sentences", "remark"} <= set(told)
    assert {"text", "start", "end"} <= set(told["sentences"][0])


def test_a_story_whose_articles_share_an_id_is_refused(tmp_path: Path) -> None:
    story = {"articles": [{"id": "a", "body": "x"}, {"id": "a", "body": "y"}]}
    with pytest.raises(CommandError, match='two articles have the id "a"'):
        show_briefs(written(tmp_path, json.dumps(story)), as_json=True, lines=False)


def test_people_read_sentences_and_no_reprs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "“We may stop selling EUV tools to China,” said Tessa Okonjo, chief executive of Norrland Lithography."
    file = written(tmp_path, json.dumps({"id": "a", "title": "Norrland\x1b[31m may\nstop", "body": body}))
    show_articles(file, as_json=False, lines=False)
    show_briefs(file, as_json=False, lines=False)
    show_stories(file, as_json=False, why=True)
    told = capsys.readouterr().out
    assert (
        "Tessa Okonjo, chief executive of Norrland Lithography, said: “We may stop selling EUV tools to China,”" in told
    )
    assert not any(mark in told for mark in ("{'", "['", "None", "True", "\x1b"))
    assert "Norrland\ufffd[31m may stop\n" in told


def test_json_holds_no_character_that_anybody_takes_for_the_end_of_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    content = {"a": "".join(map(chr, (0, 10, 11, 12, 13, 28, 29, 30, 133, 0x2028, 0x2029)))}
    print_json(content)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == content


def test_a_table_that_nobody_looks_at_is_a_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Two", ("name", "what"), [("芯片", "long " * 60), ("b", None)])
    print_facts("Heading", [("one", ["x", "y"]), ("none", []), ("three", ["z"])])
    long = ("long " * 60).rstrip()
    assert capsys.readouterr().out == (
        f"Two\nname  what\n芯片  {long}\nb\nHeading\n  one    x\n         y\n  three  z\n"
    )


def outcome(one: Given) -> str:
    try:
        return article_of(one.content(), where=one.where).id
    except CommandError as refused:
        return str(refused)


@settings(deadline=None, max_examples=60)
@given(body=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    file = written(tmp_path_factory.mktemp("any"), body)
    for lines in (False, True):
        for one in given_in(file, lines=lines):
            assert outcome(one).endswith((".", "article-1"))
