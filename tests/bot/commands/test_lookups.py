"""Lookups: what happened, stories on anything, who said what, where an article went."""

import re

import pytest

from bot.storage import Store
from bot.storage.outbox import count_pages
from digests.message import Heading, Message, Strong, plain_text
from tests.bot.commands.filled import (
    ASKED_AT,
    READER,
    Filled,
    filled,
    lines_behind,
    save_stories,
    told,
    words_of,
)
from tests.builders import DAY, HOUR, a_target


@pytest.fixture
async def asked(store: Store) -> Filled:
    return await filled(store)


def headlines(message: Message) -> list[str]:
    return [block.text for block in message.blocks if isinstance(block, Heading) and block.level == 2]


async def walked(asked: Filled, line: str, *, most: int = 40) -> list[Message]:
    """Every page of a list, by its More button; a reader presses it."""
    pages = [(await asked.ask(line, asker=READER)).message]
    while (more := lines_behind(pages[-1]).get("More")) and len(pages) < most:
        given = await asked.ask(more, asker=READER)
        assert not given.problem, plain_text(given.message)
        pages.append(given.message)
    return pages


async def test_a_topic_gives_stories_with_the_matching_words_standing_out(asked: Filled) -> None:
    given = await asked.ask("topic h200")
    told_words = words_of(given.message)
    assert len(headlines(given.message)) == 2
    strong = [
        span.text for block in given.message.blocks for span in getattr(block, "spans", ()) if isinstance(span, Strong)
    ]
    assert "H200" in strong
    assert "Register of Rules (primary)" in told_words
    assert "“The rule is final” — Ada Example" in told_words
    assert set(lines_behind(given.message)) == {"Story 1", "Story 2", "Watch this", "Share here"}


async def test_a_topic_says_what_else_a_word_means_and_looks_for_that_too(asked: Filled) -> None:
    assert "h20 also means 炉二十." in await asked.says("topic h20")


async def test_a_topic_goes_on_where_it_stopped_and_gives_every_story_once(asked: Filled) -> None:
    pages = await walked(asked, "topic fab")
    found = [line.split(". ", 1)[1] for page in pages for line in headlines(page)]
    assert len(pages) == 3
    assert sorted(found) == sorted(f"Fab number {at} opens" for at in range(12))


async def test_a_button_does_not_eat_words_of_the_query_that_look_like_options(asked: Filled) -> None:
    stories = [
        (f"s-w{at}", (told(200 + at, f"Plan 7d number {at}", "The 7d plan mon-fri.", hours=2 + at),)) for at in range(7)
    ]
    await save_stories(asked.store, stories)
    pages = await walked(asked, 'topic since:ever "plan" 7d')
    assert sum(len(headlines(page)) for page in pages) == 7


async def test_nothing_found_suggests_near_words(asked: Filled) -> None:
    given = await asked.ask("topic minster")
    assert "No story found" in words_of(given.message)
    assert lines_behind(given.message)["Look for Minister"] == "/brief topic Minister"


async def test_since_leaves_out_what_is_older(asked: Filled) -> None:
    assert len(headlines((await asked.ask("topic fab 30h")).message)) == 5
    assert "No story found" in await asked.says("topic fab 3h")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("topic h20 OR", "Column 5: OR has nothing after it. Write a word after OR. The place is marked: h20 ▸OR"),
        ("topic spaeker:huang", "Column 1: There is no field spaeker. Write speaker:huang."),
        ("topic h200 after:1-2", "This list cannot be continued: ask again."),
        ("topic h200 after:DROP", "This list cannot be continued: ask again."),
        ("remarks after:99999999999-1", "This list cannot be continued: ask again."),
        ("now after:1-99999", "This list cannot be continued: ask again."),
        ("story s-99", "There is no story 's-99'; look one up with /brief topic s-99, or name its number."),
        ("story 40", "The last digest here has no story 40."),
        ("why https://nowhere.example/x", "'https://nowhere.example/x' was not fetched: no feed brought it"),
        ("trend h200 0", "Write a number of days from 1 to 366."),
        ("trend h200 9999", "Write a number of days from 1 to 366."),
    ],
)
async def test_wrong_use_gets_a_sentence(sqlite_store: Store, line: str, says: str) -> None:
    asked = await filled(sqlite_store)
    given = await asked.ask(line)
    assert given.problem
    assert says in words_of(given.message)


