"""What `topic` shows of a story is what matched: a sentence, a remark, else the first words of that report."""

import pytest

from bot.storage import Store
from digests.message import Quote, Strong
from tests.bot.commands.filled import READER, Filled, filled, lines_behind, save_stories, told, words_of

FIRST = "Ministers met in Bern on Sunday to talk about tungsten and its price on the market."
BODY = (
    f"{FIRST}\n\n"
    "He told us that much. The United States set the import duty on tungsten rods at 25.4 percent in May.\n\n"
    '"We will not wait for anybody else," Ada Example said of the tungsten duty. '
    '"Nobody asked our trade union," Bo Sample said in Zug.'
)
ELSEWHERE = "Tungsten is dear in Oslo, where traders said that the price of rods had doubled within a week."


@pytest.fixture
async def asked(sqlite_store: Store) -> Filled:
    answering = await filled(sqlite_store)
    reports = (
        told(300, "Tungsten duty divides ministers", BODY, hours=2, words="Nobody asked our trade union,", speaker="Bo Sample"),
        told(301, "Price of tungsten doubles", ELSEWHERE, hours=1, publisher="Oslo Post"),
    )  # fmt: skip
    await save_stories(answering.store, [("s-metal", reports)])
    return answering


async def strong_in(asked: Filled, line: str) -> list[str]:
    """The words that stand out in an answer."""
    message = (await asked.ask(line, asker=READER)).message
    return [span.text for block in message.blocks for span in getattr(block, "spans", ()) if isinstance(span, Strong)]


@pytest.mark.parametrize(
    ("line", "shown", "strong"),
    [
        (r"topic /\d\d\.\d percent/", "import duty on tungsten rods at 25.4 percent", "25.4 percent"),
        ("topic /duty on \\w+ rods/ tungsten", "import duty on tungsten rods", "duty on tungsten rods"),
        ("topic us -vinegar", "He told us that much.", "us"),
        ("topic zug", '"Nobody asked our trade union," Bo Sample said in Zug.', "Zug"),
    ],
)
async def test_the_sentence_that_matches_is_shown(asked: Filled, line: str, shown: str, strong: str) -> None:
    assert shown in await asked.says(line)
    assert strong in await strong_in(asked, line)


@pytest.mark.parametrize(
    "line", ["topic speaker:sample tungsten", "topic speaker:bo-sample", 'topic speaker:"bo sample"']
)
async def test_of_a_speaker_asked_for_a_remark_is_shown(asked: Filled, line: str) -> None:
    message = (await asked.ask(line, asker=READER)).message
    quotes = [block.words for block in message.blocks if isinstance(block, Quote)]
    assert quotes[0] == "Nobody asked our trade union"
    assert "Bo Sample" in words_of(message)


async def test_of_a_report_that_matches_by_a_field_alone_its_own_first_words_are_shown(asked: Filled) -> None:
    said = await asked.says('topic publisher:"Oslo Post"')
    assert "Tungsten is dear in Oslo" in said
    assert "Ministers met in Bern" not in said
    assert "Oslo Post" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("topic tungsten since:2020-01-01", "Tungsten duty divides ministers"),
        ("topic tungsten 2020-01-01", "Tungsten duty divides ministers"),
        ("topic tungsten since:2020", "Tungsten duty divides ministers"),
        ("topic tungsten since:2m", "Tungsten duty divides ministers"),
        ("topic tungsten since:2090-01-01", "This can never match: since:2090-01-01 lies in the future."),
        ("topic tungsten since:7d before:2020-01-01", "This can never match: no day is in before:2020-01-01 since:7d."),
        ("topic since:7d tungsten since:2020-01-01", "How far back is asked twice, since:7d and since:2020-01-01"),
        ("topic since:7d tungsten 3d", "3d is looked for as a word, for since:7d is given already."),
        (
            "topic since:banana",
            "`banana` is neither an age such as 7d nor a day such as 2026-11-01: write since:7d. Write: /brief topic QUERY",
        ),
        ("topic topic:nonsense", 'The desk has no topic nonsense: write it as a word, "nonsense"'),
        ("topic topic:export", "The desk has no topic export: did you mean export-controls?"),
        ("topic the", "This matches nearly everything"),
        ("remarks since:2020-01-01", "Remarks: everybody, since 2020-01-01"),
        ("watch since:2020-01-01 tungsten", "Watch 2: since:2020-01-01 tungsten"),
        (
            "watch before:2020 china",
            "This can never match: before:2020-01-01 leaves out what is published from now on; /brief topic looks in the past.",
        ),
        ("watch the", "This matches nearly everything: ask for a word, a topic or a speaker too."),
        ("watch h20 weekly", "A watch tells you now, hourly, daily, not weekly; /brief subscribe 08:00 mon"),
        ("watch weekly h20", "A watch tells you now, hourly, daily, not weekly"),
        ('watch h20 "weekly"', 'Watch 2: h20 "weekly"'),
        ("watch topic:export", "The desk has no topic export: did you mean export-controls?"),
    ],
)
async def test_what_is_odd_about_a_question_is_told(asked: Filled, line: str, says: str) -> None:
    assert says in await asked.says(line)


