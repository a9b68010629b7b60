"""Later reports of a story to quiet replies under its alert, where the platform has threads; elsewhere to nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from bot.ports import Platform, Threaded
from bot.storage.outbox import NewPage, PageKind, queue_pages
from bot.storage.store import Transaction
from bot.storage.watches import Cadence
from bot.watch.judging import OLDEST
from bot.watch.meeting import Joined
from bot.watch.times import quiet_until
from digests.layout import shortened
from digests.message import Bullets, Line, Message, Paragraph, Plain, Strong, link
from digests.stories import Report

SHOWN = 5


async def reply(
    connection: Transaction, joined: Iterable[Joined], *, now: datetime, platforms: Mapping[str, Platform]
) -> int:
    """Queue a reply for each story that grew, under the alert that told it; how many.

    Only watches that are told at once have them, and none in their quiet hours: nobody waits for a reply.
    """
    pages = [_page(one, now=now) for one in joined if _is_wanted(one, now=now, platforms=platforms)]
    await queue_pages(connection, pages, now=now)
    return len(pages)


def _is_wanted(one: Joined, *, now: datetime, platforms: Mapping[str, Platform]) -> bool:
    threaded = isinstance(platforms.get(one.watch.target.platform), Threaded)
    return threaded and one.rules.cadence is Cadence.NOW and quiet_until(one.rules, now) is None


def _page(one: Joined, *, now: datetime) -> NewPage:
    parts = (*one.watch.key, one.page_key, *(report.article.id for report in one.reports))
    return NewPage(
        target=one.watch.target,
        page=also_reported(one.reports),
        kind=PageKind.ALERT,
        source=sha256("\n".join(parts).encode()).hexdigest()[:32],
        expires_at=now + OLDEST,
        reply_to=one.page_key,
    )


def also_reported(reports: tuple[Report, ...]) -> Message:
    """Reports that add nothing that has to be told, a line each; what does not fit is counted."""
    lines = [_line(report) for report in reports[:SHOWN]]
    if len(reports) > SHOWN:
        lines.append((Plain(f"and {len(reports) - SHOWN} more"),))
    head = Strong("Also reported: ")
    if len(lines) == 1:
        return Message((Paragraph((head, *lines[0])),), "Also reported")
    return Message((Paragraph((head,)), Bullets(tuple(lines))), "Also reported")


def _line(report: Report) -> Line:
    article = report.article
    return link(shortened(article.title, 160), article.url), Plain(f" · {shortened(article.publisher, 60)}")
