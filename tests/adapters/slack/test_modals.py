"""Forms and views: within Slack's limits whatever was typed, and read back as they were filled in."""

import random

import pytest

from adapters.slack.elements import values_in
from adapters.slack.home import Home, home_view
from adapters.slack.modals import FORMS, Filled, Opened, answer_view, form_view, opened_of, working_view
from digests.message import Actions, Block, Bullets, Button, Heading, Message, Paragraph, Plain, Quote, link
from tests.adapters.slack.reading import MENTIONS, seen_in
from tests.adapters.slack.test_render import ADDRESSES, HOSTILE
from tests.fakes.slack.screens import Shown
from tests.fakes.slack.state import CHANNEL
from tests.fakes.slack.views import view_problem

OPENED = Opened(form="watch", channel=CHANNEL, home=True)


def test_a_view_remembers_where_it_was_opened_and_one_of_others_nothing() -> None:
    view = form_view(FORMS["watch"], OPENED, {})
    assert opened_of(view) == OPENED
    for other in ({"private_metadata": "x"}, {"private_metadata": "[]"}, {"private_metadata": "{}"}, {}, None):
        assert opened_of(other) == Opened()


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_stands_in_a_form_comes_back(name: str) -> None:
    values = {
        "channel": CHANNEL,
        "time": "08:00,17:00",
        "zone": "Asia/Taipei",
        "days": "mon,wed",
        "query": "h200 -rumour",
        "limit": "7",
        "title": "Chips",
        "cadence": "daily",
        "place": "me",
        "quiet": "22:00-07:00",
        "digests": "thread",
    }
    view = form_view(FORMS[name], OPENED, values)
    shown = Shown(id="V1", content=view, hash="1.1")
    read = values_in(shown.state())
    assert {key: value for key, value in read.items() if value} == {key: values[key] for key in read if key in values}
    assert Filled(opened=OPENED, values=read).channel == CHANNEL


def test_of_a_wrong_state_nothing_is_read() -> None:
    assert values_in(None) == {}
    assert values_in({"values": []}) == {}
    assert values_in({"values": {"query": None, "x": {"brief.field.v1.x": {"value": None}}}}) == {"x": ""}


def test_hostile_words_stay_words_in_every_view() -> None:
    chance = random.Random(7)
    for _ in range(60):
        texts = [" ".join(chance.sample(HOSTILE, 3)) for _ in range(4)]
        told = _message(texts, chance)
        values = dict.fromkeys(("query", "title", "time", "limit", "zone", "days", "cadence", "quiet"), texts[0])
        for form in FORMS.values():
            _check(form_view(form, OPENED, values, preview=told), kind="modal")
        _check(answer_view(told, OPENED, title=texts[2]), kind="modal")
        _check(home_view(Home(channel=CHANNEL, sections=(told,) * 5)), kind="home")
    _check(working_view(OPENED), kind="modal")


def _message(texts: list[str], chance: random.Random) -> Message:
    leading = link(texts[1], chance.choice(ADDRESSES))
    shown: tuple[Block, ...] = (
        Heading(texts[0]),
        Paragraph((Plain(texts[1]), leading)),
        Quote(texts[2][:600], (leading,)),
        Bullets(((Plain(texts[3]), leading),)),
        Actions((Button(texts[0], "/brief now"),)),
    )
    return Message(shown, texts[0])


def _check(view: dict[str, object], *, kind: str) -> None:
    assert view_problem(view, kind=kind) == ""
    seen = seen_in(view["blocks"])
    assert not seen.kinds & (MENTIONS | {"mrkdwn"})
    assert all(url in ADDRESSES and url.startswith("https://") for url in seen.links)
