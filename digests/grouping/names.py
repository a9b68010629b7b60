"""Title and first words to the names and numbers in them, but for those that any report of the beat may hold."""

import re

_NAME = re.compile(r"(?<!^)(?<![.!?…:]\s)(?<![“\"‘(\n])\b(?:[A-ZÀ-Þ][\w’'-]*\w|\d[\d.,]*\d)\b")
TITLED = 0.7
"""The share of a title's long words from which on capitals tell nothing."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERSON = r"((?:[A-ZÀ-Þ][\w’'-]+\.? ){0,2}[A-ZÀ-Þ][\w’'-]+)"
_SAID = r"(?:said|says|told|argued|warned|asked|answered|replied|insisted|noted)\b"
_OFFICE = (
    r"(?:Under ?[Ss]ecretary|Secretary|Minister|Senator|Sen\.|Rep\.|Representative|Commissioner|Director"
    r"|Chair(?:man|woman)?|spokes(?:man|woman|person)|(?:press|trade|commerce|economy|industry) (?:secretary|minister))"
)
_VOICES = re.compile(
    rf"{_PERSON}(?:, [^,.]{{3,80}},)? {_SAID}|\b(?:said|says) {_PERSON}"
    rf"|{_OFFICE}(?: of [A-Z][\w ]{{2,30}}?)?,? {_PERSON}"
)
_EASTERN_VOICES = re.compile(
    r"(?:新闻)?发言人[\u4e00-\u9fff]{2,4}?(?=说|表示|称|指出|在|：)"
    r"|報道官の?[\u4e00-\u9fff]{2,5}|대변인 ?[\uac00-\ud7a3]{2,4}"
)
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
"""Words with a capital that name nobody in particular: days, months, countries, offices."""
_SUBJECT = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]\w+")
_OF_THE_BEAT = frozenset(
    """
    inc ltd corp plc request requests comments notice parties restricted statement white commerce senator bureau
    industry security government court office board committee commission group association roundtable trade export
    exports control controls entity list chips chip act section tariff tariffs rule rules license licences licence
    order final register federal semiconductor semiconductors for with over what who how why new one two three four
    five six seven eight nine ten dozens update correction exclusive his her its this that police customs lawmakers
    officials prosecutors regulator regulators judge trader traders chipmaker chipmakers maker makers firm firms
    company companies exporters memory silicon devices electronics systems technologies technology circuits computing
    materials optics instruments trading holdings microelectronics microsystems foundry micro
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Further words that begin any title of the beat, or end the names of its firms."""


def names_in(title: str, lead: str) -> frozenset[str]:
    """The names and numbers of a report in lower case; those of its title as far as the lead has them too.

    The first word of a sentence is no name, since every word stands there in capitals.
    """
    found = {name for name in _NAME.findall(lead) if not _YEAR.fullmatch(name)}
    found |= {name for name in re.findall(r"\w[\w’'-]+\w", title) if name[0].isupper() and name in lead}
    return frozenset(_plain(name) for name in found) - _ORDINARY


def voices_in(title: str, lead: str) -> frozenset[str]:
    """The names of those who speak in the first words of a report, in lower case, but for those that its title has.

    An under-secretary speaks of five events a day: who speaks tells whose event it is only where that is the news.
    """
    said = (name for found in _VOICES.finditer(lead) for name in found.groups() if name)
    words = {word for name in said for word in re.findall(r"\w[\w’'-]*\w", name)}
    return frozenset(_plain(word) for word in words if word not in title)


def without_eastern_voices(lead: str) -> str:
    """The first words without the spokesperson who speaks in them, where names have no capitals."""
    return _EASTERN_VOICES.sub(" ", lead)


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
    return frozenset(word.casefold() for word in found) - _OF_THE_BEAT - _ORDINARY


def _plain(name: str) -> str:
    return name.lower().removesuffix("'s").removesuffix("’s")
