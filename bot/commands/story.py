"""`story ID`: the whole story: what happened, the primary document, every remark, the reports in order."""

from dataclasses import replace

from bot.commands.asking import AFTER, SHARE_HERE, STORY, Page, line_of, page_of
from bot.commands.command import Command, Request
from bot.commands.parts import in_parts
from bot.commands.places import story_named, zone_for
from bot.commands.services import Services
from digests.briefs import write_brief
from digests.families import family_for
from digests.layout import story_message
from digests.message import Button, Message
from digests.ranking import rank
from digests.stories import Story


async def run(request: Request, services: Services) -> Message:
    """A story, a page of it."""
    page: Page = page_of(request)
    story = await story_named(request, services)
    people, families = services.desk.people, family_for([story], services.desk.sources)
    ranked = rank([story], now=request.now, people=people, families=families)
    reasons = ranked[0].reasons if ranked else ("no report of it may lead",)
    brief = replace(write_brief(story, people=people, families=families), reasons=tuple(reasons))
    zone = await zone_for(services, request.target)
    message = story_message(story, brief, zone=zone, buttons=_buttons(story))
    return in_parts(message, page, "story", story.id)


def _buttons(story: Story) -> tuple[Button, ...]:
    return (
        Button("Save", line_of("save", story.id)),
        Button("Mute here", line_of("mute", story.id)),
        Button("Not policy", line_of("feedback", f"{story.id} not-policy")),
    )


STORY_COMMAND = Command(
    name="story",
    summary="The whole story: reports, remarks, the primary document",
    run=run,
    example="story 1",
    options=(STORY, SHARE_HERE, AFTER),
)
