"""A last name alone to the role of the stranger whom the text introduces by it: "a trader surnamed Wei"."""

import re

from digests.remarks.lexicon import DETERMINERS, one_of
from digests.remarks.phrases import phrase_before
from digests.remarks.reading import Token, Unit
from digests.remarks.roles import ROLE_WORDS, plain

_CALLED = one_of("surnamed named called nicknamed")
_PEOPLE = one_of(
    "trader man woman worker employee student doctor investor buyer seller dealer smuggler owner resident driver "
    "teacher developer programmer technician user customer retailer broker shopkeeper vendor staffer"
)
_APPOSED = re.compile(
    r",? (?:an?|one of|another) ([a-z][^,.;:()\n“”\"]{2,60}?)(?= who\b| whose\b| that\b| said\b|[,.;:])"
)
_ONLY_NAME = re.compile(
    r"\bonly (?:by )?(?:his|her|their|a|the|one) (?:surname|(?:family |last |first |given )?name)\b"
    r"|\b(?:asked|wanted|wished|agreed) to be (?:named|identified) only\b"
)


def introduced(text: str, unit: Unit, start: int, end: int, *, new: bool) -> str | None:
    """The role of a stranger whom a sentence introduces by the one word of a stretch, "" where none is told.

    None where the sentence does not introduce a stranger by it. A stranger is "surnamed" so, gives only that name, or,
    where the name is `new` to the text, is "a trader" behind it.
    """
    lead = text[max(unit.start, start - 12) : start].split()
    if lead and lead[-1] in _CALLED:
        return _called(text, unit.tokens, start)
    apposed = _APPOSED.match(text, end, unit.end)
    if _ONLY_NAME.search(text, end, min(unit.end, end + 120)):
        return apposed[1] if apposed else ""
    if apposed is None or not new:
        return None
    return apposed[1] if _is_persons(apposed[1]) else ""


def _called(text: str, tokens: list[Token], start: int) -> str | None:
    """The role in "a chip trader surnamed Wei"; a firm or a thing that is called so has none."""
    at = next(i for i, token in enumerate(tokens) if token.start >= start) - 1
    before = at - 2 if tokens[at - 1].kind == "," else at - 1
    phrase = phrase_before(tokens, before) if before >= 0 else None
    if phrase is None or (tokens[at].low != "surnamed" and tokens[phrase[0]].low not in DETERMINERS):
        return None
    first = phrase[0] + (tokens[phrase[0]].low in DETERMINERS)
    role = text[tokens[first].start : tokens[before].end] if first <= before else ""
    return role if tokens[at].low == "surnamed" or _is_persons(role) else ""


def _is_persons(role: str) -> bool:
    """Whether words describe a person: the noun before "of", "in", "at" is an office or a trade of people."""
    head = re.split(r" (?:of|in|at|for|from|with|on|near|based) ", role, maxsplit=1)[0].split()
    return bool(head) and plain(head[-1]) in ROLE_WORDS | _PEOPLE
