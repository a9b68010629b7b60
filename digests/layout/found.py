"""Stories that were looked up, to a message of one page: headline, the sentence that matches, remark, sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from digests.briefs import Brief
from digests.layout.parts import LARGEST
from digests.layout.story import brief_blocks, headline_of, story_button
from digests.layout.words import counted, moment_words, sentence, shortened
from digests.message import (
    Actions,
    Block,
    Button,
    Heading,
    Line,
    Message,
    Note,
    Paragraph,
    Plain,
    Span,
    Strong,
    block_text,
)
from digests.remarks import Remark

LONGEST_SENTENCE = 320
LONGEST_REMARK = 320
"""Characters of words that a list of stories quotes; longer ones stand in the story itself, because none is cut."""
FEW_SOURCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A story that was found: its brief, and the ranges of `words` that matched when those are its article's own.

    `words` is one sentence of the article named by `article_id`, "" when only its title matched.
    """

    brief: Brief
    words: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    article_id: str = ""


def found_message(
    findings: Sequence[Finding],
    *,
    title: str,
    zone: tzinfo,
    notes: Sequence[str] = (),
    buttons: tuple[Button, ...] = (),
) -> Message:
    """The findings in the order given, numbered, each with its button; the notes stand above them, each a line.

    Their remarks are left to the stories themselves where all together would not fit one page.
    """
    head: list[Block] = [Heading(shortened(title, 140))]
    head += [Note((Plain(sentence(shortened(note, 300))),)) for note in notes]
    blocks = [*head, *_all(findings, zone=zone)]
    if sum(len(block_text(block)) for block in blocks) > LARGEST:
        blocks = [*head, *_all(findings, zone=zone, quote=False)]
    if not findings:
        blocks.append(Paragraph((Plain("No story found."),)))
    shown = (*(story_button(number, one.brief.story_id) for number, one in enumerate(findings, start=1)), *buttons)
    if shown:
        blocks.append(Actions(shown))
    return Message(tuple(blocks), shortened(f"{title}: {counted(len(findings), 'story', 'stories')}", 300))


def _all(findings: Sequence[Finding], *, zone: tzinfo, quote: bool = True) -> list[Block]:
    numbered = enumerate(findings, start=1)
    return [block for number, one in numbered for block in _finding(one, number, zone=zone, quote=quote)]


def _finding(finding: Finding, number: int, *, zone: tzinfo, quote: bool) -> list[Block]:
    brief = _short(finding.brief)
    when = max((source.published_at for source in brief.sources), default=None)
    blocks: list[Block] = [Heading(f"{number}. {shortened(headline_of(brief), 160)}", level=2)]
    line = _highlighted(finding) if finding.words else ()
    if line:
        blocks.append(Paragraph(line))
        brief = replace(brief, sentences=(), remark=None if _tells(finding.words, brief.remark) else brief.remark)
    blocks += brief_blocks(brief, zone=zone, quote=quote)
    if when is not None:
        last = blocks[-1]
        if isinstance(last, Note):
            blocks[-1] = Note((*last.spans, Plain(f" · {moment_words(when, zone=zone)}")))
    return blocks


def _short(brief: Brief) -> Brief:
    """The brief with one sentence, a remark only when it is short, and few sources."""
    remark = brief.remark if brief.remark is not None and len(brief.remark.words) <= LONGEST_REMARK else None
    held = {remark.article_id} if remark else set()
    sources = [one for one in brief.sources if one.article_id in held]
    sources += [one for one in brief.sources if one.article_id not in held][: FEW_SOURCES - len(sources)]
    kept = tuple(one for one in brief.sources if one in sources)
    return replace(brief, remark=remark, sources=kept, sentences=brief.sentences[:1], update="")


def _tells(words: str, remark: Remark | None) -> bool:
    """Whether a sentence says a remark already, so that it needs no quote below it."""
    return remark is not None and _bare(remark.words) in _bare(words)


def _bare(words: str) -> str:
    return " ".join(words.casefold().removeprefix("that ").split()).strip(' .,“”"')


def _highlighted(finding: Finding) -> Line:
    """The sentence with the words that matched standing out; nothing when it is too long, because none is cut."""
    if len(finding.words) > LONGEST_SENTENCE:
        return ()
    spans: list[Span] = []
    at = 0
    for start, end in finding.ranges:
        spans += [Plain(finding.words[at:start])] if start > at else []
        spans.append(Strong(finding.words[start:end]))
        at = end
    return (*spans, Plain(finding.words[at:])) if at < len(finding.words) else tuple(spans)
