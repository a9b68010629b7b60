"""An article and an open story to what parts them: facts that two reports of one event cannot both have.

A young story is refused where any one of its reports refuses: a list of three awards agrees with the reports of each,
which do not agree with each other. An older one is refused by what a good part of its reports say.
"""

from collections.abc import Collection, Container, Iterable, Set
from typing import Protocol

from digests.grouping.acts import OPPOSITE, Act
from digests.grouping.open_story import OFTEN, YOUNG, OpenStory
from digests.grouping.pace import gap_between
from digests.grouping.terms import term_of
from digests.grouping.told_day import WEEKDAYS

NAMED_LEAST, NAMED_BOTH, KNOWN = 5, 2, 0.3
"""How many names make an article and a young story known, how many they have to share, and what share of its terms."""
ROUNDED = 1.25
"""Two sums whose ratio is no larger may be one, rounded."""
HALF_A_DAY = 0.5
"""How far apart reports are published that tell of other days: it is Monday in Washington when Taipei has Tuesday."""

TELLING = 2.5
"""The rarity from which a word tells something (one document in twelve has it).

A young story and an article have to share two such words: what everybody says joins nothing. All the names they share
count as one of them, for what a firm does on Monday is not what it does on Friday; the days themselves count as none.
"""
SEVERAL, TOGETHER = 3, 6.0
"""A firm of the beat and what is said of it tell as much, where they are so many words of so much rarity together.

"Nvidia", "antitrust" and "China" do. Firms count once, and a sum of money or a share counts as two words: who pays and
how much is what happened.
"""
_WEEKDAYS = frozenset(map(term_of, WEEKDAYS))


class Telling(Protocol):
    """Somebody's words, and whom their title names."""

    @property
    def said(self) -> Container[str]:
        """All that is said."""

    @property
    def subjects(self) -> Set[str]:
        """Whom and what the title names."""


def are_strangers(one: Telling, other: Telling) -> bool:
    """Whether both titles name somebody or some place, and neither report says a word of the other's.

    Two grants, fines or verdicts of a day are told in the same words but for the names.
    """
    if not one.subjects or not other.subjects:
        return False
    return not any(name in other.said for name in one.subjects) and not any(name in one.said for name in other.subjects)


def strange(accounts: Collection[Telling], names: Set[str], story: OpenStory, *, known: float) -> bool:
    """Whether an article and a young story name different people, places and numbers; `known` is what else it knows.

    Two events of a day on one beat share its words; what parts them is who, where and how much.
    """
    if story.reports > YOUNG:
        return any(are_strangers(one, story.gist) for one in accounts)
    if any(are_strangers(one, other) for one in accounts for other in story.accounts):
        return True
    if min(len(names), len(story.names)) < NAMED_LEAST:
        return False
    return sum(name in story.names for name in names) < NAMED_BOTH and known < KNOWN


def acts_differ(own: Collection[Act], story: OpenStory) -> bool:
    """Whether an article tells of the opposite of what a story's reports do."""
    return any(
        _often(story.acts[OPPOSITE[act]], story) and story.acts[OPPOSITE[act]] > 2 * story.acts[act] for act in own
    )


def days_differ(own: Collection[int], at: float, story: OpenStory) -> bool:
    """Whether an article, published `at`, and a story both say on which day their news happened, and none is one."""
    if not own or not _often(story.told.total(), story) or gap_between(at, at, story.days) < HALF_A_DAY:
        return False
    return not any(day in story.told for day in own)


def _often(count: int, story: OpenStory) -> bool:
    return count >= (1 if story.reports <= YOUNG else OFTEN * story.reports)


def sums_differ(own: list[str], story: OpenStory) -> bool:
    """Whether both name sums of one kind and no two of it are about the same: rounding is no disagreement."""
    often = OFTEN * story.reports
    theirs = [_sum(term) for term, weight in story.terms.items() if term[0] == "#" and weight >= often]
    return bool(theirs) and _unlike([_sum(term) for term in own], theirs)


def _sum(term: str) -> tuple[str, float]:
    """The kind of a sum, such as "%", and its value."""
    kind = term[-1] if term[-1] in "%$" else ""
    return kind, float(term[1:].rstrip("%$"))


def _unlike(own: list[tuple[str, float]], theirs: list[tuple[str, float]]) -> bool:
    alike = [
        max(one, other) <= ROUNDED * min(one, other)
        for kind, one in own
        for other_kind, other in theirs
        if kind == other_kind
    ]
    return bool(alike) and not any(alike)


def names_differ(own: list[str], story: OpenStory, names: frozenset[str]) -> bool:
    """Whether an article and a good part of a story's reports both name something of a kind, and nothing the same."""
    if not own or any(term in story.terms for term in own):
        return False
    often = OFTEN * story.reports
    return any(story.terms.get(term, 0.0) >= often for term in names & story.terms.keys())


def tells_little(shared: Iterable[tuple[str, float]], *, names: Set[str], firms: Set[str]) -> bool:
    """Whether the terms that an article and a young story share, each with its rarity, are only ordinary ones."""
    telling, named, of_firm, several, together, firm = 0, False, False, 0, 0.0, 0.0
    for term, rare in shared:
        if term in _WEEKDAYS:
            continue
        known, is_firm = term in names, term in firms
        if rare >= TELLING:
            named, telling = named or known, telling + (not known)
        of_firm = of_firm or is_firm
        several += 2 if term[0] == "#" else 1
        if known or is_firm:
            firm = max(firm, rare)
        else:
            together += rare
    if telling + named >= 2:
        return False
    return not of_firm or several < SEVERAL or together + firm < TOGETHER
