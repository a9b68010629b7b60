"""Tokens to contents: where what is said begins and ends beside a verb of saying."""

from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    LABELS,
    PREPOSITIONS,
    TIME_WORDS,
    one_of,
)
from digests.remarks.phrases import FINITE, Range, is_adverb
from digests.remarks.reading import Token
from digests.remarks.relatives import is_of_another
from digests.remarks.verbs import VERBS

_CLAUSE_PRONOUNS = one_of("he she it they we i you there")
_ADVERBIAL = one_of(
    "on in at during to after before from via by through of with when while outside inside following last this"
)


def skip_adverbials(tokens: list[Token], at: int, *, hearer: bool, infinitive: bool = False) -> int:
    """Past the hearer ("told reporters") and what says when and where ("on Tuesday", "in a statement").

    With `infinitive`, "to" begins what is said ("vowed to close the gap").
    """
    if hearer:
        past = _past_hearer(tokens, at)
        if infinitive and past > at and _low(tokens, past) == "to":
            return at  # "urged the firm to ...": who is urged belongs to what is said
        at = _clause_soon(tokens, past)
    while at < len(tokens):
        past = _past_one(tokens, at, infinitive)
        if past == at:
            break
        at = past
    return at


def _past_one(tokens: list[Token], at: int, infinitive: bool) -> int:
    """Past one adverbial: a time, an adverb, a phrase with a preposition; the place itself if none stands there."""
    low, follows = tokens[at].low, _low(tokens, at + 1)
    if follows == "times" and (low in DETERMINERS or tokens[at].kind == "d"):
        return at + 2
    if low in {"this", "that"}:
        return at + 1 if low == "this" and follows in TIME_WORDS else at
    if low in TIME_WORDS or low in ADVERBS or (is_adverb(tokens[at]) and low not in {"only", "family"}):
        return at + 1
    if low in _ADVERBIAL and not (infinitive and low == "to"):
        return _past_adverbial(tokens, at)
    return at + 2 if low == "," and follows == "however" else at


def _clause_soon(tokens: list[Token], at: int) -> int:
    """Where "that" opens the clause within a few words that cannot be a clause themselves; else the place itself."""
    for end in range(at, min(at + 9, len(tokens))):
        if tokens[end].low == "that" and end > at and tokens[end - 1].low not in PREPOSITIONS:
            return end
        if tokens[end].kind not in "wNd" or tokens[end].low in AUXILIARIES | _CLAUSE_PRONOUNS | _QUESTIONS:
            return at
    return at


def hearer_at(tokens: list[Token], at: int) -> Range | None:
    """Who is told, where it is a name: "told Radio North"; a paper or a station is a hop, "reporters" none."""
    end = _past_hearer(tokens, at)
    named = at + 1 if at < len(tokens) and tokens[at].low == "the" else at
    if at < end and tokens[at].low not in DETERMINERS:
        named = next((i for i in range(at, end) if tokens[i].kind == "N"), at)  # "broadcaster Radio North"
    if named < end and tokens[named].kind == "N" and tokens[named].low not in TIME_WORDS:
        return at if tokens[at].kind == "N" else named, end  # "The" with a capital belongs to the name
    return None


def infinitive_at(tokens: list[Token], at: int) -> int | None:
    """Where what somebody is told to do begins: "told staff to wait", not "told it to reporters"."""
    to = _past_hearer(tokens, at)
    follows = tokens[to + 1] if to + 1 < len(tokens) else None
    if follows is None or tokens[to].low != "to" or to == at or tokens[to - 1].low in _TALES:
        return None
    return to if follows.kind == "w" and follows.low not in DETERMINERS | _HEARERS else None


_QUESTIONS = one_of("what who whom whose why how when where which whether if")
_TALES = one_of("it this that story stories truth lie lies")
_HEARERS = one_of("him her them us me you it reporters lawmakers journalists voters")


def has_clause(tokens: list[Token], content: Range, *, alone: bool = False) -> bool:
    """Whether a content tells something by a verb of its own, or by quoted words, and is not a thing alone.

    With `alone` only what stands before the first comma is looked at.
    """
    first, last = content
    comma = next((at for at in range(first, last) if tokens[at].kind == ","), last)
    last = comma if alone else next((at for at in range(first, last) if tokens[at].kind == ";"), last)
    for at in range(first, last):
        token, low = tokens[at], tokens[at].low
        if token.kind == "Q" or low == "that" or low in AUXILIARIES or low.partition("'")[0] in _CLAUSE_PRONOUNS:
            return True
        if at > first and low in CLAUSE_WORDS - {"and", "or"}:
            return False
        before = tokens[at - 1].low
        if first < at < comma and token.kind == "w" and (low in FINITE or low in VERBS or low.endswith("ed")):
            return before not in DETERMINERS and before not in PREPOSITIONS and before != "to"
    return False


def _low(tokens: list[Token], at: int) -> str:
    return tokens[at].low if at < len(tokens) else ""


