"""Title and first words to the names and numbers in them, but for those that any report of the beat may hold."""

import re

_NAME = re.compile(r"(?<!^)(?<![.!?…:]\s)(?<![“\"‘(\n])\b(?:[A-ZÀ-Þ][\w’'-]*\w|\d[\d.,]*\d)\b")
TITLED = 0.7
"""The share of a title's long words from which on capitals tell nothing."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINARY = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb aug sept oct nov dec u.s us usa u.k uk eu united states america american
    americans china chinese beijing washington taiwan taiwanese taipei japan japanese tokyo korea korean south north
    seoul europe european union brussels netherlands dutch hague germany german berlin britain british london france
    french paris india indian delhi malaysia malaysian singapore people republic asia asian western ai ceo chief
    executive president minister ministry department secretary state house senate congress the and of a an in on it
    """.split()  # noqa: SIM905 - a list of words is read as one
)
_SUBJECT = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]\w+")
_OF_THE_BEAT = frozenset(
    """
    jan feb aug sept oct nov dec inc ltd corp plc request requests comments notice parties restricted statement
    china chinese beijing america american americans united states washington white house senate congress commerce
    department ministry minister secretary president senator bureau industry security government court office board
    committee commission group association roundtable trade export exports control controls entity list chips chip
    act section tariff tariffs rule rules license licences licence order notice final register federal semiconductor
    semiconductors the for and with over what who how why new european europe union one two three four five six
    seven eight nine ten dozens monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december update correction exclusive his her its this that
    police customs lawmakers officials prosecutors regulator regulators judge trader traders chipmaker chipmakers
    maker makers firm firms company companies exporters
    """.split()  # noqa: SIM905 - a list of words is read as one
)


def names_in(title: str, lead: str) -> frozenset[str]:
    """The names and numbers of a report in lower case; those of its title as far as the lead has them too.

    The first word of a sentence is no name, since every word stands there in capitals.
    """
    found = {name for name in _NAME.findall(lead) if not _YEAR.fullmatch(name)}
    found |= {name for name in re.findall(r"\w[\w’'-]+\w", title) if name[0].isupper() and name in lead}
    return frozenset(_plain(name) for name in found) - _ORDINARY


def subjects_in(title: str, lead: str) -> frozenset[str]:
    """The names of a title that the first words hold too, in lower case, but for those that stand in any title.

    Where every word of a title has a capital, only what has one inside a sentence is a name.
    """
    inside = set(_NAME.findall(lead))
    long = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 3]
    titled = sum(word[0].isupper() for word in long) > TITLED * len(long)
    found = {
        word
        for word in _SUBJECT.findall(title)
        if word in inside or (not titled and re.search(rf"\b{re.escape(word)}\b", lead))
    }
    return frozenset(word.casefold() for word in found) - _OF_THE_BEAT


def _plain(name: str) -> str:
    return name.lower().removesuffix("'s").removesuffix("’s")
