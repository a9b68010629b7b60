"""Titles to a headline: the one that says most plainly what happened, without labels and publishers' names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.choosing import key_words, overlap
from digests.entries import SourceKind
from digests.stories import Report

WEIGHTS = {
    "shared": 2.0,  # how much of it other titles of the story and the heads of its reports say too
    "words": 0.1,  # each word that says something, eight at most
    "official": -0.5,  # an official document's own title: exact, but nobody's way to say it
    "long": -0.02,  # each character over a hundred
    "short": -0.4,  # fewer than four words that say something
    "question": -1.0,
    "teaser": -0.8,  # "Here's why ...", "... you need to know"
    "label": -0.3,  # had to lose a label first
    "shouting": -0.5,  # all in capitals
}
"""What a title's score is made of; set by hand."""

_LABEL = re.compile(
    r"(?:(?:update|updates|corrected|refile|wrapup|rpt)\s*\d*\s*[-–—:]\s*|(?:breaking(?:\s+news)?|exclusive|just\s+in|watch|video|live"
    r"|photos?|new|report|developing|update\s*\d*|tech|business|world|politics|news|opinion|analysis|explainer|column|insight|factbox)"
    r"\s*[:|]\s+|\[[^\]]{1,30}\]\s*|【[^】]{1,20}】\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+[|–—-]\s+[^|–—-]{2,40}$|\s*\((?:video|photos?|updated?|watch)[^)]*\)$|(?<!\b(?-i:Inc|Ltd))(?<!\b(?-i:Corp))(?<!\b(?-i:Co))(?<!\.\w)\s*[.…]$",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"^(?:here'?s|here’s|why|how|what|who|when|where|this|these|inside|meet|everything)\b|\byou\s+(?:need|should|must)\b|\bhere'?s\b"
    r"|\bexplained\b|\bwhat\s+(?:to\s+know|we\s+know)\b|\bthings\s+to\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The stretch `[start, end)` of a report's title that may stand as a headline, with its score."""

    report: Report
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words, as they stand in the title."""
        return self.report.article.title[self.start : self.end]


def best_headline(reports: Sequence[Report]) -> Headline:
    """The best title among reports (one at least), cleaned; of two equal ones the earlier report's."""
    if len(reports) == 1:
        return Headline(reports[0], *_cleaned(reports[0]), 0.0)
    context = [key_words(f"{report.article.title} {report.article.body[:300]}") for report in reports]
    titles = [_cleaned(report) for report in reports]
    scored = [
        Headline(report, start, end, _score(report, start, end, others=context[:place] + context[place + 1 :]))
        for place, (report, (start, end)) in enumerate(zip(reports, titles, strict=True))
    ]
    return max(scored, key=lambda headline: headline.score)


def _cleaned(report: Report) -> tuple[int, int]:
    """Where a title begins and ends without label, publisher's name and full stop; the whole where nothing is left."""
    title, article = report.article.title, report.article
    label = _LABEL.match(title)
    start = label.end() if label and len(title) - label.end() >= 15 else 0
    end = len(title)
    while (tail := _TAIL.search(title, start, end)) is not None and tail.start() - start >= 15:
        name = tail[0].strip(" |–—-.…()").casefold()
        if name and name not in (article.publisher.casefold(), article.family.casefold()) and "(" not in tail[0]:
            break
        end = tail.start()
    return start, end


def _score(report: Report, start: int, end: int, *, others: Sequence[frozenset[str]]) -> float:
    text = report.article.title[start:end]
    own = key_words(text)
    heads = [*others, key_words(report.article.body[:600])]
    features = {
        "shared": sum(overlap(own, head) for head in heads) / len(heads),
        "words": min(8, len(own)),
        "official": report.article.source_kind is SourceKind.OFFICIAL,
        "long": max(0, len(text) - 100),
        "short": len(own) < 4,
        "question": text.endswith(("?", "？")),
        "teaser": _TEASER.search(text) is not None,
        "label": start > 0,
        "shouting": text.isupper(),
    }
    return sum(WEIGHTS[name] * value for name, value in features.items())
