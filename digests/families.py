"""Stories to publisher families: who owns a publisher, whose words a report reprints, how many families confirm."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from digests.addresses import is_opaque
from digests.articles import Article
from digests.desk import Source
from digests.entries import SourceKind
from digests.stories import Report, Story
from digests.text import words

PRIMARY = frozenset({SourceKind.OFFICIAL, SourceKind.COMPANY})
"""Whose words a press report can only repeat."""
SHINGLE = 6
"""How many words in a row are compared when one text may reprint another."""
TEXT = 4_000
"""How many characters of a body are compared."""
LEAST_SHINGLES = 8
HOLDERS = 8
"""With how many earlier texts that have a run of words a text is compared; reprints of one text are all alike."""
REPRINTED = 0.5
"""The share of the shorter text's word runs that the longer one must have for a reprint."""
LEAST_TITLE = 6
"""How many words two titles must have to show by being the same that one text was reprinted."""

_NAME = re.compile(r"\w+")
_NAMED = r"(?P<name>[A-Z][\w&.' -]{1,39}?)"
_DATELINE = re.compile(rf"^\W{{0,3}}[^()\n]{{0,80}}\({_NAMED}\)\s*(?:[-–—:]|--)\s")
_STAFF = r"(?:\s+(?:staff|wire|newsroom)\b[^\n]{0,30})?"
_BYLINE = re.compile(rf"^\W{{0,3}}(?:By|From)\s+(?:the\s+)?{_NAMED}{_STAFF}\s*(?:\n|$)")
_AUTHOR = re.compile(rf"^(?:By\s+)?(?:the\s+)?{_NAMED}{_STAFF}$")
_RIGHTS = r"(?:Source|Credit|Copyright|©|\(c\))"
_FOOT = re.compile(rf"(?:^|\n)\W{{0,3}}{_RIGHTS}[:\s]+(?:\d{{4}}\s+)?(?:the\s+)?{_NAMED}\W{{0,3}}$")


def family_of(publisher: str, url: str, sources: Sequence[Source]) -> str:
    """Who owns a publisher: by its name, else by the host of its address, else itself.

    The name goes first: an aggregator's address says nothing of the publisher that it names.
    """
    return _owner(publisher, url, _owners(tuple(sources)))


def _owner(publisher: str, url: str, owners: "_Owners") -> str:
    host = _host(url)
    known = owners.by_name(publisher) or owners.by_host(host)
    return known or publisher.strip() or host.removeprefix("www.")


def _own(article: Article, owners: "_Owners") -> str:
    """Who owns an article's publisher: as its feed tells, else as the desk knows it.

    Where an aggregator names the publisher, its feed can only repeat that name.
    """
    if article.family and article.family != article.publisher:
        return owners.by_name(article.family) or article.family
    return _owner(article.publisher, article.url, owners)


