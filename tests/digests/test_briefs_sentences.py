"""Sentences of a brief: told from the top, whole, clean, and with nothing in them that hangs in the air."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.choosing import brief_sentences, candidates, choose, cuts_a_quotation, overlap
from digests.hanging import hanging, new_thing
from digests.telling import tellable

HANGS = [
    ("He said the rule was final.", "He"),
    ("In a statement, he said it was final.", "he"),
    ("In China, he met officials.", "he"),
    ("His comments suggest a shift.", "His"),
    ("Asked about chips, she shrugged.", "she"),
    ("The company said sales fell.", "The company"),
    ("The ministry did not reply.", "The ministry"),
    ("It plans to appeal.", "It"),
    ("Its shares fell 5 percent.", "Its"),
    ("They met in Geneva.", "They"),
    ("This would hurt sales.", "This"),
    ("Those chips were sold.", "Those"),
    ("The two sides agreed.", "The two"),
    ("But Example said no.", "But"),
    ("However, the rule stands.", "However"),
    ("The next day, Example left.", "The next day"),
    ('"It is final."', '"It is final."'),
    ("We will fight, and we will win.", "We will fight, and we will win."),
]
STANDS = [
    "Sample Silicon chief Ada Example said she expects growth.",
    "The commerce ministry said it would appeal.",
    "The Ministry of Trade of Meridale said it would appeal.",
    "It is unclear whether the rule will stand.",
    "Example said the company would appeal.",
    "A spokesman said he could not comment.",
    "Millbrace said its sales fell.",
    "U.S. officials said they would act.",
    "Exporters must apply for licences, and they face fines.",
    "Two people familiar with the matter said they expected a delay.",
    '"It is final," Ada Example said.',
    "The rule, which takes effect on May 1, adds 12 entities.",
    "Those who sell chips must apply.",
    "The chipmaker Sample Silicon said it would appeal.",
    "Despite its losses, Sample Silicon will build the plant.",
]


@pytest.mark.parametrize(("sentence", "word"), HANGS)
def test_a_word_that_points_outside_its_sentence_hangs(sentence: str, word: str) -> None:
    found = hanging(sentence)
    assert found is not None
    assert sentence[found.start : found.end] == word


@pytest.mark.parametrize("sentence", STANDS)
def test_a_sentence_that_names_what_it_speaks_of_stands_alone(sentence: str) -> None:
    assert hanging(sentence) is None


@pytest.mark.parametrize("text", ['He said "no', "“Never. ", 'yes," she said.', "«Oui"])
def test_half_a_pair_of_quotation_marks_is_noticed(text: str) -> None:
    assert cuts_a_quotation(text)
    assert not cuts_a_quotation(f"“{'a'}” and “b”")


DATELINES = [
    ("WASHINGTON (Sample Wire) - The rule is out and it binds everyone.", "The rule is out"),
    ("GENEVA, March 3 (Sample Wire) — The rule is out and it binds everyone.", "The rule is out"),
    ("PORT MERIDALE, Meridale — The rule is out and it binds everyone.", "The rule is out"),
    ("Port Meridale, Meridale (AP) -- The rule is out and it binds everyone.", "The rule is out"),
    ("New Delhi: The rule is out and it binds everyone.", "The rule is out"),
    ("GENEVA—Jan. 14, 2026—The rule is out and it binds everyone.", "The rule is out"),
    ("(Hill Post) Two rules are out and bind everyone.", "Two rules are out"),
    ("TAIPEI (Island Times) The rule is out and it binds everyone.", "The rule is out"),
    ("Roth: The rule is out and it binds everyone.", "Roth: The rule is out"),
    ("(CNN) The rule is out and it binds everyone.", "The rule is out"),
    ("The Bureau of Trade (BIS) The rule is out and it binds all.", "The Bureau"),
]


@pytest.mark.parametrize(("text", "beginning"), DATELINES)
def test_a_sentence_begins_after_its_dateline(text: str, beginning: str) -> None:
    (sentence,) = tellable(text)
    assert sentence.text.startswith(beginning)
    assert text[sentence.start : sentence.end] == sentence.text


FURNITURE = [
    "Enlarge this image toggle caption Sample Photo Agency and its people",
    "FILE - In this Nov. 2, 2025 file photo, a worker holds a wafer.",
    "Sign up for our daily newsletter and get it in your inbox.",
    "Scroll down for video of the factory opening",
    "By Ada Example and Ben Sample.",
    "PUBLISHED: 14:11 EST, 25 October 2025 in the morning.",
    "ADA EXAMPLE, HOST: Good morning to all of you.",
    "Ben Sample contributed to this report from the capital.",
    "A photo released by the ministry shows the new factory.",
    "Copyright 2026 Sample Wire and its licensors, all rights reserved.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_captions_bylines_and_buttons_never_stand_in_a_brief(line: str) -> None:
    news = "The ministry of trade published its new chip rule."
    assert [sentence.text for sentence in tellable(f"{line}\n\n{news}")] == [news]


def test_what_stands_before_the_dateline_is_left_out() -> None:
    body = "A worker holds a wafer at the plant of Sample Silicon.\n\nGENEVA — The rule is out and it binds everyone."
    assert [sentence.text for sentence in tellable(body)] == ["The rule is out and it binds everyone."]


def test_a_sentence_that_repeats_the_title_is_left_out() -> None:
    body = "Ministry delays chip rule\n\nThe ministry put off its rule on chip exports by 90 days on Monday."
    (found,) = brief_sentences(body, title="Ministry delays chip rule")
    assert found.text.startswith("The ministry put off")


def test_the_first_sentences_tell_a_plain_article_best() -> None:
    body = "Meridale put off its chip rule on Monday. The rule would bind 40 firms. Was it wise? Prices fell by a tenth there."
    chosen = brief_sentences(body, limit=2)
    assert [sentence.text for sentence in chosen] == [
        "Meridale put off its chip rule on Monday.",
        "The rule would bind 40 firms.",
    ]


def test_a_sentence_that_says_the_same_again_is_chosen_last() -> None:
    body = (
        "Meridale put off its rule on chip exports by 90 days. The rule on chip exports was put off by 90 days in Meridale. "
        "Forty firms had asked the government for more time to prepare."
    )
    first, second = choose(candidates(body), 2)
    assert second.sentence.text.startswith("Forty firms")
    assert overlap(first.words, second.words) == 0


def test_a_text_without_prose_gives_its_first_sentences_as_they_are() -> None:
    assert [sentence.text for sentence in brief_sentences("Chips up.")] == ["Chips up."]


_TEXTS = st.lists(
    st.sampled_from(
        [
            "The ministry said no. ",
            "GENEVA (Sample Wire) - ",
            "He left. ",
            '"Never," Ada Example said. ',
            "\n\n",
            "Scroll down for video ",
            "半導体の輸出規制が強化された。",
            "Sales rose 5 percent in March 2026 at Sample Silicon. ",
            "“We will see.” ",
            "Why? ",
        ]
    )
    | st.text(max_size=12)
).map("".join)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.text(max_size=40), st.integers(1, 5))
def test_chosen_sentences_are_verbatim_distinct_and_few(body: str, title: str, limit: int) -> None:
    chosen = brief_sentences(body, title=title, limit=limit)
    assert chosen == brief_sentences(body, title=title, limit=limit)
    assert len(chosen) <= limit
    assert all(body[one.start : one.end] == one.text and one.text.strip() == one.text != "" for one in chosen)
    spans = sorted((one.start, one.end) for one in chosen)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for sentence in chosen:
        found = hanging(sentence.text)
        assert found is None or 0 <= found.start < found.end <= len(sentence.text)


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
def test_more_sentences_begin_with_the_same_ones(body: str) -> None:
    few, many = choose(candidates(body), 2), choose(candidates(body), 4)
    assert many[: len(few)] == few


def test_a_quotation_that_goes_on_stays_with_its_speaker() -> None:
    body = (
        "Norvane will cut output by a tenth this year, the company announced on Monday. “The market has turned sharply,” "
        "Mia Roth said. “We have to act before the summer brings the next wave.” Tomas Veld said suppliers would suffer."
    )

    for limit in range(1, 5):
        told = [sentence.text for sentence in brief_sentences(body, title="Norvane to cut output", limit=limit)]
        if "“We have to act before the summer brings the next wave.”" in told:
            at = told.index("“We have to act before the summer brings the next wave.”")
            assert told[at - 1] == "“The market has turned sharply,” Mia Roth said."
    assert len(told) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Bureau of Industry and Security.",
        "Department of Commerce, International Trade Administration.",
        '"A tariff on wafers is a tariff on everything with a switch.',
        "“A tariff on wafers is a tariff on everything with a switch.",
    ],
)
def test_a_name_alone_and_half_a_quotation_are_no_sentences(line: str) -> None:
    news = "The agency put 37 makers of wafers on its list on Monday."
    assert [sentence.text for sentence in tellable(f"{line}\n\n{news}")] == [news]


@pytest.mark.parametrize(
    "line", ['"A tariff is a tariff," Mia Roth said on Monday.', 'The 12" wafers of the fab cost more now.']
)
def test_a_whole_quotation_and_an_inch_mark_are_told(line: str) -> None:
    assert [sentence.text for sentence in tellable(line)] == [line]


def test_a_correction_points_at_nothing_but_its_own_story() -> None:
    assert (
        hanging("This story of Nov 19 is corrected to show that Ada Example was paid $410,000, not $140,000.") is None
    )
    assert hanging("This story is long.") is not None


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The stopgap covers named workers too.", "stopgap"),
        ("The agent's laptop held forms.", "agent"),
        ("The halt of exports covers tools.", ""),
        ("The rule takes effect on Dec 18.", ""),
        ("The government will appeal.", ""),
        ("The Northern Chip Council will appeal.", ""),
        ("Until the halt nobody asked.", ""),
    ],
)
def test_a_thing_told_as_known_is_told_from_what_all_know(text: str, noun: str) -> None:
    assert new_thing(text) == noun
