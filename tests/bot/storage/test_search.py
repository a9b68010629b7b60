"""A query finds the same stories on both databases, in the same order, and shows where they match."""

from datetime import timedelta

import pytest

from bot.errors import CommandError
from bot.storage import Store
from bot.storage.search import search
from digests.query import parse
from tests.bot.storage.search_shelf import DESK, SHELF, numbers, put, told
from tests.builders import DAY, HOUR, NOW

CONTRACT: tuple[tuple[str, list[int]], ...] = (
    ("h200", [1, 2]),
    ("H200", [1, 2]),
    ("h20", [2, 3]),
    ("h200 OR h20", [1, 2, 3]),
    ("h20 -gaming", [2]),
    ("h200 licences", [1]),
    ("export rule", [1]),
    ("export rules", [12]),
    ('"export rule"', [1]),
    ('"rule export"', []),
    ("rule*", [1, 4, 11, 12]),
    ("chip*", [4, 10, 14, 18, 5, 9]),
    ("US", [4]),
    ("us", [4, 5, 13]),
    ("EAR", [4]),
    ("ear", [4, 5]),
    ("BIS", [14]),
    ("CHIPS", [18]),
    ("chips", [14, 18, 5, 9]),
    ("ai", [16, 14]),
    ("AI", [16, 14]),
    ("training", [15]),
    ("3A090", [4]),
    ("3a090 4a090", [4]),
    ("光刻机", [6]),
    ("出口 荷兰", [6]),
    ("口出", []),
    ("반도체", [7]),
    ("도체", [7]),
    ("半導体", [8]),
    ("2", [8]),
    ("TSMC", [8]),
    ("ラピダス", [8]),
    ("cafe", [9]),
    ("CAFÉ", [9]),
    ("zurich resume", [9]),
    ("low-cost", [10]),
    ('"low cost" tools', [10]),
    ("J.P.", [14]),
    ("J.P. bankhouse", [14]),
        ("h200 near/2 licences", [1]),
    ("h200 near/1 licences", []),
    ("speaker:ada", [2]),
    ('speaker:"bo sample"', [13]),
    ("speaker:bo-sample", [13]),
    ("speaker:sample-bo", []),
    ("topic:export-controls", [1]),
    ("topic:export", []),
    ("publisher:probe", [9]),
    ('publisher:"zürcher probe"', [9]),
    ("source:primary", [11]),
    ("source:press gallium", []),
    ("jurisdiction:nl OR jurisdiction:kr", [6, 7]),
    ("language:zh", [6]),
    ("language:zh-cn", [6]),
    ("language:zh-tw", []),
    ("kind:opinion", [12]),
    ("title:rule", [1, 4, 11]),
    ('title:"gallium and germanium"', [11]),
    ("/h[0-9]{2}0/", [1, 2]),
    ("/gall?ium/ rule", [11]),
    ("since:2h", [1, 2]),
    ("since:3h -h200", [3]),
    ("before:2026-03-02 rule", []),
    ("on:2026-03-03 rule*", [1, 4]),
    ("snake", [17]),
    ("neill", [17]),
    ("case near/3 c", [17]),
    ("nothing", [9, 15]),
    ("unheard", []),
    ("(h200 OR gallium) -source:primary", [1, 2]),
    ("-chip* -rule* -jurisdiction:nl speaker:bo", [13]),
    ("NOT speaker:ada h20", [3]),
)  # fmt: skip


async def test_both_databases_give_the_stories_of_the_contract_in_its_order(store: Store) -> None:
    await put(store, SHELF)
    found = {query: await numbers(store, query, limit=30) for query, _ in CONTRACT}
    assert found == dict(CONTRACT)


async def test_a_filter_narrows_what_is_found_and_several_values_are_alternatives(store: Store) -> None:
    await put(store, SHELF)
    assert await numbers(store, "h200", speakers=["Ada Example"]) == [2]
    assert await numbers(store, "rule OR resigns", topics=["export-controls", "people"]) == [1, 13]
    assert await numbers(store, "cafe", publishers=["Sample Wire"]) == []
    assert await numbers(store, "cafe", publishers=["Sample Wire", "Zürcher Probe"]) == [9]


async def test_the_desks_names_of_topics_and_people_count_too(store: Store) -> None:
    await put(store, SHELF)
    assert await numbers(store, 'topic:"Chip export limits"', desk=DESK) == [1]
    assert await numbers(store, "speaker:艾达", desk=DESK) == [2]
    assert await numbers(store, "speaker:艾达") == []


