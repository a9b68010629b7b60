"""Stories that a watch is about to tell, as one message: a story alone, or a few in a list with the rest counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.storage.watches import Watch
from bot.watch.news import News
from digests.briefs import SENTENCES, Brief, write_brief
from digests.desk import Desk
from digests.families import family_for
from digests.layout import alert_message, counted, shortened, story_blocks, story_button
from digests.message import Actions, Block, Button, Heading, Message, Note, Plain
from digests.ranking import rank
from digests.stories import Story

LISTED = 5
"""How many stories one message tells; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellable:
    """A story to tell: why the query matched, by which reports, and, when it was told before, what is new.

    It is told from `fresh`, the reports that raised the alert: the rest of a story may be about other things.
    """

    story: Story
    why: tuple[str, ...] = ()
    news: News | None = None
    fresh: frozenset[str] = frozenset()


class Writer:
    """Writes briefs, each once: many watches tell the same story."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk."""
        self.desk = desk
        self._written: dict[tuple[object, ...], Brief] = {}

    def brief(self, one: Tellable, *, limit: int, update: str = "") -> Brief:
        """The brief of a story to tell."""
        facts = one.news.facts if one.news else None
        key = (one.story.id, one.fresh, facts, limit, update)
        if key not in self._written:
            self._written[key] = write_brief(
                one.story,
                people=self.desk.people,
                families=family_for([one.story], self.desk.sources),
                limit=limit,
                fresh=one.fresh,
                news=facts,
                update=update,
            )
        return self._written[key]


def told_as(ordered: Sequence[Tellable], *, watch: Watch, zone: ZoneInfo, writer: Writer) -> Message:
    """The message that tells these stories for a watch, in this order; all of them are counted."""
    if len(ordered) == 1:
        return _alone(ordered[0], watch=watch, zone=zone, writer=writer)
    title = f"{counted(len(ordered), 'story', 'stories')} for {shortened(watch.query, 100)}"
    blocks: list[Block] = [Heading(title)]
    for number, one in enumerate(ordered[:LISTED], start=1):
        blocks += _listed(one, number, zone=zone, writer=writer)
    left = len(ordered) - LISTED
    if left > 0:
        blocks.append(Note((Plain(f"And {left:,} more: /brief topic {shortened(watch.query, 200)}"),)))
    buttons = tuple(story_button(number, one.story.id) for number, one in enumerate(ordered[:LISTED], start=1))
    return Message((*blocks, Actions(buttons)), title)


def _alone(one: Tellable, *, watch: Watch, zone: ZoneInfo, writer: Writer) -> Message:
    return alert_message(
        writer.brief(one, limit=SENTENCES),
        query=watch.query,
        zone=zone,
        why=one.why,
        again=one.news.words if one.news else "",
        buttons=(Button("Whole story", f"/brief story {one.story.id}"),),
    )


def _listed(one: Tellable, number: int, *, zone: ZoneInfo, writer: Writer) -> Sequence[Block]:
    """A story among others; an update says what is new."""
    brief = writer.brief(one, limit=1, update=one.news.words if one.news else "")
    blocks = [*story_blocks(brief, zone=zone, number=number)]
    if one.why:
        blocks.append(Note((Plain(f"Matched: {shortened('; '.join(one.why), 200)}."),)))
    return blocks


def strongest_first(tellables: Sequence[Tellable], *, desk: Desk, now: datetime) -> Sequence[Tellable]:
    """Those that a digest would lead with first; then the others, latest first."""
    stories = [one.story for one in tellables]
    ranked = rank(stories, now=now, people=desk.people, families=family_for(stories, desk.sources))
    place: Mapping[str, int] = {one.story.id: number for number, one in enumerate(ranked)}
    last = len(place)
    return sorted(
        tellables, key=lambda one: (place.get(one.story.id, last), -one.story.last_at.timestamp(), one.story.id)
    )
