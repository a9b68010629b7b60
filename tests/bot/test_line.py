"""Lines to commands: by shape, by name, and clear words for what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.command import Command, Kind, Option, Request
from bot.commands.line import read_line, usage
from bot.commands.services import Services
from bot.errors import CommandError
from digests.message import Message


async def nothing(request: Request, services: Services) -> Message:
    return Message(blocks=())


def option(name: str, kind: Kind, *, required: bool = False, choices: tuple[str, ...] = ()) -> Option:
    return Option(name=name, kind=kind, summary=name, required=required, choices=choices)


def command(name: str, example: str, *options: Option) -> Command:
    return Command(name=name, summary=name, run=nothing, example=example, options=options)


TOPIC = command("topic", "topic h200 7d", option("query", Kind.QUERY, required=True), option("since", Kind.AGE))
REMARKS = command(
    "remarks", "remarks huang", option("speaker", Kind.TEXT), option("query", Kind.QUERY), option("since", Kind.AGE)
)
SUBSCRIBE = command(
    "subscribe",
    "subscribe 08:00 Europe/London mon-fri",
    option("time", Kind.TIME),
    option("zone", Kind.ZONE),
    option("days", Kind.DAYS),
    option("query", Kind.QUERY),
    option("limit", Kind.NUMBER),
)
WATCH = command(
    "watch",
    'watch "export controls" AND huang hourly',
    option("query", Kind.QUERY, required=True),
    option("how", Kind.CHOICE, choices=("now", "hourly", "daily")),
    option("where", Kind.CHOICE, choices=("here", "me")),
)
UNWATCH = command("unwatch", "unwatch 3", option("number", Kind.NUMBER, required=True))
FEED_ADD = command("feed add", "feed add https://news.example/rss", option("url", Kind.URL, required=True))
FEEDS = command("feeds", "feeds")
HELP = command("help", "help topic", option("command", Kind.TEXT))
ALL = (TOPIC, REMARKS, SUBSCRIBE, WATCH, UNWATCH, FEED_ADD, FEEDS, HELP)


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        ("/brief topic h200", "topic", {"query": "h200"}),
        ("topic h200 7d", "topic", {"query": "h200", "since": "7d"}),
        ("TOPIC h200 since 7d", "topic", {"query": "h200", "since": "7d"}),
        ('topic "export rules" since:2w', "topic", {"query": '"export rules"', "since": "2w"}),
        ("topic speaker:huang (h20 OR h200) -gaming", "topic", {"query": "speaker:huang (h20 OR h200) -gaming"}),
        ("remarks huang", "remarks", {"speaker": "huang"}),
        ('remarks "jensen huang" h200 30d', "remarks", {"speaker": "jensen huang", "query": "h200", "since": "30d"}),
        ("subscribe", "subscribe", {}),
        ("subscribe 8am asia/taipei weekdays tariffs AND fabs 5", "subscribe", {"time": "8am", "zone": "asia/taipei", "days": "weekdays", "query": "tariffs AND fabs", "limit": "5"}),
        ('watch "export controls" AND huang hourly me', "watch", {"query": '"export controls" AND huang', "how": "hourly", "where": "me"}),
        ("watch hourly wages", "watch", {"how": "hourly", "query": "wages"}),
        ("unwatch #3", "unwatch", {"number": "#3"}),
        ("feed  add https://a.example/x", "feed add", {"url": "https://a.example/x"}),
        ("feeds", "feeds", {}),
        ("", "help", {}),
        ("/brief", "help", {}),
    ],
)  # fmt: skip
def test_a_line_is_read(line: str, name: str, values: dict[str, str]) -> None:
    read = read_line(line, ALL)
    assert (read.command.name, dict(read.values)) == (name, values)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("topik h200", "There is no command 'topik'. Did you mean `topic`? Such as: /brief topic h200 7d"),
        ("h200", "There is no command 'h200'. To search, write: /brief topic h200. All commands: /brief help"),
        ("topic", "Query is missing. Write: /brief topic QUERY [since]. Such as: /brief topic h200 7d"),
        ("topic h200 since", "`since` wants an age such as 7d or a day such as 2026-11-01. Write: /brief topic QUERY [since]. Such as: /brief topic h200 7d"),
        ("topic h200 since:soon", "`soon` is neither an age such as 7d nor a day such as 2026-11-01: write since:7d. Write: /brief topic QUERY [since]. Such as: /brief topic h200 7d"),
        ("unwatch all", "`all` is no number. Write: /brief unwatch NUMBER. Such as: /brief unwatch 3"),
        ("feed add ftp://x", "`ftp://x` is no url (an address that begins with https://). Write: /brief feed add URL. Such as: /brief feed add https://news.example/rss"),
        ("subscribe time:25:00", "`25:00` is no time (a time such as 08:00). Write: /brief subscribe [time] [zone] [days] [query] [limit]. Such as: /brief subscribe 08:00 Europe/London mon-fri"),
        ("x" * 3000, "That line is too long; 2000 characters are the most."),
    ],
)  # fmt: skip
def test_a_wrong_line_gets_a_sentence_with_an_example(line: str, says: str) -> None:
    with pytest.raises(CommandError) as caught:
        read_line(line, ALL)
    assert str(caught.value) == says


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_example_reads_as_its_own_command(one: Command) -> None:
    assert read_line(one.example, ALL).command is one
    assert usage(one).startswith(one.name)


@given(st.text(max_size=200))
def test_any_line_is_read_or_refused_with_a_sentence(line: str) -> None:
    said = ""
    try:
        said = read_line(line, ALL).command.name
    except CommandError as error:
        said = str(error)
    assert said
