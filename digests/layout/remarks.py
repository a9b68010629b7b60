"""Remarks to quotes: the words, who said them, how we know, and the link to where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from digests.briefs import Brief
from digests.layout.words import counted, listed, short_day, shortened
from digests.message import Actions, Block, Button, Heading, Line, Message, Note, Plain, Quote, Strong, link, visible
from digests.remarks import Remark, RemarkKind, Verdict
from digests.remarks.disowned import is_denial

_PLACED = re.compile(
    r"\b(?:(?P<on>call|webcast|podcast|panel)|(?P<in>interview|statement|speech|letter|post|tweet|e-?mail|memo|note|op-ed|column"
    r"|article|report|filing|address|testimony|release|keynote)"
    r"|(?P<at>conference|briefing|hearing|event|forum|summit|rally|debate|meeting|town hall|ceremony|session))\b"
)
LONGEST_QUOTE = 700
"""Words longer than this are a speech, not a remark: they are left to the source, because a quote is never cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A remark with the report that it stands in.

    `repeated_by` names publishers that carried it later, `retold_by` those that told it in words of their own.
    """

    remark: Remark
    publisher: str
    url: str
    published_at: datetime
    repeated_by: tuple[str, ...] = ()
    retold_by: tuple[str, ...] = ()


def may_be_shown(remark: Remark) -> bool:
    """Whether a remark's words may stand in a message: found in a source, and no speech."""
    return remark.verdict is not Verdict.NOT_FOUND and 0 < len(remark.words) <= LONGEST_QUOTE


def is_verbatim(remark: Remark) -> bool:
    """Whether a remark's words may stand in quotation marks."""
    return remark.kind is RemarkKind.DIRECT and remark.verdict in (Verdict.VERIFIED, Verdict.VERIFIED_ELSEWHERE)


def citation_in(brief: Brief, remark: Remark) -> Citation | None:
    """The remark with its report among the brief's sources; None when no source there holds it."""
    for source in brief.sources:
        if source.article_id == remark.article_id:
            return Citation(remark=remark, publisher=source.publisher, url=source.url, published_at=source.published_at)
    return None


def remark_quote(citation: Citation, *, zone: tzinfo) -> Quote:
    """A remark as a quote: the words, the speaker with role, the way it reached us, the source."""
    remark = citation.remark
    verbatim = is_verbatim(remark)
    words = " ".join(visible(remark.words).split())
    words = words.rstrip(",") if verbatim else _as_a_sentence(words)
    line: Line = (
        Strong(_speaker(remark)),
        Plain(f"{_circumstances(remark, verbatim=verbatim)} · "),
        link(shortened(citation.publisher, 60), citation.url),
        Plain(_dates(citation, zone=zone)),
    )
    return Quote(words, line, verbatim=verbatim)


def _as_a_sentence(words: str) -> str:
    """Reported words as they stand alone: without the "that" that joined them to who said them."""
    alone = words.removeprefix("that ").removeprefix("That ")
    return alone[:1].upper() + alone[1:]


def remarks_message(
    citations: Sequence[Citation], *, title: str, zone: tzinfo, note: str = "", buttons: tuple[Button, ...] = ()
) -> Message:
    """Who said what, in the order given; words that were not found in a source are left out."""
    shown = tuple(citation for citation in citations if may_be_shown(citation.remark))
    blocks: list[Block] = [Heading(shortened(title, 140))]
    blocks += [remark_quote(citation, zone=zone) for citation in shown]
    receipt = f"{counted(len(shown), 'remark')}. {note}".strip() if shown else f"No remark found. {note}".strip()
    blocks.append(Note((Plain(receipt),)))
    if buttons:
        blocks.append(Actions(buttons))
    return Message(tuple(blocks), shortened(f"{title}: {receipt}", 300))


def _speaker(remark: Remark) -> str:
    if remark.speaker:
        return shortened(remark.speaker, 80)
    return shortened(remark.role, 80).capitalize() or ("Unnamed source" if remark.anonymous else "Speaker not named")


def _circumstances(remark: Remark, *, verbatim: bool) -> str:
    parts = [remark.role if remark.speaker else "", remark.venue and _at(remark.venue)]
    if remark.chain:
        parts.append(f"via {listed(remark.chain)}")
    if not verbatim:
        parts.append("denying this in reported words" if is_denial(remark.verb) else "in reported words")
    return "".join(f", {shortened(part, 100)}" for part in parts if part)


def _at(venue: str) -> str:
    """A venue as it is said: "in an interview with CBS", "on a call", "at a hearing", "on CNBC"."""
    head = re.split(r"\s(?:with|to|on|in|at|for|from)\s", venue)[0]
    place = next(reversed(list(_PLACED.finditer(head))), None)
    if place is None:
        return f"at {venue}" if venue[:1].islower() else f"on {venue}"
    named = re.match(r"(?:an?|the)\s", venue) is not None
    article = "" if named else "an " if venue[:1].lower() in "aeiou" else "a "
    return f"{place.lastgroup} {article}{venue}"


def _dates(citation: Citation, *, zone: tzinfo) -> str:
    said = citation.remark.said_on
    words = f", {short_day(citation.published_at, zone=zone)}"
    if said is not None and said != citation.published_at.astimezone(zone).date():
        words += f" (said {said.day} {said:%b %Y})"
    for told, publishers in (("repeated by", citation.repeated_by), ("in other words by", citation.retold_by)):
        if publishers:
            words += f"; {told} {listed([shortened(name, 60) for name in publishers[:4]])}"
    return words
