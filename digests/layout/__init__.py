"""Briefs, remarks and problems to messages: how each thing that we say is set, before any platform is known."""

from digests.layout.answers import alert_message, problem_message, stories_message
from digests.layout.digest import digest_message, receipt_words
from digests.layout.remarks import Citation, remark_quote, remarks_message
from digests.layout.story import story_blocks, story_button, story_message
from digests.layout.words import counted, day_words, moment_words, shortened

__all__ = [
    "Citation",
    "alert_message",
    "counted",
    "day_words",
    "digest_message",
    "moment_words",
    "problem_message",
    "receipt_words",
    "remark_quote",
    "remarks_message",
    "shortened",
    "stories_message",
    "story_blocks",
    "story_button",
    "story_message",
]