def _host(url: str) -> str:
    """The host of an address; "" where there is none, or only an aggregator's."""
    try:
        return "" if is_opaque(url) else (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def credit_of(article: Article, sources: Sequence[Source]) -> str:
    """The family that an article's own text credits with it: in its dateline, byline, author or foot; "" for none.

    In a dateline anybody may be credited; elsewhere only a publisher that the desk knows.
    """
    return _credit(article, _owners(tuple(sources)))


def _credit(article: Article, owners: "_Owners") -> str:
    if found := _DATELINE.match(article.body[:200]):
        return owners.by_name(found["name"]) or found["name"]
    places = ((_BYLINE, article.body[:120]), (_AUTHOR, article.author), (_FOOT, article.body[-120:]))
    for pattern, text in places:
        if (found := pattern.search(text)) and (family := owners.by_name(found["name"])):
            return family
    return ""


def families_of(story: Story, sources: Sequence[Source] = ()) -> tuple[str, ...]:
    """The families that report a story in words of their own, in the order in which they came.

    Reports of one family count once, and so do reprints of one text, whoever prints it; they go under the authority
    or firm that published it, else under the family that the text credits.
    """
    return tuple(dict.fromkeys(family for family, _ in _by_family(story, sources)))


def corroboration(story: Story, sources: Sequence[Source] = ()) -> int:
    """How many families report a story in words of their own: ten reprints of one wire count 1."""
    return len(families_of(story, sources))


def first_reports(story: Story, sources: Sequence[Source] = ()) -> tuple[tuple[str, Report], ...]:
    """Each family of a story with its first report."""
    first: dict[str, Report] = {}
    for family, report in _by_family(story, sources):
        first.setdefault(family, report)
    return tuple(first.items())


Families = Callable[[Article], str]


def family_for(stories: Iterable[Story], sources: Sequence[Source] = ()) -> Families:
    """What tells the family that an article of these stories counts for: a reprint goes under whom it reprints."""
    told = {report.article.id: family for story in stories for family, report in _by_family(story, sources)}

    known = _owners(tuple(sources))

    def family(article: Article) -> str:
        return told.get(article.id) or _own(article, known)

    return family


def _by_family(story: Story, sources: Sequence[Source]) -> Iterator[tuple[str, Report]]:
    """Each report with the family that it counts for."""
    articles = [report.article for report in story.reports]
    known = _owners(tuple(sources))
    credits = [_credit(article, known) for article in articles]
    owners = [_own(article, known) for article in articles]
    groups = _Groups(len(articles))
    for keys in (credits, [credit or owner for credit, owner in zip(credits, owners, strict=True)]):
        for one, other in _same(keys):
            groups.join(one, other)
    for one, other in _reprints(articles):
        groups.join(one, other)
    primary = [own if one.source_kind in PRIMARY else "" for one, own in zip(articles, owners, strict=True)]
    named = _names(groups, (primary, credits, owners))
    return ((named[groups.root(at)], report) for at, report in enumerate(story.reports))


def _names(groups: "_Groups", keys: Sequence[Sequence[str]]) -> dict[int, str]:
    """What each group of reports goes by: the first name that the first of the keys to have any gives one of them."""
    named: dict[int, str] = {}
    for names in keys:
        for at, name in enumerate(names):
            if name:
                named.setdefault(groups.root(at), name)
    return {groups.root(at): named.get(groups.root(at), "") for at in range(len(keys[0]))}


def _same(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key:
            yield first.setdefault(key, at), at


# --- reprints ------------------------------------------------------------------------------------------------------


def is_reprint(one: Article, other: Article) -> bool:
    """Whether one of two articles prints the other's text, or both print a third one's."""
    return bool(list(_reprints([one, other])))


def _reprints(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    """The pairs of articles that print one text: half the shorter text's runs of words are the other's too.

    Where one of the two has hardly any text, the same long title shows it.
    """
    if len(articles) < 2:
        return
    runs = [_runs(article.body) for article in articles]
    for one, other in _same([_title_key(article) for article in articles]):
        if min(len(runs[one]), len(runs[other])) < LEAST_SHINGLES:
            yield one, other
    for (one, other), count in _shared(runs).items():
        shorter = min(len(runs[one]), len(runs[other]))
        if shorter >= LEAST_SHINGLES and count >= REPRINTED * shorter:
            yield one, other


def _shared(runs: Sequence[frozenset[int]]) -> Counter[tuple[int, int]]:
    """How many runs of words each two texts share."""
    holders: dict[int, list[int]] = {}
    shared = Counter[tuple[int, int]]()
    for at, own in enumerate(runs):
        for run in own:
            others = holders.setdefault(run, [])
            shared.update((other, at) for other in others)
            if len(others) < HOLDERS:
                others.append(at)
    return shared


def _title_key(article: Article) -> str:
    said = [word.text for word in words(article.title)]
    return " ".join(said) if len(said) >= LEAST_TITLE else ""


def _runs(body: str) -> frozenset[int]:
    said = [word.text for word in words(body[:TEXT])]
    return frozenset(hash(tuple(said[at : at + SHINGLE])) for at in range(len(said) - SHINGLE + 1))


class _Groups:
    """Numbers that belong together; the smallest stands for its group."""

    __slots__ = ("_parents",)

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, at: int) -> int:
        while self._parents[at] != at:
            at = self._parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low


# --- owners --------------------------------------------------------------------------------------------------------


class _Owners:
    """Families by the names and the hosts of their publishers."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._names: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        for source in sources:
            for name in (source.publisher, *source.aliases, source.family):
                self._names.setdefault(_key(name), source.family)
            for host in source.hosts:
                self._hosts.setdefault(host.lower().removeprefix("www."), source.family)

    def by_name(self, name: str) -> str:
        """The family of a publisher, by any of its names; "" for none."""
        return self._names.get(_key(name), "") if name else ""

    def by_host(self, host: str) -> str:
        """The family whose host this one ends in, the longest such; "" for none."""
        labels = host.split(".")
        tails = (".".join(labels[at:]) for at in range(len(labels)))
        return next((self._hosts[tail] for tail in tails if tail in self._hosts), "")


@lru_cache(maxsize=8)
def _owners(sources: tuple[Source, ...]) -> _Owners:
    return _Owners(sources)


def _key(name: str) -> str:
    """A publisher's name without article, case and marks."""
    said = _NAME.findall(name.casefold())
    return " ".join(said[1:] if said[:1] == ["the"] and len(said) > 1 else said)
