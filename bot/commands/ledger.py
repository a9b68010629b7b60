"""Stored remarks to citations: each remark once, by whoever reported it first, with those who repeated it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.storage.remarks import StoredRemark
from digests.choosing import key_words, overlap, stems
from digests.layout import Citation
from digests.remarks import Remark, RemarkKind, Where, remark_key, same_remark

RETOLD = 0.6
"""Reported words that share so much of the shorter one's word stems tell one claim, if the speaker is one."""
FEWEST_STEMS = 4
ONE_CLAIM = timedelta(days=3)
"""How far apart reports of one claim are at most; later it is made again, which is news of its own."""


@dataclass(slots=True)
class _Said:
    """One remark: its first report, those with the same words, those that tell it in words of their own."""

    first: StoredRemark
    again: list[StoredRemark] = field(default_factory=list)
    retold: list[StoredRemark] = field(default_factory=list)


def citations_in(found: Sequence[StoredRemark]) -> tuple[Citation, ...]:
    """The remarks, the latest first; one of a title only if its body has none of the speaker's."""
    ledger: dict[str, list[_Said]] = {}
    for one in sorted(_told_once(found), key=lambda one: (one.article.published_at, one.article.id)):
        said = ledger.setdefault(remark_key(one.remark), [])
        _enter(said, one)
    told = [_citation(said) for by_speaker in ledger.values() for said in by_speaker]
    return tuple(sorted(told, key=lambda citation: citation.published_at, reverse=True))


def _enter(said: list[_Said], one: StoredRemark) -> None:
    for known in said:
        if same_remark(known.first.remark, one.remark):
            known.again.append(one)
            return
    for known in said:
        if _retells(known.first, one):
            known.retold.append(one)
            return
    said.append(_Said(one))


def _retells(first: StoredRemark, later: StoredRemark) -> bool:
    """Whether two reports tell one claim of one speaker in different words, both held back by a hedge or neither."""
    a, b = first.remark, later.remark
    if not remark_key(a) or not (a.kind is b.kind is RemarkKind.INDIRECT) or bool(a.hedges) is not bool(b.hedges):
        return False
    one, other = stems(key_words(a.words)), stems(key_words(b.words))
    near = later.article.published_at - first.article.published_at <= ONE_CLAIM
    return near and min(len(one), len(other)) >= FEWEST_STEMS and overlap(one, other) >= RETOLD


def _told_once(found: Sequence[StoredRemark]) -> Iterable[StoredRemark]:
    in_bodies = {_who(one) for one in found if one.remark.where is Where.BODY}
    whole = [
        one for one in found if one.remark.where is Where.BODY or (one.remark.speaker and _who(one) not in in_bodies)
    ]
    return (one for one in whole if not any(_inside(one, other) for other in whole))


def _inside(one: StoredRemark, other: StoredRemark) -> bool:
    """Whether a remark is a part of a longer one of the same text, such as the quotation in a mixed one."""
    a, b = one.remark, other.remark
    return (
        one.article.id == other.article.id
        and a.where is b.where
        and remark_key(a) == remark_key(b)
        and b.start <= a.start
        and a.end <= b.end
        and _length(a) < _length(b)
    )


def _length(remark: Remark) -> int:
    return remark.end - remark.start


def _who(one: StoredRemark) -> tuple[str, str]:
    return one.article.id, remark_key(one.remark)


def _citation(said: _Said) -> Citation:
    """The first report of a remark."""
    first = said.first
    again = _publishers(said.again, but={first.article.publisher})
    return Citation(
        remark=first.remark,
        publisher=first.article.publisher,
        url=first.article.url,
        published_at=first.article.published_at,
        repeated_by=again,
        retold_by=_publishers(said.retold, but={first.article.publisher, *again}),
    )


def _publishers(reports: Sequence[StoredRemark], *, but: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.article.publisher for one in reports if one.article.publisher not in but))
