"""Digests: what is new since the last, and a receipt in which every article has one end."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.digest import Digest, compose_digest
from digests.entries import SourceKind
from digests.shown import Facts, Shown, facts_of, shown_before, shown_of, update_words
from digests.stories import Report, Story
from digests.topics import ArticleKind
from tests.builders import DAY, HOUR, NOW
from tests.digests.stories_made import made_article, made_remark, made_report, made_story


def digest_of(*stories: Story, limit: int = 8, shown: dict[str, Shown] | None = None) -> Digest:
    return compose_digest(stories, since=NOW - DAY, until=NOW, limit=limit, shown=shown)


def assert_accounted_for(digest: Digest, stories: list[Story]) -> None:
    ids = {report.article.id for story in stories for report in story.reports}
    assert set(digest.end_states) == ids
    assert all(digest.end_states.values())
    receipt = digest.receipt
    assert receipt.articles == len(ids) == receipt.shown + sum(number for _, number in receipt.dropped)
    ends = Counter(digest.end_states.values())
    assert dict(receipt.dropped) == {end: number for end, number in ends.items() if end != "shown"}
    assert receipt.stories == len(stories)


ENDS = [
    ("shown", made_report()),
    ("not relevant", made_report(relevant=False)),
    ("opinion", made_report(kind=ArticleKind.OPINION)),
    ("market wrap", made_report(kind=ArticleKind.MARKET_WRAP)),
    ("old", made_report(made_article(hours_ago=30))),
    ("not yet", made_report(made_article(hours_ago=0))),
    ("not yet", made_report(replace(made_article(), seen_at=NOW + HOUR))),
]


@pytest.mark.parametrize(("end", "report"), ENDS)
def test_every_article_has_one_end(end: str, report: Report) -> None:
    story = made_story("s1", report)
    digest = digest_of(story)
    assert digest.end_states == {report.article.id: end}
    assert_accounted_for(digest, [story])


def test_what_a_brief_leaves_out_as_another_event_was_not_shown() -> None:
    told = ("Corvane wins chip grant", "Corvane Devices won $310 million for a chip plant in Ohio.")
    other = ("Pellucid wins chip grant", "Pellucid Optics won $290 million for a chip plant in Texas.")
    reports = [made_report(made_article(n, title=t, body=b)) for n, (t, b) in enumerate((told, other), start=1)]
    digest = digest_of(story := made_story("s1", *reports))
    assert sorted(digest.end_states.values()) == ["another event in its story", "shown"]
    assert_accounted_for(digest, [story])


def test_an_article_dated_coarsely_and_seen_now_is_new() -> None:
    late = replace(made_article(hours_ago=31), seen_at=NOW - HOUR)
    assert len(digest_of(made_story("s1", made_report(late))).briefs) == 1
    ancient = replace(made_article(hours_ago=24 * 9), seen_at=NOW - HOUR)
    assert digest_of(made_story("s1", made_report(ancient))).briefs == ()


def test_what_falls_between_two_digests_stands_in_exactly_one() -> None:
    on_the_hour = made_story("s1", made_report(made_article(hours_ago=0)))
    second = compose_digest([on_the_hour], since=NOW, until=NOW + DAY)
    assert digest_of(on_the_hour).briefs == ()
    assert len(second.briefs) == 1


def test_the_limit_and_the_caps_say_why() -> None:
    stories = [
        made_story(f"s{n}", made_report(made_article(n, publisher=f"Outlet {n}"), topics=[f"t{n}"])) for n in range(5)
    ]
    digest = digest_of(*stories, limit=3)
    assert [len(digest.briefs), dict(digest.receipt.dropped)] == [3, {"below the limit": 2}]
    affair = [replace(story, saga="affair") for story in stories]
    assert dict(digest_of(*affair, limit=4).receipt.dropped) == {"enough of this affair": 3}


def test_a_story_without_anything_new_does_not_stand_again() -> None:
    first = made_story("s1", made_report(made_article(1, hours_ago=20)))
    shown = {"s1": shown_of(first, at=NOW - 12 * HOUR)}
    assert digest_of(first, shown=shown).end_states == {first.reports[0].article.id: "shown before"}
    again = made_story("s1", *first.reports, made_report(made_article(2, publisher="Harbor Post")))
    digest = digest_of(again, shown=shown)
    assert digest.briefs == ()
    assert set(digest.end_states.values()) == {"nothing new since shown"}


NEW_FACTS = [
    ("new figure 25 %", {"body": "Meridale's rule now sets a duty of 25 percent on memory chips from the north."}),
    ("new date 1 May 2026", {"body": "Meridale's rule on memory chips takes effect on May 1, 2026, after all."}),
    ("new document 91 FR 12345", {"body": "Meridale's rule on memory chips stands in 91 FR 12345 of the register."}),
]


@pytest.mark.parametrize(("words", "article"), NEW_FACTS)
def test_a_story_with_a_new_fact_stands_again_and_says_what_is_new(words: str, article: dict[str, str]) -> None:
    first = made_story("s1", made_report(made_article(1, hours_ago=20)))
    shown = {"s1": shown_of(first, at=NOW - 12 * HOUR)}
    again = made_story("s1", *first.reports, made_report(made_article(2, publisher="Harbor Post", **article)))  # type: ignore[arg-type]
    (brief,) = digest_of(again, shown=shown).briefs
    assert brief.update.replace("25%", "25 %") == words
    assert brief.headline.article_id == again.reports[1].article.id
    after = {"s1": shown_of(again, at=NOW, before=shown["s1"])}
    assert compose_digest([again], since=NOW - DAY, until=NOW + HOUR, shown=after).briefs == ()


def test_a_new_speaker_is_an_update() -> None:
    first = made_story("s1", made_report(made_article(1, hours_ago=20)))
    second = made_article(2)
    again = made_story("s1", *first.reports, made_report(second, remarks=[made_remark(second)]))
    (brief,) = digest_of(again, shown={"s1": shown_of(first, at=NOW - 12 * HOUR)}).briefs
    assert brief.update == "Ada Example speaks"


def test_a_story_that_was_merged_into_another_is_known_by_its_articles() -> None:
    first = made_story("s1", made_report(made_article(1, hours_ago=20)))
    merged = replace(first, id="s9")
    shown = {"s1": shown_of(first, at=NOW - 12 * HOUR)}
    assert shown_before(merged, shown) == shown["s1"]
    assert digest_of(merged, shown=shown).briefs == ()


def test_an_article_that_came_later_is_not_taken_for_shown() -> None:
    later = made_report(
        made_article(2, hours_ago=-3, body="Meridale's duty on memory chips is 25 percent from now on.")
    )
    story = made_story("s1", made_report(), later)
    shown = {"s1": shown_of(story, at=NOW)}
    assert shown["s1"].article_ids == {story.reports[0].article.id}
    (brief,) = compose_digest([story], since=NOW, until=NOW + DAY, shown=shown).briefs
    assert brief.update == "new figure 25%"


def test_nothing_new_at_all_is_a_digest_too() -> None:
    digest = digest_of()
    assert (digest.briefs, digest.receipt.articles, digest.receipt.dropped) == ((), 0, ())


def test_facts_are_amounts_with_units_speakers_days_and_documents() -> None:
    body = "Meridale pays $2.5 billion and 25 percent of 40 firms; see 91 FR 12345. It takes effect on May 1, 2026. 17 or 2026 say nothing."
    article = made_article(title="The aid rises to €3bn", body=body)
    remark = made_remark(article, "25 percent")
    assert facts_of([made_report(article, remarks=[remark])]) == Facts(
        numbers=frozenset({"$2.5 billion", "25%", "40 firms", "€3 billion"}),
        speakers=frozenset({"Ada Example"}),
        dates=frozenset({"2026-05-01"}),
        documents=frozenset({"91 FR 12345"}),
    )


def test_an_update_names_the_weightiest_four() -> None:
    news = Facts(numbers=frozenset({"25%", "$1"}), speakers=frozenset({"A", "B"}), documents=frozenset({"91 FR 1"}))
    assert update_words(news) == "new document 91 FR 1; A speaks; B speaks; new figure $1"


_ROWS = st.lists(
    st.tuples(
        st.integers(0, 5),  # story
        st.booleans(),  # relevant
        st.sampled_from([ArticleKind.NEWS, ArticleKind.OFFICIAL, ArticleKind.OPINION, ArticleKind.REVIEW]),
        st.integers(-2, 60),  # hours ago
        st.sampled_from(["Sample Wire", "Harbor Post", "Register"]),
        st.sampled_from(["", "affair"]),
        st.booleans(),  # shown before
    ),
    max_size=16,
)


def stories_from(
    rows: list[tuple[int, bool, ArticleKind, int, str, str, bool]],
) -> tuple[list[Story], dict[str, Shown]]:
    by_story: dict[int, list[Report]] = {}
    shown: dict[str, Shown] = {}
    sagas: dict[int, str] = {}
    for number, (story, relevant, kind, hours, publisher, saga, before) in enumerate(rows):
        official = SourceKind.OFFICIAL if kind is ArticleKind.OFFICIAL else SourceKind.PRESS
        article = made_article(number, hours_ago=hours, publisher=publisher, kind=official)
        report = made_report(article, relevant=relevant, kind=kind, topics=[f"t{story % 2}"])
        by_story.setdefault(story, []).append(report)
        sagas[story] = saga
        if before:
            shown[f"s{story}"] = shown_of(made_story(f"s{story}", report), at=NOW - DAY)
    stories = [replace(made_story(f"s{n}", *reports), saga=sagas[n] or None) for n, reports in by_story.items()]
    return stories, shown


@settings(max_examples=120, deadline=None)
@given(_ROWS, st.integers(0, 6), st.randoms(use_true_random=False))
def test_no_article_is_lost_whatever_comes(
    rows: list[tuple[int, bool, ArticleKind, int, str, str, bool]], limit: int, random: object
) -> None:
    stories, shown = stories_from(rows)
    digest = digest_of(*stories, limit=limit, shown=shown)
    assert_accounted_for(digest, stories)
    assert len(digest.briefs) <= limit
    random.shuffle(stories)  # type: ignore[attr-defined]
    assert digest_of(*stories, limit=limit, shown=shown) == digest
    shown_ids = {source.article_id for brief in digest.briefs for source in brief.sources}
    assert all(digest.end_states[id] == "shown" for id in shown_ids)


@settings(max_examples=40, deadline=None)
@given(_ROWS)
def test_nothing_leads_twice_over_a_replay_of_days(
    rows: list[tuple[int, bool, ArticleKind, int, str, str, bool]],
) -> None:
    stories, _ = stories_from(rows)
    shown: dict[str, Shown] = {}
    told: Counter[str] = Counter()
    for day in range(-3, 2):
        until = NOW + timedelta(days=day)
        digest = compose_digest(stories, since=until - DAY, until=until, shown=shown)
        for brief in digest.briefs:
            told[brief.story_id] += 1
            story = next(story for story in stories if story.id == brief.story_id)
            shown[brief.story_id] = shown_of(story, at=until, before=shown.get(brief.story_id))
    assert all(number == 1 for number in told.values())
