"""What to tell whoever saves a query: that it can never match, that it matches nearly everything, likely slips."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

from digests.desk import Desk
from digests.query.matching import bounds
from digests.query.nodes import (
    And,
    Field,
    FieldName,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    When,
    Word,
    none_of,
)
from digests.query.printing import print_query
from digests.query.regexes import compiled
from digests.query.words import ACRONYMS, folded_of

NEARLY_ALL = "This matches nearly everything: ask for a word, a topic or a speaker too."
COMMON_SHARE = 0.25
"""A word in more than this share of documents says little."""

COMMON = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her"}
    | {"his", "i", "in", "is", "it", "its", "more", "new", "not", "of", "on", "one", "or", "said", "she", "than"}
    | {"that", "the", "their", "they", "this", "to", "was", "we", "were", "which", "who", "will", "with", "you"}
)
_UNLIKE = ACRONYMS - {"ACT", "AIM", "ARM", "CHIP", "CHIPS", "EDGE", "FAB", "GAIN", "MATCH", "SAFE", "STEM"}
"""Acronyms whose small letters hardly anybody looks for as a word."""
_JOINED = re.compile(r"[^\d\W],\w|\w,[^\d\W]")
"""Words with a comma between, where no number is written so."""
_SINGLE = {FieldName.SOURCE, FieldName.JURISDICTION, FieldName.LANGUAGE, FieldName.KIND}


def warnings(query: Query, *, now: datetime, desk: Desk | None = None) -> tuple[str, ...]:
    """What a reader should know before saving a query; nothing when it looks sound."""
    found = [_never_words(query, now=now), _nearly_all_words(query, desk)]
    found += [_slip(leaf, desk) for leaf in _leaves(query)]
    return tuple(dict.fromkeys(filter(None, found)))


def _never_words(query: Query, *, now: datetime) -> str:
    reason = never(query, now=now)
    return f"This can never match: {reason}." if reason else ""


def _nearly_all_words(query: Query, desk: Desk | None) -> str:
    if nearly_always(query, desk):
        return NEARLY_ALL
    return ""


def never(query: Query, *, now: datetime) -> str:
    """Why no article can match, or "" when one may."""
    match query:
        case Or():
            reasons = [never(part, now=now) for part in query.parts]
            return reasons[0] if all(reasons) else ""
        case And():
            return next(filter(None, (never(part, now=now) for part in query.parts)), "") or _conflict(query, now=now)
        case When():
            begin, _ = bounds(query, now=now)
            late = begin is not None and begin > now + timedelta(days=1)
            return f"{print_query(query)} lies in the future" if late else ""
        case Not():
            everything = isinstance(query.part, Regex) and _is_found_everywhere(query.part)
            return f"{print_query(query.part)} matches every article" if everything else ""
        case _:
            return ""


def never_from_now_on(query: Query, *, now: datetime) -> str:
    """Why no article that is published from now on can match, or "" when one may; what lies ahead is no reason."""
    match query:
        case Or():
            reasons = [never_from_now_on(part, now=now) for part in query.parts]
            return reasons[0] if all(reasons) else ""
        case And():
            return next(filter(None, (never_from_now_on(part, now=now) for part in query.parts)), "")
        case When():
            _, end = bounds(query, now=now)
            return f"{print_query(query)} leaves out what is published from now on" if end and end <= now else ""
        case _:
            return ""


def nearly_always(query: Query, desk: Desk | None = None) -> bool:
    """Whether a query says so little that most new articles match; dates say nothing about new ones."""
    much: bool
    match query:
        case And():
            much = all(nearly_always(part, desk) for part in query.parts)
        case Or():
            much = any(nearly_always(part, desk) for part in query.parts) or _contrary(query.parts) is not None
        case Not():
            much = not _says_little(query.part) and not nearly_always(query.part, desk)
        case Word() | Phrase() | Prefix():
            much = all(_is_common(word, desk) for word in folded_of(query.text))
        case Regex():
            much = _is_found_everywhere(query)
        case Near():
            much = nearly_always(query.left, desk) and nearly_always(query.right, desk)
        case _:
            much = isinstance(query, When)
    return much


def _says_little(query: Query) -> bool:
    """Whether a condition parts the articles so evenly that its opposite says something too."""
    return isinstance(query, When) or (isinstance(query, Field) and query.name in _SINGLE)


def _is_common(word: str, desk: Desk | None) -> bool:
    share = desk.background.get(word, 0.0) if desk is not None else 0.0
    return word in COMMON or share > COMMON_SHARE


def _is_found_everywhere(regex: Regex) -> bool:
    return compiled(regex.pattern).search(b"") is not None


def _contrary(parts: tuple[Query, ...]) -> Query | None:
    """A part that another part denies."""
    return next((part for part in parts if none_of(part) in parts), None)


def _conflict(query: And, *, now: datetime) -> str:
    contrary = _contrary(query.parts)
    if contrary is not None:
        return f"{print_query(contrary)} is asked for and left out"
    for name in _SINGLE:
        asked = {part.value for part in query.parts if isinstance(part, Field) and part.name is name}
        if len(asked) > 1 and not _same_language(name, asked):
            return f"an article has one {name}, not {' and '.join(sorted(asked))}"
    return _empty_dates([part for part in query.parts if isinstance(part, When)], now=now)


def _same_language(name: FieldName, asked: set[str]) -> bool:
    """Whether a longer code of a language goes with a shorter one, or `primary` with `official`."""
    longest = max(asked, key=len)
    if name is FieldName.LANGUAGE:
        return all(longest == code or longest.startswith(f"{code}-") for code in asked)
    plain = {value.replace("_", "-").replace("primary", "official") for value in asked}
    return len(plain) == 1


def _empty_dates(dates: list[When], *, now: datetime) -> str:
    limits = [bounds(when, now=now) for when in dates]
    begin = max((first for first, _ in limits if first), default=datetime.min.replace(tzinfo=UTC))
    end = min((last for _, last in limits if last), default=datetime.max.replace(tzinfo=UTC))
    return "" if begin < end else f"no day is in {' '.join(map(print_query, dates))}"


def _leaves(query: Query) -> Iterator[Query]:
    match query:
        case And() | Or():
            for part in query.parts:
                yield from _leaves(part)
        case Not():
            yield from _leaves(query.part)
        case Near():
            yield from (query.left, query.right)
        case _:
            yield query


def _slip(leaf: Query, desk: Desk | None) -> str:
    if isinstance(leaf, Word) and leaf.text in ("and", "or", "not"):
        return f"{leaf.text} in small letters is a word: write {leaf.text.upper()}."
    if isinstance(leaf, Word) and leaf.text.islower() and leaf.text.upper() in _UNLIKE:
        return f"{leaf.text} matches the word in any case: write {leaf.text.upper()} for the acronym only."
    if isinstance(leaf, Word) and _JOINED.search(leaf.text):
        return f"{leaf.text} is one phrase: write OR between words of which one is enough."
    if isinstance(leaf, Field) and leaf.name is FieldName.TOPIC and desk is not None:
        return _unknown_topic(leaf.value, desk)
    return ""


def _unknown_topic(value: str, desk: Desk) -> str:
    known = {folded_of(text) for topic in desk.subjects for text in (topic.id, topic.name)}
    if not known or folded_of(value) in known:
        return ""
    near = topics_near(value, desk)
    mend = (
        f"did you mean {' or '.join(near)}?" if near else f'write it as a word, "{value}", to look for it in the text.'
    )
    return f"The desk has no topic {value}: {mend}"


def topics_near(value: str, desk: Desk, *, most: int = 3) -> tuple[str, ...]:
    """The ids of topics that somebody may mean: one of their terms is written so, or id or name is much like it."""
    words = set(folded_of(value))
    spelled = [
        topic.id for topic in desk.subjects if any(folded_of(term.text) == folded_of(value) for term in topic.terms)
    ]
    names = {name.casefold(): topic.id for topic in desk.subjects for name in (topic.id, topic.name)}
    alike = [names[name] for name in get_close_matches(value.casefold(), names, n=most, cutoff=0.7)]
    sharing = [topic.id for topic in desk.subjects if words & {*folded_of(topic.id), *folded_of(topic.name)}]
    return tuple(dict.fromkeys([*spelled, *alike, *sharing]))[:most]
