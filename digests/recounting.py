"""Reports to the sentences that recount them: whole, verbatim, none hanging in the air, no fact twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from digests.choosing import Candidate, candidates, cuts_a_quotation, key_words, overlap, stems
from digests.families import Families
from digests.hanging import HangingKind, hanging, names_somebody, new_thing
from digests.lead_remark import is_full_name
from digests.remarks import Remark, Where
from digests.shown import Facts
from digests.stories import Report
from digests.text import Sentence

SAME_FACT = 0.4
"""Two sentences that share this much of the shorter one's word stems tell one fact."""
MIN_NEW_WORDS = 3
"""How many words a sentence must add to what the headline says."""
SAME_REMARK = 0.6
"""A sentence that has this much of the lead remark's words says the same."""
SAME_FAMILY = 0.5
"""What a sentence loses where another report of its family is used already: each family should need one link."""
TELLS_NEWS = 2.0
"""What a sentence of an update gains for telling what is new."""
LESSER_REPORT = 0.25
"""What a sentence loses for each report that stands before its own."""
_WIDE = 8  # how many reports, and how many sentences of each, are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """A sentence of ours and the span it stands in: `text == article's title or body [start:end]`.

    `shown` is what readers see: `text`, or `text` with an antecedent put in square brackets.
    """

    text: str
    article_id: str
    start: int
    end: int
    where: Where = Where.BODY
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A candidate sentence of a report, with what readers would see of it."""

    report: Report
    candidate: Candidate
    shown: str
    score: float


def recount(
    reports: Sequence[Report],
    *,
    headline: str,
    remark: Remark | None = None,
    families: Families,
    limit: int = 2,
    news: Facts | None = None,
) -> tuple[Grounded, ...]:
    """Up to `limit` sentences of the reports, each adding to the headline and to the others, best report first.

    They come in the order in which they are best read: the best one's report first, and as they stand there. None cuts
    a quotation, none holds the remark that readers see anyway, and in none does anything hang. Where only certain facts
    are news, the sentences that tell them come before all others.
    """
    if limit < 1:
        return ()
    scored = [
        (rank, report, candidate)
        for rank, report in enumerate(reports[:_WIDE])
        for candidate in candidates(report.article.body, title=report.article.title)[:_WIDE]
        if not cuts_a_quotation(candidate.sentence.text) and not _holds(candidate, report, remark)
    ]
    taken: list[_Offer] = []
    told = [key_words(headline)]
    for _ in range(limit):
        known = stems(frozenset().union(*told))
        offers = _offers(scored, taken, remark=remark, families=families, known=known)
        offers = [offer for offer in offers if _adds(offer, told)]
        if not offers:
            break
        best = max(offers, key=lambda offer: _worth(offer, told, news=news))
        taken.append(best)
        told.append(best.candidate.words)
    order = [offer.report for offer in taken]
    taken.sort(key=lambda offer: (order.index(offer.report), offer.candidate.place))
    return tuple(grounded(one.candidate.sentence, article_id=one.report.article.id, shown=one.shown) for one in taken)


def _worth(offer: _Offer, told: Sequence[frozenset[str]], *, news: Facts | None) -> float:
    """What a sentence is worth after what is told already."""
    bonus = TELLS_NEWS if news is not None and news.any_in(offer.candidate.sentence.text) else 0.0
    return offer.score + bonus - sum(overlap(offer.candidate.words, one) for one in told[1:])


def _offers(
    scored: Sequence[tuple[int, Report, Candidate]],
    taken: Sequence[_Offer],
    *,
    remark: Remark | None,
    families: Families,
    known: frozenset[str],
) -> list[_Offer]:
    """The candidates in which nothing hangs after what is told, whose stems are `known`; a lesser report's less."""
    used = {one.report.article.id for one in taken} | ({remark.article_id} if remark else set())
    seen = {families(report.article) for _, report, _ in scored if report.article.id in used}
    offers: list[_Offer] = []
    for rank, report, candidate in scored:
        shown = _standing(candidate, report, taken)
        if shown is not None and not _tells_of_unknown(candidate, report, taken, known):
            doubled = report.article.id not in used and families(report.article) in seen
            score = candidate.score - LESSER_REPORT * rank - SAME_FAMILY * doubled
            offers.append(_Offer(report, candidate, shown, score))
    return offers


def _holds(candidate: Candidate, report: Report, remark: Remark | None) -> bool:
    """Whether a sentence holds the lead remark, or the same words from another report: readers see those anyway."""
    if remark is None:
        return False
    if (
        remark.words in candidate.sentence.text
        or overlap(stems(candidate.words), stems(key_words(remark.words))) >= SAME_REMARK
    ):
        return True
    if remark.article_id != report.article.id or remark.where is not Where.BODY:
        return False
    return candidate.sentence.start < remark.end and remark.start < candidate.sentence.end


def _standing(candidate: Candidate, report: Report, taken: Sequence[_Offer]) -> str | None:
    """What readers see of a sentence so that nothing in it hangs; None when something would."""
    text = candidate.sentence.text
    found = hanging(text)
    if found is None:
        return text
    if any(_leads_to(one, candidate, report, found.kind) for one in taken):
        return text
    span = (candidate.sentence.start + found.start, candidate.sentence.start + found.end)
    name = _resolved(report, span) if found.kind is HangingKind.PERSON else None
    return f"{text[: found.start]}[{name}]{text[found.end :]}" if name else None


def _tells_of_unknown(candidate: Candidate, report: Report, taken: Sequence[_Offer], known: frozenset[str]) -> bool:
    """Whether a sentence further down begins with a thing, as one known, that nothing told so far has named."""
    noun = new_thing(candidate.sentence.text) if candidate.place else ""
    if not noun or stems(frozenset({noun})) & known:
        return False
    return not any(_leads_to(one, candidate, report, HangingKind.THING) for one in taken)


def _resolved(report: Report, span: tuple[int, int]) -> str | None:
    """The full name of the person whom "he" or "she" stands for, where a remark of the report tells."""
    if report.article.body[slice(*span)].lower() not in ("he", "she"):
        return None
    told = (one for one in report.remarks if one.where is Where.BODY and one.mention == span)
    return next((one.speaker for one in told if one.speaker and (one.speaker_id or is_full_name(one.speaker))), None)


def _leads_to(taken: _Offer, candidate: Candidate, report: Report, kind: HangingKind) -> bool:
    """Whether a sentence that readers have just read, the one right before in its text, says what hangs in this one."""
    if taken.report is not report or taken.candidate.sentence.end > candidate.sentence.start:
        return False
    if report.article.body[taken.candidate.sentence.end : candidate.sentence.start].strip():
        return False
    return kind in (HangingKind.THING, HangingKind.BEFORE) or (
        kind is HangingKind.PERSON and names_somebody(taken.candidate.sentence.text)
    )


def _adds(offer: _Offer, told: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence tells something beyond the headline and what is told already."""
    own = offer.candidate.words
    if len(own - told[0]) < MIN_NEW_WORDS:
        return False
    return all(overlap(stems(own), stems(one)) < SAME_FACT for one in told[1:])


def grounded(sentence: Sentence, *, article_id: str, shown: str = "") -> Grounded:
    """A sentence of an article's body as one of ours; shown as it stands unless told otherwise."""
    return Grounded(
        text=sentence.text,
        article_id=article_id,
        start=sentence.start,
        end=sentence.end,
        shown=shown or sentence.text,
    )
