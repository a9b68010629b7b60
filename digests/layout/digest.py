"""A digest to a message that reads at a glance: date, the lead remark, the stories, the coverage receipt."""

from datetime import datetime, tzinfo

from digests.briefs import Brief
from digests.digest import Digest, Receipt
from digests.layout.remarks import Citation, citation_in, may_be_shown, remark_quote
from digests.layout.story import headline_of, story_blocks, story_button
from digests.layout.words import counted, day_words, shortened, stretch_words
from digests.message import Actions, Block, Button, Divider, Heading, Message, Note, Paragraph, Plain, visible

STORY_BUTTONS = 9
BRIEFS_THAT_MAY_LEAD = 3


def digest_message(digest: Digest, *, title: str, zone: tzinfo, buttons: tuple[Button, ...] = ()) -> Message:
    """The digest as a message; dates and times in the channel's zone.

    `buttons` stand behind the stories' own: "more", "watch" and the like, each with its command line.
    """
    heading = f"{visible(title)}: {day_words(digest.until.astimezone(zone).date())}"
    lead = _lead_remark(digest.briefs)
    blocks: list[Block] = [Heading(heading)]
    if digest.late:
        blocks.append(Note((Plain("Late: this digest could not be posted at its hour."),)))
    if lead is not None:
        blocks.append(remark_quote(lead[1], zone=zone))
    blocks += _stories(digest.briefs, lead[0] if lead else None, zone=zone)
    if not digest.briefs:
        blocks.append(Paragraph((Plain(_nothing(digest, zone=zone)),)))
    blocks += [
        Divider(),
        Note((Plain(f"{stretch_words(digest.since, digest.until, zone=zone)} {receipt_words(digest.receipt)}"),)),
    ]
    actions = (*_story_buttons(digest.briefs), *buttons)
    if actions:
        blocks.append(Actions(actions))
    return Message(tuple(blocks), _summary(heading, digest.briefs))


def receipt_words(receipt: Receipt) -> str:
    """The receipt as a sentence: `62 feeds, 3 silent; 418 articles in 37 stories; 9 articles shown.`"""
    feeds = counted(receipt.feeds, "feed")
    if receipt.silent_feeds:
        feeds += f", {receipt.silent_feeds:,} silent"
    found = f"{counted(receipt.articles, 'article')} in {counted(receipt.stories, 'story', 'stories')}"
    words = f"{feeds}; {found}; {counted(receipt.shown, 'article')} shown"
    dropped = ", ".join(f"{number:,} {visible(reason)}" for reason, number in receipt.dropped if number)
    return f"{words}; dropped: {dropped}." if dropped else f"{words}."


def _lead_remark(briefs: tuple[Brief, ...]) -> tuple[Brief, Citation] | None:
    """The remark of the first story that has one: what leads the day is led by who said what."""
    cited = ((brief, _citation(brief)) for brief in briefs[:BRIEFS_THAT_MAY_LEAD])
    return next(((brief, citation) for brief, citation in cited if citation is not None), None)


def _citation(brief: Brief) -> Citation | None:
    if brief.remark is None or not may_be_shown(brief.remark):
        return None
    return citation_in(brief, brief.remark)


def _stories(briefs: tuple[Brief, ...], quoted_above: Brief | None, *, zone: tzinfo) -> list[Block]:
    blocks: list[Block] = []
    for number, brief in enumerate(briefs, start=1):
        blocks += story_blocks(brief, zone=zone, number=number, quote=brief is not quoted_above)
    return blocks


def _story_buttons(briefs: tuple[Brief, ...]) -> tuple[Button, ...]:
    return tuple(story_button(number, brief.story_id) for number, brief in enumerate(briefs[:STORY_BUTTONS], start=1))


def _nothing(digest: Digest, *, zone: tzinfo) -> str:
    since = _long_moment(digest.since, zone=zone)
    if not digest.receipt.feeds and not digest.receipt.articles:
        return f"No feed was read since {since}, so nobody knows what happened."
    return f"Nothing material changed since {since}."


def _long_moment(moment: datetime, *, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"


def _summary(heading: str, briefs: tuple[Brief, ...]) -> str:
    if not briefs:
        return shortened(f"{heading}. Nothing material changed.", 300)
    leads = "; ".join(shortened(headline_of(brief), 90) for brief in briefs[:3])
    return shortened(f"{heading}. {counted(len(briefs), 'story', 'stories')}: {leads}", 400)