async def test_a_window_leaves_out_its_beginning_and_holds_its_end(store: Store) -> None:
    await put(store, SHELF)
    assert await numbers(store, "h200", since=NOW - 2 * HOUR) == [1]
    assert await numbers(store, "h200", since=NOW - 2 * HOUR - timedelta(microseconds=1)) == [1, 2]
    assert await numbers(store, "h200", until=NOW - 2 * HOUR) == [2]
    assert await numbers(store, "h200", since=NOW - 900 * DAY, until=NOW - 2 * HOUR) == [2]
    assert await numbers(store, "h200", until=NOW - 800 * DAY) == []


async def test_the_matching_sentence_and_the_words_in_it_are_pointed_out(store: Store) -> None:
    body = "First things first.\n\nThe U.S. weighed it. Sales of the H20 and of Ｈ２００ chips may go on, the U.S. said. End."
    await put(store, [told(1, "On US chips: the H20", body)])
    (hit,) = (await search(store, parse('"h20" h200 US chip*'), now=NOW)).hits
    assert hit.passage is not None
    sentence = body[hit.passage.start : hit.passage.end]
    assert sentence == "Sales of the H20 and of Ｈ２００ chips may go on, the U.S. said."
    assert [body[start:end] for start, end in hit.passage.ranges] == ["H20", "Ｈ２００", "chips", "U.S"]
    assert [hit.article.title[start:end] for start, end in hit.title_ranges] == ["US", "chips", "H20"]


async def test_chinese_words_are_pointed_out_inside_their_sentence(store: Store) -> None:
    body = "荷兰政府宣布限制光刻机出口。阿斯麦股价下跌。"
    await put(store, [told(1, "新闻", body)])
    (hit,) = (await search(store, parse("光刻机 股价"), now=NOW)).hits
    assert hit.passage is not None
    assert {body[start:end] for start, end in hit.passage.ranges} <= {"光刻机", "股价"}
    assert hit.passage.ranges != ()


async def test_a_story_is_given_once_by_its_best_article(store: Store) -> None:
    one = [told(1, "Other news", "An H200 is named."), told(2, "The H200 is barred"), told(3, "The H200 again")]
    await put(store, one, story="same")
    (hit,) = (await search(store, parse("h200"), now=NOW)).hits
    assert (hit.story_id, hit.article.title) == ("same", "The H200 is barred")


async def test_a_title_weighs_more_than_a_body_and_a_newer_article_more_than_an_older(store: Store) -> None:
    deep = "Something else. " * 60
    await put(store, [told(1, "Other", f"{deep} gallium"), told(2, "Other", "gallium"), told(3, "Gallium")])
    await put(store, [told(40 * 24, "Gallium", seen_at=NOW - 40 * DAY)])
    assert await numbers(store, "gallium") == [3, 2, 40 * 24, 1]


async def test_pages_follow_each_other_without_gap_or_repetition_whatever_arrives_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.search.finding.STRETCH", 7)
    many = [told(n, "Gallium" if n % 3 else "Other", "All of gallium.") for n in range(1, 40)]
    await put(store, many[:30], story="s{number}")
    await put(store, many[30:], story="s5")  # one story in many stretches
    whole = [hit.story_id for hit in (await search(store, parse("gallium"), now=NOW, limit=100)).hits]
    assert len(whole) == len(set(whole)) == 30
    paged: list[str] = []
    cursor: str | None = None
    for turn in range(20):
        found = await search(store, parse("gallium"), now=NOW + turn * DAY, limit=4, after=cursor)
        paged += [hit.story_id for hit in found.hits]
        cursor = found.more
        await put(store, [told(100 + turn, "Gallium")])
        if cursor is None:
            break
    assert paged == whole


async def test_a_page_that_holds_everything_has_no_more(store: Store) -> None:
    await put(store, [told(1, "Gallium"), told(2, "Gallium")])
    assert (await search(store, parse("gallium"), now=NOW, limit=2)).more is None
    found = await search(store, parse("gallium"), now=NOW, limit=1)
    assert found.more is not None
    assert len(found.more) <= 60


@pytest.mark.parametrize("cursor", ["", "x", "1-2-3", "1-2-3-4-5", "9" * 400, "-1-2-3-4", "99999999999999-1-1-1"])
async def test_a_text_that_is_no_cursor_is_refused(sqlite_store: Store, cursor: str) -> None:
    with pytest.raises(CommandError, match="ask again"):
        await search(sqlite_store, parse("h200"), now=NOW, after=cursor)