async def test_a_story_shows_reports_remarks_and_the_primary_document(asked: Filled) -> None:
    said = await asked.says("story s-1")
    assert "Primary document: Rule on the H200" in said
    assert "3 reports" in said
    assert "repeated by Daily Probe" in said
    assert "No primary document found yet" in await asked.says("story s-2")


async def test_a_story_can_be_named_by_its_number_in_the_last_digest(asked: Filled) -> None:
    lead = (await asked.ask("story 1")).message
    assert headlines(lead)[-1] == "3 reports"
    assert (await asked.ask("story #1")).message == lead


async def test_numbers_mean_nothing_to_whoever_was_shown_no_list(asked: Filled) -> None:
    given = await asked.ask("story 1", target=a_target("c2"))
    assert "You have been shown no list of stories here yet: ask /brief now" in words_of(given.message)


async def test_a_number_means_the_story_of_the_list_that_came_last(asked: Filled) -> None:
    elsewhere = a_target("c2")
    of_digest = headlines((await asked.ask("story 1")).message), await asked.says("story 1")
    listed = headlines((await asked.ask("topic h200")).message)
    second = await asked.says("story 2")
    assert listed[1].removeprefix("2. ") in second
    assert "The last list here has no story 3" in await asked.says("story 3")
    assert (
        headlines((await asked.ask("story 1", asker=READER)).message),
        await asked.says("story 1", asker=READER),
    ) == (of_digest), "somebody else has not seen that list"
    await asked.ask("topic h200 share:here", target=elsewhere)
    shared = await asked.ask("story 2", target=elsewhere, asker=READER)
    assert words_of(shared.message) == second
    await asked.ask("topic zirconium-nothing-like-it")
    assert await asked.says("story 2") == second, "a list of nothing is no list"
    assert listed[1].removeprefix("2. ") in await asked.says("why 2")


async def test_a_long_story_goes_on_behind_more(asked: Filled) -> None:
    many = [
        told(300 + at, f"The long affair, part {at}", f"Part {at} of the affair.", hours=2, publisher=f"Paper {at}")
        for at in range(90)
    ]
    await save_stories(asked.store, [("s-long", many)])
    pages = await walked(asked, "story s-long")
    assert len(pages) > 2
    text = " ".join(words_of(page) for page in pages)
    assert all(f"Paper {at}" in text for at in range(90))


async def test_remarks_name_who_said_it_first_and_who_repeated_it(asked: Filled) -> None:
    said = await asked.says("remarks")
    assert said.count("“The rule is final”") == 1
    assert "Ada Example · Sample Wire, 3 Mar; repeated by Daily Probe" in said
    assert "Bo Sample" in said


@pytest.mark.parametrize(
    "line",
    ["remarks ada-example", 'remarks "ada example"', "remarks 艾达", "remarks example", "remarks speaker:Ada h200"],
)
async def test_a_speaker_is_known_by_id_name_alias_and_surname(sqlite_store: Store, line: str) -> None:
    asked = await filled(sqlite_store)
    said = await asked.says(line)
    assert "The rule is final" in said
    assert "We may wait" not in said


async def test_a_word_that_names_no_speaker_is_looked_for_in_the_remarks(asked: Filled) -> None:
    said = await asked.says("remarks wait")
    assert "“We may wait”" in said
    assert "The rule is final" not in said
    assert "No remark found" in await asked.says("remarks nobody-at-all")


@pytest.mark.parametrize("line", ["remarks exampel", "remarks speaker:exampel", "topic exampel"])
async def test_a_name_written_wrong_leads_to_one_like_it(asked: Filled, line: str) -> None:
    given = await asked.ask(line)
    (label,) = (label for label in lines_behind(given.message) if label.startswith("Look for"))
    assert label.casefold() == "look for example"
    again = await asked.ask(lines_behind(given.message)[label])
    assert "found" not in words_of(again.message)


async def test_now_gives_what_the_channel_was_not_shown(asked: Filled) -> None:
    assert "Nothing material changed" in await asked.says("now")
    new = told(400, "New export rule for lithography tools", "A new export rule names lithography tools.", hours=-1)
    await save_stories(asked.store, [("s-new", (new,))])
    given = await asked.ask("now")
    assert headlines(given.message) == ["1. New export rule for lithography tools"]
    assert lines_behind(given.message)["Share here"] == "/brief now share:here"
    assert given.private
    assert not (await asked.ask("now share:here")).private


