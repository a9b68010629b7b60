"""Alerts, lists of stories and problems as messages."""

from collections.abc import Sequence
from datetime import tzinfo

from digests.briefs import Brief
from digests.layout.story import headline_of, story_blocks
from digests.layout.words import counted, sentence, shortened
from digests.message import Actions, Block, Button, Heading, Line, Message, Note, Paragraph, Plain, Strong, visible


def stories_message(
    briefs: Sequence[Brief], *, title: str, zone: tzinfo, note: str = "", buttons: tuple[Button, ...] = ()
) -> Message:
    """Stories in the order given, numbered; says so when there is none."""
    blocks: list[Block] = [Heading(shortened(title, 140))]
    for number, brief in enumerate(briefs, start=1):
        blocks += story_blocks(brief, zone=zone, number=number)
    if not briefs:
        blocks.append(Paragraph((Plain("No story found."),)))
    if note:
        blocks.append(Note((Plain(sentence(note)),)))
    return _message(blocks, buttons, summary=f"{title}: {counted(len(briefs), 'story', 'stories')}")


def alert_message(
    brief: Brief,
    *,
    query: str,
    zone: tzinfo,
    why: Sequence[str] = (),
    again: str = "",
    buttons: tuple[Button, ...] = (),
) -> Message:
    """A match of a watch: the story, the query, the words that matched; `again` says why a known story pings again."""
    blocks: list[Block] = []
    if again:
        blocks.append(Paragraph((Strong("Again, because "), Plain(sentence(again)))))
    blocks += story_blocks(brief, zone=zone)
    blocks.append(Note(_because(query, why)))
    return _message(blocks, buttons, summary=f"Alert for {query}: {headline_of(brief)}")


def problem_message(problem: str, *, mend: str = "", example: str = "", buttons: tuple[Button, ...] = ()) -> Message:
    """What is wrong, how to mend it, and a line that works."""
    blocks: list[Block] = [Paragraph((Plain(sentence(problem)),))]
    if mend:
        blocks.append(Paragraph((Plain(sentence(mend)),)))
    if example:
        blocks.append(Note((Plain("For example: "), Strong(visible(example)))))
    return _message(blocks, buttons, summary=problem)


def _because(query: str, why: Sequence[str]) -> Line:
    reasons = f" matched: {shortened('; '.join(why), 200)}" if why else ""
    return (Plain("Alert for "), Strong(shortened(query, 200)), Plain(reasons and "," + reasons), Plain("."))


def _message(blocks: list[Block], buttons: tuple[Button, ...], *, summary: str) -> Message:
    tail: tuple[Block, ...] = (Actions(buttons),) if buttons else ()
    return Message((*blocks, *tail), shortened(summary, 300))
