"""What searching reads of an article: a few columns to rank it by, all of them to judge and to show it."""

from typing import Any

from sqlalchemy import Row, func, select

from bot.storage.articles import ARTICLE_COLUMNS
from bot.storage.readings import READING_COLUMNS
from bot.storage.schema import articles, readings, story_articles

LEAD = 400
"""Characters that a body's lead has."""

AnyRow = Row[*tuple[Any, ...]]

_lead = func.substr(articles.c.body, 1, LEAD).label("lead")

LIGHT = select(articles.c.seq, articles.c.title, _lead, articles.c.published_at, story_articles.c.story_id).join(
    story_articles, story_articles.c.article_id == articles.c.id
)
WHOLE = select(articles.c.seq, *ARTICLE_COLUMNS, *READING_COLUMNS).outerjoin(
    readings, readings.c.article_id == articles.c.id
)
OWNERS = select(articles.c.seq, story_articles.c.story_id).join(
    story_articles, story_articles.c.article_id == articles.c.id
)
TEXTS = select(articles.c.seq, articles.c.title, articles.c.body, story_articles.c.story_id).join(
    story_articles, story_articles.c.article_id == articles.c.id
)
