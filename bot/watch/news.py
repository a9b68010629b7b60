"""A later report of a story that was told already: what it brings that is worth telling again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from digests.entries import SourceKind
from digests.remarks import Remark, Verdict
from digests.shown import Facts, facts_of, update_words
from digests.stories import Report

_ASKED_FOR = r"(?:licen[cs]e|permit|permission|application|request|privilege|visa|access|entry|service|bail)s?"
_REFUSED = re.compile(
    rf"\bden(?:y|ies|ied|ying|ials?\s+of)\s+(?:\w+\s+){{0,2}}{_ASKED_FOR}\b|\b{_ASKED_FOR}\s+(?:\w+\s+){{0,2}}denied\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?(?!\s+orders?\b))|refut(?:e|es|ed)|disput(?:es|ed)\s+(?:the\s+)?(?:report|claim)s?"
    r"|(?:report|claim)s?\s+(?:is|are|was|were)\s+(?:false|untrue))\b",
    re.IGNORECASE,
)
_DENYING_VERB = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|rebut(?:s|ted)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What reports bring: facts not told yet, the first official document, the first denial."""

    facts: Facts = field(default_factory=Facts)
    official: str = ""
    denial: bool = False

    @property
    def has_document(self) -> bool:
        """Whether an official document is among it."""
        return bool(self.facts.documents or self.official)

    @property
    def urgent(self) -> bool:
        """Whether it is worth telling at once to whoever was told of the story: a document, or a denial."""
        return self.has_document or self.denial

    def __bool__(self) -> bool:
        return self.urgent or bool(self.facts)

    @property
    def words(self) -> str:
        """What is new, in words; a denial first, then documents, speakers, figures."""
        parts = ["it is denied"] if self.denial else []
        parts += [f"official document from {self.official}"] if self.official and not self.facts.documents else []
        parts += [words] if (words := update_words(self.facts)) else []
        return "; ".join(parts)


def news_in(fresh: Sequence[Report], *, told: Iterable[Report], facts: Facts) -> News:
    """What fresh reports bring beyond the reports and the facts that were told.

    Days by themselves are no news: nearly every report names another one.
    """
    before = list(told)
    stated = all_facts(fresh)
    official = next((one.article.publisher for one in fresh if _is_official(one)), "")
    return News(
        facts=replace(stated.beyond(facts), dates=frozenset()),
        official="" if any(map(_is_official, before)) else official,
        denial=any(map(is_denial, fresh)) and not any(map(is_denial, before)),
    )


def all_facts(reports: Iterable[Report]) -> Facts:
    """The facts of reports."""
    facts = Facts()
    for report in reports:
        facts = together(facts, _facts_of(report))
    return facts


def together(one: Facts, other: Facts) -> Facts:
    """The facts of both."""
    names = Facts.__dataclass_fields__
    return Facts(**{name: getattr(one, name) | getattr(other, name) for name in names})


@lru_cache(maxsize=2_000)
def is_denial(report: Report) -> bool:
    """Whether a report says that something is denied: in its title, or by the verb of a remark.

    A licence that is denied is no denial.
    """
    title = _REFUSED.sub("", report.article.title)
    return _DENYING.search(title) is not None or any(map(_denies, report.remarks))


@lru_cache(maxsize=2_000)
def _facts_of(report: Report) -> Facts:
    """The facts of a report, kept: many watches ask about the same one."""
    return facts_of([report])


def _denies(remark: Remark) -> bool:
    return remark.verdict is not Verdict.NOT_FOUND and _DENYING_VERB.search(remark.verb) is not None


def _is_official(report: Report) -> bool:
    return report.article.source_kind is SourceKind.OFFICIAL
