"""Datelines: where the words of a paragraph begin, and what only looks like a dateline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.datelines import told_paragraphs

DATELINES = [
    "PORT MERIDALE: ",
    "New Delhi: ",
    "BEIJING/SINGAPORE: ",
    "MERIDALE (mdx) - ",
    "Meridale (AFP) – ",
    "Meridale, Ostland (AP) -- ",
    "March 9 (Harbour News) - ",
    "MERIDALE, Feb 11 (Strait Wire) - ",
    "MERIDALE, N.Y. (Empire Desk) — ",
    "DRESDEN, Germany – ",
    "MERIDALE—Jan. 14, 2026—",
    "MERIDALE, Calif., Jan. 14, 2026 (SAMPLE NEWSWIRE) -- ",
    "AUSTIN, Texas, Jan. 14, 2026 /SampleWire/ -- ",
    "BRUSSELS, 12 January 2026. ",
    "(Hill Post) ",
    "(CNN) ",
    "TAIPEI (Island Times) ",
    "Taipei, Ostland, 3 March 2026 – ",
    "EXCLUSIVE: ",
]
NONE = [
    "Roth: The rule is wrong.",
    "Harbour Post: The ban may fail.",
    "Mia Roth: “No.”",
    "Then: “Tuesday.”",
    "Beijing: We will answer",
    "ROTH: You ran it.\n\nVELD: I did.",
    "MIA ROTH, HOST: The rule is out.",
    "US–China talks broke down.",
    "Norvane - The chipmaker.",
    "NRVN — Ostland's largest firm — said so.",
    "The Bureau of Trade (BIS) The rule is out.",
    "NORV (2330) President Mia Roth left.",
    "METI (Ministry of Trade) Minister Mia Roth left.",
    "March 9: The ban begins.",
    "Q: Does it end?",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_the_words_begin_behind_a_dateline(dateline: str) -> None:
    assert told_paragraphs(f"{dateline}The rule is out.") == [(0, len(dateline), len(dateline) + 16)]


@pytest.mark.parametrize("text", NONE)
def test_what_names_a_speaker_or_a_firm_is_no_dateline(text: str) -> None:
    assert told_paragraphs(text)[0][:2] == (0, 0)


def test_a_place_and_a_colon_are_a_dateline_only_where_the_news_begins() -> None:
    text = "By Mia Roth\n\nSingapore: The rule is out.\n\nSingapore: The rule is wrong."
    assert [text[told:end] for _, told, end in told_paragraphs(text)] == [
        "By Mia Roth",
        "The rule is out.",
        "Singapore: The rule is wrong.",
    ]


@given(st.text("AZa :—–-,.()/ 3\n", max_size=60))
def test_a_paragraph_is_told_from_within_itself(text: str) -> None:
    assert all(start <= told <= end for start, told, end in told_paragraphs(text))
