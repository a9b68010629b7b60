"""Story to its facts, and what of a story was shown before: what makes an update, and what makes a repetition."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from digests.lead_remark import is_full_name
from digests.policy import PolicyIdKind, policy_dates, policy_ids
from digests.remarks import Remark, RemarkKind, Verdict
from digests.stories import Report, Story

_MONTHS = "January February March April May June July August September October November December"

HEAD = 700
"""How many characters of a body tell the news; a number further down is background."""
_DOCUMENTS = frozenset(
    {PolicyIdKind.REGISTER_PAGE, PolicyIdKind.REGISTER_DOCUMENT, PolicyIdKind.DOCKET, PolicyIdKind.RIN}
    | {PolicyIdKind.EXECUTIVE_ORDER, PolicyIdKind.BILL, PolicyIdKind.PUBLIC_LAW}
)
_UNITS = {"percent": "%", "per cent": "%", "bn": "billion", "mn": "million", "trn": "trillion"}
_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<sign>US\$|[$€£¥₩])?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[\s-]?(?P<unit>%|percent\b|per cent\b|percentage points?\b|trn\b|trillion\b|bn\b|billion\b|mn\b|million\b"
    r"|(?:new\s+)?(?:entities|companies|firms|chips|wafers|units|jobs|licen[cs]es|countries|euros|dollars|yuan|yen|won|tons|tonnes)\b))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a story states that can be new: amounts with their units, named speakers, days, official documents."""

    numbers: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def beyond(self, other: "Facts") -> "Facts":
        """The facts that the other does not have."""
        return Facts(
            numbers=self.numbers - other.numbers,
            speakers=self.speakers - other.speakers,
            dates=self.dates - other.dates,
            documents=self.documents - other.documents,
        )

    def any_in(self, text: str) -> bool:
        """Whether a text states one of these facts; days are known by their figures and months only."""
        if self.numbers & _amounts(text) or any(name.split()[-1] in text for name in self.speakers):
            return True
        return any(one in text for one in self.documents) or any(_names_day(text, one) for one in self.dates)

    def __bool__(self) -> bool:
        return bool(self.numbers or self.speakers or self.dates or self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a channel has been shown of a story: which articles, when last, and the facts in them."""

    story_id: str
    article_ids: frozenset[str]
    at: datetime
    facts: Facts = field(default_factory=Facts)


def facts_of(reports: Iterable[Report]) -> Facts:
    """The facts that reports state in their titles, the heads of their bodies and their remarks."""
    numbers: set[str] = set()
    speakers: set[str] = set()
    dates: set[str] = set()
    documents: set[str] = set()
    for report in reports:
        article = report.article
        head = f"{article.title}\n\n{article.body[:HEAD]}"
        numbers |= _amounts(head)
        dates |= {day.on.isoformat() for day in policy_dates(head, published=article.published_at.date()) if day.on}
        documents |= {one.id for one in policy_ids(head) if one.kind in _DOCUMENTS}
        speakers |= {remark.speaker for remark in report.remarks if remark.speaker and is_voice(remark)}
    return Facts(
        numbers=frozenset(numbers),
        speakers=frozenset(speakers),
        dates=frozenset(dates),
        documents=frozenset(documents),
    )


def shown_of(story: Story, *, at: datetime, before: Shown | None = None) -> Shown:
    """What a channel has been shown once a story stands in its digest until `at`, with what it was shown before.

    Articles that became known only later are left out, so that the next digest can still be about them.
    """
    known = [r for r in story.reports if r.article.published_at < at and r.article.seen_at <= at]
    facts, ids = facts_of(known), frozenset(report.article.id for report in known)
    if before is not None:
        ids |= before.article_ids
        facts = Facts(
            numbers=facts.numbers | before.facts.numbers,
            speakers=facts.speakers | before.facts.speakers,
            dates=facts.dates | before.facts.dates,
            documents=facts.documents | before.facts.documents,
        )
    return Shown(story_id=story.id, article_ids=ids, at=at, facts=facts)


def shown_before(story: Story, shown: Mapping[str, Shown]) -> Shown | None:
    """What was shown of a story, also under another id when it has since been merged or split."""
    known = shown.get(story.id)
    if known is not None:
        return known
    ids = {report.article.id for report in story.reports}
    return max((one for one in shown.values() if ids & one.article_ids), key=lambda one: one.at, default=None)


def news_of(story: Story, shown: Shown) -> Facts:
    """The facts in a story's articles that were not shown with it."""
    fresh = [report for report in story.reports if report.article.id not in shown.article_ids]
    return facts_of(fresh).beyond(shown.facts)


def update_words(news: Facts) -> str:
    """What is new, in words: `new document 90 FR 12345; new figure $2 billion`; the weightiest first, four at most."""
    parts = [f"new document {one}" for one in sorted(news.documents)]
    parts += [f"new date {_day_words(one)}" for one in sorted(news.dates)]
    parts += [f"{one} speaks" for one in sorted(news.speakers)]
    parts += [f"new figure {_grouped(one)}" for one in sorted(news.numbers)]
    return "; ".join(parts[:4])


def _names_day(text: str, iso: str) -> bool:
    day = date.fromisoformat(iso)
    return re.search(rf"\b{_MONTHS.split()[day.month - 1][:3]}\w*\.? {day.day}\b", text) is not None


def _grouped(amount: str) -> str:
    """An amount with its thousands apart, as people write it."""
    return re.sub(r"\d{4,}(?![\d.]*\.)", lambda digits: f"{int(digits[0]):,}", amount)


def is_voice(remark: Remark) -> bool:
    """Whether a remark's speaker is somebody whose voice is news: on the desk, or a person named in full and quoted."""
    if remark.verdict is Verdict.NOT_FOUND or remark.anonymous:
        return False
    return bool(remark.speaker_id) or (remark.kind is not RemarkKind.INDIRECT and is_full_name(remark.speaker or ""))


def _day_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def _amounts(text: str) -> set[str]:
    """The amounts of a text with a unit or a currency, in one spelling; bare numbers mean too little."""
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        unit = " ".join((match["unit"] or "").lower().split()).removeprefix("new ")
        unit = _UNITS.get(unit, unit)
        sign = (match["sign"] or "").upper().replace("US$", "$")
        if unit or sign:
            number = match["number"].replace(",", "")
            found.add(f"{sign}{number}{unit}" if unit == "%" else f"{sign}{number} {unit}".strip())
    return found
