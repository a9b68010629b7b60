"""The program's own desk, loaded once, and articles to read with it."""

from dataclasses import replace
from functools import cache

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.desk import Desk, Term, Topic, TopicKind
from digests.entries import SourceKind
from tests.builders import an_article


@cache
def own_desk() -> Desk:
    """The desk that ships with the program."""
    return load_desk()


def text_of(title: str, body: str = "", *, official: bool = False, url: str = "https://wire.example/1") -> Article:
    """An article with that title and body."""
    kind = SourceKind.OFFICIAL if official else SourceKind.PRESS
    return replace(an_article(), title=title, body=body, source_kind=kind, url=url)


def a_topic(
    *terms: Term | str,
    id: str = "t",
    kind: TopicKind = TopicKind.TOPIC,
    policy: bool = False,
    technology: bool = False,
    against: bool = False,
) -> Topic:
    """A topic of these terms."""
    made = tuple(Term(text=term) if isinstance(term, str) else term for term in terms)
    return Topic(id=id, name=id, kind=kind, terms=made, policy=policy, technology=technology, against=against)
