"""A brief to blocks: headline, what is new, sentences, remark, sources; and the whole story as a message."""

from collections.abc import Sequence
from datetime import tzinfo
from itertools import groupby

from digests.briefs import Brief, BriefSource, Grounded
from digests.entries import SourceKind
from digests.layout.remarks import Citation, citation_in, may_be_shown, remark_quote
from digests.layout.words import counted, moment_words, sentence, shortened
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    Heading,
    Line,
    Message,
    Note,
    Paragraph,
    Plain,
    Span,
    Strong,
    link,
    visible,
)
from digests.remarks import Remark
from digests.stories import Report, Story

SOURCES_SHOWN = 6
REMARKS_SHOWN = 12


def headline_of(brief: Brief) -> str:
    """The headline that readers see."""
    return shortened(brief.headline.shown or brief.headline.text, 220)


def story_blocks(brief: Brief, *, zone: tzinfo, number: int | None = None, quote: bool = True) -> tuple[Block, ...]:
    """A brief as the blocks of one story; without its remark when that is quoted elsewhere in the message."""
    prefix = f"{number}. " if number is not None else ""
    return (Heading(prefix + headline_of(brief), level=2), *brief_blocks(brief, zone=zone, quote=quote))


def story_button(number: int, story_id: str) -> Button:
    """The button that shows the whole story with a number in a list."""
    return Button(f"Story {number}", f"/brief story {story_id}")


def brief_blocks(brief: Brief, *, zone: tzinfo, quote: bool = True) -> tuple[Block, ...]:
    """What follows the headline: what is new, the sentences, the remark, the sources.

    A sentence that only carries the remark is not told twice.
    """
    remark = brief.remark if brief.remark is not None and may_be_shown(brief.remark) else None
    told = tuple(one for one in brief.sentences if remark is None or not _carries(one, remark))
    sentences = told or brief.sentences
    blocks: list[Block] = []
    if brief.update:
        blocks.append(Paragraph((Strong("Update: "), Plain(sentence(brief.update.removeprefix("Update: "))))))
    if sentences or brief.unconfirmed:
        blocks.append(Paragraph(_telling(brief, sentences)))
    citation = citation_in(brief, remark) if remark is not None else None
    if quote and citation is not None and (told or not brief.sentences):
        blocks.append(remark_quote(citation, zone=zone))
    if brief.sources:
        blocks.append(Note(_sources(brief.sources)))
    return tuple(blocks)


def story_message(story: Story, brief: Brief, *, zone: tzinfo, buttons: tuple[Button, ...] = ()) -> Message:
    """The whole story: what happened, the primary document (or that there is none), every remark, the reports."""
    blocks: list[Block] = [Heading(headline_of(brief)), *brief_blocks(brief, zone=zone, quote=False)]
    blocks.append(Paragraph(_primary(story)))
    quotes = [remark_quote(citation, zone=zone) for citation in citations_of(story)]
    if quotes:
        blocks += [Heading("Who said what", level=2), *quotes[:REMARKS_SHOWN]]
    if len(quotes) > REMARKS_SHOWN:
        blocks.append(Note((Plain(f"{counted(len(quotes) - REMARKS_SHOWN, 'more remark')} in the reports."),)))
    blocks.append(Heading(counted(len(story.reports), "report"), level=2))
    blocks.append(Bullets(tuple(_report(report, zone=zone) for report in story.reports)))
    if brief.reasons:
        blocks.append(Note((Plain(f"Why it stands where it stands: {shortened('; '.join(brief.reasons), 300)}."),)))
    if buttons:
        blocks.append(Actions(buttons))
    return Message(tuple(blocks), shortened(f"{headline_of(brief)} ({counted(len(story.reports), 'report')})", 300))


def citations_of(story: Story) -> tuple[Citation, ...]:
    """Every remark of a story that may be shown, first reports first; the same words by the same speaker once."""
    firsts: dict[tuple[str, str], Citation] = {}
    repeats: dict[tuple[str, str], list[str]] = {}
    for report in story.reports:
        for remark in filter(may_be_shown, report.remarks):
            key = (remark.speaker_id or remark.speaker or remark.role, " ".join(remark.words.casefold().split()))
            repeats.setdefault(key, []).append(report.article.publisher)
            firsts.setdefault(key, _citation(report, remark))
    return tuple(_with_repeats(firsts[key], publishers) for key, publishers in repeats.items())


def _citation(report: Report, remark: Remark) -> Citation:
    article = report.article
    return Citation(remark=remark, publisher=article.publisher, url=article.url, published_at=article.published_at)


def _with_repeats(first: Citation, publishers: Sequence[str]) -> Citation:
    later = tuple(dict.fromkeys(name for name in publishers if name != first.publisher))
    return Citation(
        remark=first.remark,
        publisher=first.publisher,
        url=first.url,
        published_at=first.published_at,
        repeated_by=later,
    )


def _carries(told: Grounded, remark: Remark) -> bool:
    return (
        told.article_id == remark.article_id
        and told.where is remark.where
        and told.start <= remark.start
        and remark.end <= told.end
    )


def _telling(brief: Brief, sentences: tuple[Grounded, ...]) -> Line:
    spans: list[Span] = [Strong("Unconfirmed. ")] if brief.unconfirmed else []
    by_article = {source.article_id: source for source in brief.sources}
    runs = [(key, list(run)) for key, run in groupby(sentences, key=lambda told: told.article_id)]
    for index, (article_id, run) in enumerate(runs):
        lead = " " if index else ""
        spans.append(Plain(lead + " ".join(sentence(told.shown or told.text) for told in run)))
        source = by_article.get(article_id)
        if len(runs) > 1 and source is not None:
            spans += [Plain(" ("), link(shortened(source.publisher, 60), source.url), Plain(")")]
    return tuple(spans)


def _sources(sources: tuple[BriefSource, ...]) -> Line:
    spans: list[Span] = [Plain("Source: " if len(sources) == 1 else "Sources: ")]
    for index, source in enumerate(sources[:SOURCES_SHOWN]):
        spans += [Plain(", ")] if index else []
        spans.append(link(shortened(source.publisher, 60), source.url))
        spans += [Plain(" (primary)")] if source.kind is SourceKind.OFFICIAL else []
    if len(sources) > SOURCES_SHOWN:
        spans.append(Plain(f" and {len(sources) - SOURCES_SHOWN} more"))
    return tuple(spans)


def _primary(story: Story) -> Line:
    for report in story.reports:
        article = report.article
        if article.source_kind is SourceKind.OFFICIAL:
            return (
                Strong("Primary document: "),
                link(shortened(article.title, 200), article.url),
                Plain(f" · {shortened(article.publisher, 60)}"),
            )
    return (Plain("No primary document found yet."),)


def _report(report: Report, *, zone: tzinfo) -> Line:
    article = report.article
    primary = ", primary" if article.source_kind is SourceKind.OFFICIAL else ""
    return (
        Plain(f"{moment_words(article.published_at, zone=zone)} · "),
        link(shortened(visible(article.title) or article.url, 160), article.url),
        Plain(f" · {shortened(article.publisher, 60)}{primary}"),
    )
