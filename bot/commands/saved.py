"""`saved`: the reader's own list."""

from datetime import tzinfo

from bot.commands.asking import AFTER, page_of
from bot.commands.command import Command, Request
from bot.commands.keeping import asker_of, headed
from bot.commands.parts import in_parts
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.storage.kept import KeptAs, kept_by
from bot.storage.stories import stories_by_id
from digests.layout import counted, moment_words, shortened
from digests.message import Bullets, Heading, Line, Message, Note, Plain, link
from digests.stories import Story


async def run(request: Request, services: Services) -> Message:
    """The stories that the asker saved, the latest saved first."""
    page, zone = page_of(request), await zone_for(services, request.target)
    kept = await kept_by(services.store, asker_of(request), KeptAs.SAVED)
    stories = {story.id: story for story in await stories_by_id(services.store, [one.story_id for one in kept])}
    lines = tuple(_line(stories[one.story_id], zone=zone) for one in kept if one.story_id in stories)
    title = counted(len(lines), "saved story", "saved stories") if lines else "You have saved no story yet"
    note = Note((Plain("Read one again: /brief story and its id. Take one off: /brief save ID off"),))
    return in_parts(Message((Heading(title), *((Bullets(lines),) if lines else ()), note), title), page, "saved")


def _line(story: Story, *, zone: tzinfo) -> Line:
    title, article = headed(story)
    return (
        link(shortened(title, 160), article.url),
        Plain(f" · {shortened(article.publisher, 60)}, {moment_words(article.published_at, zone=zone)} · {story.id}"),
    )


SAVED = Command(name="saved", summary="The stories that you saved", run=run, example="saved", options=(AFTER,))
