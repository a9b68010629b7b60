"""Stored remarks to citations: each remark once, by whoever reported it first, with those who repeated it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.storage.remarks import StoredRemark
from digests.layout import Citation
from digests.remarks import Where, ledger_key, remark_key


def citations_in(found: Sequence[StoredRemark]) -> tuple[Citation, ...]:
    """The remarks, the latest first; what a title says of a speaker whom its body quotes too is left out."""
    reports: dict[str, list[StoredRemark]] = {}
    for one in _told_once(found):
        reports.setdefault(ledger_key(one.remark), []).append(one)
    firsts = [_citation(same) for same in reports.values()]
    return tuple(sorted(firsts, key=lambda citation: citation.published_at, reverse=True))


def _told_once(found: Sequence[StoredRemark]) -> Iterable[StoredRemark]:
    in_bodies = {_who(one) for one in found if one.remark.where is Where.BODY}
    return (one for one in found if one.remark.where is Where.BODY or _who(one) not in in_bodies)


def _who(one: StoredRemark) -> tuple[str, str]:
    return one.article.id, remark_key(one.remark)


def _citation(same: Sequence[StoredRemark]) -> Citation:
    """The first report of a remark."""
    ordered = sorted(same, key=lambda one: (one.article.published_at, one.article.id))
    first = ordered[0].article
    citation = Citation(
        remark=ordered[0].remark, publisher=first.publisher, url=first.url, published_at=first.published_at
    )
    later = dict.fromkeys(one.article.publisher for one in ordered if one.article.publisher != first.publisher)
    return replace(citation, repeated_by=tuple(later))