async def test_now_in_a_channel_without_digests_gives_the_last_day(asked: Filled) -> None:
    given = await asked.ask("now", target=a_target("c2"))
    assert any("H200" in one for one in headlines(given.message))
    narrowed = await asked.ask("now makers", target=a_target("c2"))
    assert headlines(narrowed.message) == ["1. Makers sell the H20 again"]
    by_a_signal = await asked.ask("now bureau", target=a_target("c2"))
    assert any("H200" in one for one in headlines(by_a_signal.message)), "signals are no topics, so it is a word"


async def test_now_on_a_topic_accounts_for_what_it_left_out(asked: Filled) -> None:
    whole, narrow = [
        re.search(r"(\d+) feeds.*?(\d+) articles", words_of((await asked.ask(line, target=a_target("c2"))).message))
        for line in ("now", "now makers")
    ]
    assert whole is not None
    assert narrow is not None
    assert whole.groups() == narrow.groups() != ("0", "0")
    assert "not asked for" in await asked.says("now makers", target=a_target("c2"))


async def test_asking_changes_nothing(asked: Filled) -> None:
    before = await count_pages(asked.store)
    for line in ("now", "preview", "topic h200", "story 1", "remarks", "why s-1", "trend h200", "test h200", "status"):
        first, again = await asked.ask(line), await asked.ask(line)
        assert first == again
    assert await count_pages(asked.store) == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("why https://wire.example/1", "End: shown here in the digest of 3 March 2026."),
        ("why wire.example/1?utm_source=x", "End: shown here in the digest of 3 March 2026."),
        ("why https://wire.example/80", "End: dropped, not chip policy: speaks against it: potato."),
        ("why https://wire.example/81", "End: dropped, a copy: the same piece as another."),
        ("why s-1", "Where the 3 reports of this story went"),
    ],
)
async def test_every_article_has_one_end_in_words(asked: Filled, line: str, says: str) -> None:
    assert says in await asked.says(line)


async def test_why_tells_what_the_next_digest_would_do_and_what_is_muted(asked: Filled) -> None:
    new = told(401, "Another export rule", "Another export rule is drafted.", hours=-1)
    await save_stories(asked.store, [("s-new", (new,))])
    assert "waiting: it would be in the next digest here" in await asked.says("why s-new")
    assert not (await asked.ask("mute s-new")).problem
    assert "muted in this channel" in await asked.says("why s-new")
    assert "waiting" in await asked.says("why s-new", target=a_target("c2"))


async def test_a_trend_counts_each_day(asked: Filled) -> None:
    given = await asked.ask("trend fab 7", now=ASKED_AT)
    said = words_of(given.message)
    assert "12 articles in 7 days" in said
    assert "25 Feb" in said
    assert "3 Mar" in said
    assert "0 articles in 7 days" in await asked.says("trend nothing-at-all 7")


async def test_status_tells_managers_of_troubles_and_others_of_the_rest(asked: Filled) -> None:
    said = await asked.says("status")
    for words in (
        "Feeds: 2, all well",
        "last 3 Mar 08:00, next 4 Mar 08:00",
        "1, 1 of them yours",
        "nothing holds it up",
    ):
        assert words in said
    assert "1, 0 of them yours" in await asked.says("status", asker=READER, now=ASKED_AT + HOUR)


async def test_a_channel_reads_times_in_its_own_zone(asked: Filled) -> None:
    await asked.ask("settings zone Asia/Taipei")
    assert "3 Mar 16:00" in await asked.says("status")
    assert "3 Mar 09:45" in await asked.says("story s-1")
    assert "3 Mar 01:45" in await asked.says("story s-1", target=a_target("c2"))


async def test_a_page_asked_for_days_later_still_stands_where_it_stood(asked: Filled) -> None:
    first = (await asked.ask("topic fab")).message
    more = lines_behind(first)["More"]
    later = [("s-later", (told(500, "Fab number 99 opens", "Fab number 99 opened.", hours=-30),))]
    await save_stories(asked.store, later)
    second = (await asked.ask(more, now=ASKED_AT + 3 * DAY)).message
    assert not {line.split(". ", 1)[1] for line in headlines(first)} & {
        line.split(". ", 1)[1] for line in headlines(second)
    }
    assert "99" not in words_of(second)
