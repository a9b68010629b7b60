"""A query made ready for a database: what the index is asked for, and the dates that bound it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.storage.search.plan import Plan, all_plans, is_exact, plan_of, window_plan
from digests.desk import Desk
from digests.query import And, Field, FieldName, Not, Or, Query, When, all_of, any_of
from digests.query.matching import bounds

OLDEST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: published in (since, until].

    `earliest` is the first moment that the query itself allows too; `exact` says that whatever the plan finds matches.
    """

    query: Query
    plan: Plan
    since: datetime
    until: datetime
    earliest: datetime
    exact: bool
    desk: Desk
    now: datetime

    @property
    def with_speakers(self) -> bool:
        """Whether judging an article takes its remarks."""
        return _asks_for_speakers(self.query)

    def is_in_window(self, published_at: datetime) -> bool:
        """Whether an article was published in time, the query's own dates left aside."""
        return self.since < published_at <= self.until


def with_fields(
    query: Query, *, topics: Sequence[str] = (), speakers: Sequence[str] = (), publishers: Sequence[str] = ()
) -> Query:
    """The query, and one of the topics, one of the speakers and one of the publishers where any are given."""
    asked = ((FieldName.TOPIC, topics), (FieldName.SPEAKER, speakers), (FieldName.PUBLISHER, publishers))
    fields = (any_of(*(Field(name, value) for value in values)) for name, values in asked if values)
    return all_of(query, *fields)


def ask(
    query: Query, *, now: datetime, since: datetime | None = None, until: datetime | None = None, desk: Desk | None
) -> Asked:
    """A query made ready; a window that ended before now becomes part of what the index is asked for."""
    known = desk or Desk()
    begin, end = _window(query, now=now)
    earliest, plan = max(begin, since or OLDEST), plan_of(query, desk=known)
    ends = [moment for moment in (end, until) if moment is not None and moment < now]
    if ends:
        plan = all_plans([plan, window_plan(earliest, min(ends))])
    return Asked(
        query=query,
        plan=plan,
        since=since or OLDEST,
        until=until or datetime.max.replace(tzinfo=UTC),
        earliest=earliest,
        exact=is_exact(query),
        desk=known,
        now=now,
    )


def _window(query: Query, *, now: datetime) -> tuple[datetime, datetime | None]:
    """The dates that a query asks for at its top."""
    parts = query.parts if isinstance(query, And) else (query,)
    limits = [bounds(part, now=now) for part in parts if isinstance(part, When)]
    begin = max((first for first, _ in limits if first), default=OLDEST)
    return begin, min((last for _, last in limits if last), default=None)


def _asks_for_speakers(query: Query) -> bool:
    match query:
        case And() | Or():
            return any(map(_asks_for_speakers, query.parts))
        case Not():
            return _asks_for_speakers(query.part)
        case _:
            return isinstance(query, Field) and query.name is FieldName.SPEAKER
