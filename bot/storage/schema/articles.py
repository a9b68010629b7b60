"""What was read: articles, what the desk saw in them, and their stories."""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text, text

from bot.storage.columns import UtcTime, Words
from bot.storage.schema.base import SEQUENCE, metadata, words

articles = Table(
    "articles",
    metadata,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),  # in the order of seen_at: a date window is a range
    Column("id", String(64), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    words("publisher"),
    Column("published_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    words("feed_url"),
    words("family"),
    Column("source_kind", String(20), nullable=False),
    words("language"),
    words("jurisdiction"),
    words("author"),
    words("near_key"),
    Column("date_is_guess", Boolean, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("end", String(20), nullable=False),
    words("end_reason"),
    Column("revised_at", UtcTime),
    Index("ix_articles_seen_at", "seen_at"),
    Index("ix_articles_published_at", "published_at"),
    Index(
        "ix_articles_near_key", "near_key", sqlite_where=text("near_key <> ''"), postgresql_where=text("near_key <> ''")
    ),
    Index("ix_articles_url", "url", postgresql_using="hash"),
)

readings = Table(
    "readings",
    metadata,
    Column("article_id", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("relevant", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("topics", Text, nullable=False),  # JSON: [[id, [words], score], ...]
    Column("why", Words, nullable=False),
)

remarks = Table(
    "remarks",
    metadata,
    Column("article_id", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    words("verb"),
    Column("where", String(10), nullable=False),
    Column("mention_start", Integer),
    Column("mention_end", Integer),
    Column("speaker", Text),
    Column("speaker_id", String(200)),
    words("role"),
    Column("anonymous", Boolean, nullable=False),
    Column("hedges", Words, nullable=False),
    Column("chain", Words, nullable=False),
    Column("said_on", Date),
    words("venue"),
    Column("verdict", String(30), nullable=False),
    Index("ix_remarks_speaker_id", "speaker_id"),
    Index("ix_remarks_speaker", "speaker", postgresql_using="hash"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("saga", String(64)),
    Column("merged_into", String(64)),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_stories_saga", "saga"),
    Index("ix_stories_merged_into", "merged_into"),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", String(64), ForeignKey("stories.id"), nullable=False),
    words("features"),  # JSON, whatever the story index wants back
    Index("ix_story_articles_story_id", "story_id"),
)
