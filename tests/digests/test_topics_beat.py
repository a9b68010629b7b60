"""News of the beat in several languages is relevant and bears its topics; news of other beats in the same words is not."""

import tomllib
from pathlib import Path

import pytest

from digests.topics import read_topics
from sample.week import load_week
from tests.digests.desks import own_desk, text_of

CASES = tomllib.loads((Path(__file__).parents[1] / "data" / "beat.toml").read_text(encoding="utf-8"))["case"]
GOOD = [(case["title"], case.get("body", ""), case.get("topics", [])) for case in CASES if case["relevant"]]
BAD = [(case["title"], case.get("body", "")) for case in CASES if not case["relevant"]]


@pytest.mark.parametrize(("title", "body", "topics"), GOOD, ids=lambda case: str(case)[:40])
def test_news_of_the_beat_is_relevant_and_bears_its_topics(title: str, body: str, topics: list[str]) -> None:
    reading = read_topics(text_of(title, body), desk=own_desk())
    assert reading.relevant, reading.why
    assert set(topics) <= {hit.id for hit in reading.topics}


@pytest.mark.parametrize(("title", "body"), BAD, ids=lambda case: str(case)[:40])
def test_news_of_another_beat_in_the_same_words_is_not_relevant(title: str, body: str) -> None:
    reading = read_topics(text_of(title, body), desk=own_desk())
    assert not reading.relevant, reading.why


def test_nearly_all_of_the_sample_week_is_judged_as_it_is_labelled() -> None:
    told = [
        (
            entry.label.relevant,
            read_topics(text_of(entry.title, "\n\n".join(entry.paragraphs)), desk=own_desk()).relevant,
        )
        for feed in load_week().feeds
        for entry in feed.entries
    ]
    assert sum(wanted and found for wanted, found in told) >= 0.9 * sum(wanted for wanted, _ in told)
    assert sum(found and not wanted for wanted, found in told) <= 2