def _past_hearer(tokens: list[Token], at: int) -> int:
    """Past whoever is told: a pronoun, a name, "reporters", "a crowd of supporters"."""
    first = at
    if at >= len(tokens) or tokens[at].kind in "Q,.:" or tokens[at].low == "that":
        return at
    if tokens[at].low in _HEARERS:
        return at + 1
    if tokens[at].low in DETERMINERS:
        at += 1
        while (
            at < len(tokens)
            and at - first < 7
            and tokens[at].kind in "wN"
            and not _begins_clause(tokens, at)
            and tokens[at].low not in PREPOSITIONS
        ):
            at += 1
        return at
    while at < len(tokens) and (
        (tokens[at].kind == "N" and tokens[at].low not in DETERMINERS)
        or (at > first and _low(tokens, at) in {"and", "news"})
    ):
        at += 1
    if at > first and at < len(tokens) and tokens[at].kind == "Q" and tokens[at - 1].low.endswith("'s"):
        at += 1  # told the station's “Morning Hour”
    if at == first and tokens[at].kind == "w" and tokens[at].low not in _CLAUSE_PRONOUNS | PREPOSITIONS | _QUESTIONS:
        at = _past_described(tokens, at)
    return at


def _past_described(tokens: list[Token], at: int) -> int:
    """Past "staff", or "broadcaster Radio North" where no clause can begin with the name."""
    name = at + 1
    while name < min(at + 3, len(tokens)) and tokens[name].kind == "w" and tokens[name].low not in _NO_NOUN:
        name += 1
    end = name
    while end < len(tokens) and tokens[end].kind == "N":
        end += 1
    closed = end >= len(tokens) or tokens[end].kind in ",.:Q" or tokens[end].low in _BEHIND_HEARER
    return end if end > name and closed else at + 1


_NO_NOUN = DETERMINERS | PREPOSITIONS | CLAUSE_WORDS | AUXILIARIES | ADVERBS | TIME_WORDS
_BEHIND_HEARER = PREPOSITIONS | TIME_WORDS | {"that"}


def _begins_clause(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    return (
        low in _CLAUSE_PRONOUNS
        or low in {"that", "how", "what", "why", "whether", "if", "when"}
        or low in DETERMINERS
        or low in TIME_WORDS
    )


def _past_adverbial(tokens: list[Token], at: int) -> int:
    """Where a phrase such as "in an interview with a local station" ends and what is said may begin."""
    end = at + 1
    while end < len(tokens) and end - at < 16:
        token = tokens[end]
        if token.kind in ",Q:;.)(-":
            return end
        if token.low == "that" and is_of_another(tokens, at, end):
            return len(tokens)  # "responding to a report which claimed that ..."
        if token.low in {"that", "how", "why", "whether"} or token.low in _CLAUSE_PRONOUNS:
            return end
        if token.low in AUXILIARIES:
            return _clause_subject(tokens, at, end)
        end += 1
    return end if end >= len(tokens) else at


def _clause_subject(tokens: list[Token], at: int, verb: int) -> int:
    """Where the subject of the clause with its first auxiliary at `verb` begins, behind the adverbial at `at`."""
    first = verb - 1
    while first > at + 1 and tokens[first].low not in DETERMINERS and tokens[first].low not in PREPOSITIONS:
        first -= 1
    if tokens[first].low in DETERMINERS and first > at + 1:
        return first
    first = verb
    while first > at + 1 and tokens[first - 1].kind == "N":
        first -= 1
    return first if first < verb and first > at + 1 else at


def content_right(tokens: list[Token], at: int, takes: str) -> Range | None:
    """What is said after a verb of saying, up to the end of the unit; None when nothing of the kind follows."""
    while at < len(tokens) and tokens[at].kind in ",:":
        at += 1
    end = len(tokens)
    while end > at and (
        tokens[end - 1].kind in ".;," or (tokens[end - 1].kind == ")" and not _opened(tokens, at, end - 1))
    ):
        end -= 1
    if end <= at:
        return None
    if tokens[at].low.endswith("ing") and tokens[at].low in VERBS and tokens[at].kind == "w":
        return None  # "..., saying “...”" is a saying of its own
    quoted = next((i for i in range(at, min(at + 3, end)) if tokens[i].kind == "Q"), None)
    if takes == "q" and quoted is None and tokens[at].low != "that":
        return None
    return at, end


def _opened(tokens: list[Token], first: int, at: int) -> bool:
    return any(t.kind == "(" for t in tokens[first:at])


def content_left(tokens: list[Token], clause: int) -> Range | None:
    """What is said before ", she said": from the unit's beginning to the comma or the quotation."""
    if clause <= 0:
        return None
    before = tokens[clause - 1]
    first = 2 if clause > 3 and tokens[1].kind == ":" and tokens[0].low in LABELS else 0
    if before.kind == "Q":
        return first, clause
    if before.kind in ",-" and clause > 1:
        return first, clause - 1
    return None