async def test_where_the_title_of_a_report_matches_it_is_shown(asked: Filled) -> None:
    said = await asked.says("topic price near/2 doubles")
    assert "1. Tungsten duty divides ministers Price of tungsten doubles" in said


@pytest.mark.parametrize(
    ("line", "label", "command"),
    [
        ("topic tungsten 1h", "Look further back", "/brief topic since:ever tungsten"),
        ("topic speaker:sampel", 'Look for speaker:"Bo Sample"', '/brief topic speaker:"Bo Sample"'),
        ("topic export controls tungsten", "All on Export controls", "/brief topic topic:export-controls"),
        ("topic tungsten H-20", "Look for H20", "/brief topic H20"),
        ("topic tungsten bananas", "Look for tungsten", "/brief topic tungsten"),
        ("topic export-controls", "All on Export controls", "/brief topic topic:export-controls"),
    ],
)
async def test_who_finds_little_is_led_on(asked: Filled, line: str, label: str, command: str) -> None:
    assert lines_behind((await asked.ask(line, asker=READER)).message).get(label) == command


async def test_a_question_in_plain_words_is_answered(asked: Filled) -> None:
    said = await asked.says("topic what did they say about the import duty?")
    assert "No story holds all those words; this is on import duty." in said
    assert "1. Tungsten duty divides ministers" in said


async def test_a_day_that_is_looked_up_is_not_said_to_match_everything(asked: Filled) -> None:
    assert "nearly everything" not in await asked.says("topic on:2026-03-02")


async def test_a_period_stands_in_the_title_of_an_answer(asked: Filled) -> None:
    assert (await asked.says("topic tungsten 7d")).startswith("tungsten, 7d ")
    assert (await asked.says("topic tungsten since:2020")).startswith("tungsten, since 2020-01-01 ")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("why 1", "Where the 3 reports of this story went"),
        ("why story 1", "Where the 3 reports of this story went"),
        ("why 9", "The last digest here has no story 9."),
        ("trend tungsten 7d", "in 7 days"),
        ("trend tungsten 2w", "in 14 days"),
        ("test tungsten 7d", "in 7 days"),
        ("help query", "h200 near/5 licence: at most five words between"),
        ("help topics", "topic:export-controls: Export controls"),
        ("help topic", "How a query is written: /brief help query"),
        ("feed add wire.example/chips", "https://wire.example/chips"),
        ("feed add banana", "`banana` is no url (an address that begins with https://)."),
        (
            "what happened today",
            "There is no command 'what'. Did you mean `now`? Such as: /brief now export-controls. "
            "To search, write: /brief topic what happened today.",
        ),
        ("zebra", "There is no command 'zebra'. To search, write: /brief topic zebra."),
        ("subscriptions", "Did you mean `status`?"),
        ("watch h20 at 9am", "A watch tells you now, hourly, daily, not at 9am; /brief subscribe 9am orders digests."),
        ("watch h20 hourly daily", 'How soon is said twice: leave one out, or write "hourly" to look for the word.'),
        ("snooze 1 yesterday", "`yesterday` is neither an age such as 3d nor a day such as 2026-12-01"),
        ("topic tungsten last 30 days", "tungsten, 30d 1. Tungsten duty"),
        ("topic tungsten since:30days", "1. Tungsten duty divides ministers"),
        ("hello", "Did you mean `help`?"),
        ("pause banana", "`banana` is neither an age such as 3d nor a day to come such as 2026-12-01."),
        ("feedback 1 great", "Verdict is missing (one of not-policy, policy)."),
        ("save s-metal", "Saved: Tungsten duty divides ministers."),
        ("story tungsten", "look one up with /brief topic tungsten"),
        ("why tungsten", "Write an address, a story's number in the last digest, or its id."),
        ("remarks what did Sample say?", "“Nobody asked our trade union”"),
        ("remarks what did Sample say about the export rule", "“We may wait”"),
        ("remarks topic:export-controls", "“We may wait” — Bo Sample · Bern Courier, 2 Mar 2 remarks."),
        ("remarks about the union", "Remarks: union, 30d “Nobody asked our trade union”"),
        ("trend tungsten last month", "tungsten, 30 days"),
        ("topic tungsten this month", "tungsten, month 1."),
        ("remarks nobody", "Nobody called nobody has spoken; these remarks hold the word."),
        ("topic tungsten,oslo", "tungsten,oslo is one phrase: write OR between words of which one is enough."),
        ("pause 0d", "`0d` is neither an age such as 3d nor a day to come such as 2026-12-01."),
        ("topic tungsten since:9999w", "tungsten, ever"),
        ("topic us", "us matches the word in any case: write US for the acronym only."),
    ],
)
async def test_sloppy_words_are_understood_or_mended(asked: Filled, line: str, says: str) -> None:
    assert says in await asked.says(line)


async def test_a_word_that_is_an_acronym_too_is_no_slip(asked: Filled) -> None:
    assert "acronym" not in await asked.says("topic chips")


async def test_why_goes_on_where_a_page_ended(asked: Filled) -> None:
    many = tuple(told(400 + at, f"Report {at} on a rule", f"Rule {at} is told at length.", hours=2) for at in range(60))
    await save_stories(asked.store, [("s-long", many)])
    more = lines_behind((await asked.ask("why s-long")).message)["More"]
    assert not (await asked.ask(more)).problem
