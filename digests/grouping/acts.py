"""Title to the act it reports, such as "opens" or "closes": two that are opposed are two events.

A halt and a resumption of one thing share every word but one. What a deed does depends on what it is done to: who
suspends exports closes something, who suspends a tariff opens it.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from digests.grouping.results import awaits_results, knows_results
from digests.grouping.terms import stem
from digests.text import words


class Act(StrEnum):
    """What a report says was done; NONE where it tells of no such deed. Who AWAITS results does not yet know them."""

    OPENS = "opens"
    CLOSES = "closes"
    RAISES = "raises"
    LOWERS = "lowers"
    AWAITS = "awaits"
    KNOWS = "knows"
    NONE = ""


_PAIRS = ((Act.OPENS, Act.CLOSES), (Act.RAISES, Act.LOWERS), (Act.AWAITS, Act.KNOWS))
OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
"""The act that cannot be the same event."""


class _Deed(NamedTuple):
    """The act of a deed by what it is done to: what flows, such as exports; a measure against it; anything else."""

    flow: Act
    measure: Act
    other: Act


_DEEDS = {
    "halt stop pause suspend suspension freeze froze cease": _Deed(Act.CLOSES, Act.OPENS, Act.CLOSES),
    "deny denied refuse reject revoke withhold block barred prohibit": _Deed(Act.CLOSES, Act.OPENS, Act.CLOSES),
    "bans banned banning blacklists blacklisted": _Deed(Act.CLOSES, Act.CLOSES, Act.CLOSES),
    "resume restart restore reopen unfreeze flow": _Deed(Act.OPENS, Act.CLOSES, Act.OPENS),
    "continue": _Deed(Act.OPENS, Act.CLOSES, Act.NONE),
    "grant approve clear allow let authorize authorise": _Deed(Act.OPENS, Act.CLOSES, Act.OPENS),
    "win won award": _Deed(Act.OPENS, Act.NONE, Act.NONE),
    "impose slap levy introduce adopt set add put": _Deed(Act.NONE, Act.CLOSES, Act.NONE),
    "delay postpone defer scrap withdraw withdrawn repeal rescind": _Deed(Act.CLOSES, Act.OPENS, Act.NONE),
    "lift waive exempt remove delist drop take took taken": _Deed(Act.NONE, Act.OPENS, Act.NONE),
    "ease relax loosen narrow": _Deed(Act.OPENS, Act.OPENS, Act.NONE),
    "tighten": _Deed(Act.CLOSES, Act.CLOSES, Act.NONE),
    "raise hike increase double widen expand": _Deed(Act.RAISES, Act.CLOSES, Act.RAISES),
    "cut lower reduce slash trim halve": _Deed(Act.LOWERS, Act.OPENS, Act.LOWERS),
}
_NO_DEEDS = frozenset(("letter", "letters", "winner", "winners", "setting", "settings"))
"""Words that end like those who do a deed, or like the doing."""
_FLOWS = frozenset(
    """
    licence licences license licenses permit permits export exports shipment shipments sale sales delivery deliveries
    output production trade work plan plans takeover merger grant grants aid
    """.split()  # noqa: SIM905 - a list of words is read as one
)
_MEASURES = frozenset(
    """
    tariff tariffs duty duties ban bans curb curbs restriction restrictions controls rule rules sanction sanctions
    embargo blacklist list levy levies moratorium requirement requirements crackdown
    """.split()  # noqa: SIM905 - a list of words is read as one
)
_NOT = frozenset(
    "not no never cannot won't don't doesn't didn't hasn't haven't isn't wasn't without".split()  # noqa: SIM905
)
_CLAUSE_ENDS = frozenset("after as amid but while when if says say said despite following since".split())  # noqa: SIM905
_ASIDE = re.compile(r"\b(?:after|following|despite|since|before|amid)\b|[.;:] ")
_AHEAD, _BACK, _DENIED = 7, 5, 4
"""How many words after a deed, and before it, are looked at for what it is done to, and for a denial."""


def act_of(title: str) -> Act:
    """The act that a title tells of first; a firm's results, awaited or known, are told of before anything else."""
    if awaits_results(title):
        return Act.AWAITS
    if knows_results(title):
        return Act.KNOWS
    main = _ASIDE.split(title, maxsplit=1)[0]
    said = [word.text for word in words(main if len(main) > len(title) // 4 else title)]
    return next(_acts(said), Act.CLOSES if "ban" in said else Act.NONE)


def are_opposed(one: Act, other: Act) -> bool:
    """Whether what was done is the opposite of the other, as a halt is of a resumption."""
    return bool(one) and OPPOSITE[one] is other


def _acts(said: Sequence[str]) -> Iterator[Act]:
    """The acts that a clause tells of, in order."""
    denied = -_DENIED
    for at, word in enumerate(said):
        if _denies(said, at):
            denied = at
        elif (deed := _deed(word)) and (act := _done(deed, said, at)):
            yield OPPOSITE[act] if at - denied < _DENIED else act


@lru_cache(maxsize=16_384)
def _deed(word: str) -> _Deed | None:
    return _BY_WORD.get(word) or (_BY_WORD.get(stem(word)) if word not in _NO_DEEDS else None)


def _denies(said: Sequence[str], at: int) -> bool:
    """Whether a word takes back what follows: "not", "denies that", "refuses to"."""
    word, following = said[at], said[at + 1] if at + 1 < len(said) else ""
    if word in _NOT:
        return True
    if word in ("deny", "denies", "denied"):
        return following in ("that", "having", "it", "any", "report", "reports") or following.endswith("ing")
    return word in ("refuses", "refused", "declines", "declined") and following == "to"


def _done(deed: _Deed, said: Sequence[str], at: int) -> Act:
    """What a deed does to the first thing named after it, else to the last one before."""
    for word in _ahead(said, at):
        if word in _MEASURES or word in _FLOWS:
            return deed.measure if word in _MEASURES else deed.flow
    for word in reversed(said[max(0, at - _BACK) : at]):
        if word in _MEASURES or word in _FLOWS:
            return deed.measure if word in _MEASURES else deed.flow
    return deed.other


def _ahead(said: Sequence[str], at: int) -> Iterator[str]:
    """The next words, as far as the clause goes; of "export controls" only the controls."""
    following = said[at + 1 : at + 1 + _AHEAD]
    for place, word in enumerate(following):
        if word in _CLAUSE_ENDS:
            return
        if word in _FLOWS and place + 1 < len(following) and following[place + 1] in _MEASURES:
            continue
        yield word


_BY_WORD = {form: deed for line, deed in _DEEDS.items() for word in line.split() for form in (word, stem(word))}
