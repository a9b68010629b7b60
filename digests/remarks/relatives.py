"""A relative pronoun to whoever it stands for: "Bo Lin, an economist who said", "a think tank which claimed"."""

from digests.remarks.lexicon import DETERMINERS, PREPOSITIONS, one_of
from digests.remarks.names import runs_of
from digests.remarks.reading import Token
from digests.remarks.verbs import VERBS, Form

_FAR = 6  # words of a description at most
_RELATIVE = one_of("who which")


def antecedent(text: str, tokens: list[Token], place: int) -> tuple[int, int] | None:
    """The stretch that names or describes whoever the pronoun at a place stands for; None without one."""
    before = [token for token in tokens if token.end <= place]
    while before and before[-1].kind in ",(":
        before.pop()
    named = _named_at_the_end(text, before)
    if not before:
        return None
    if named is not None:
        return _employed(text, tokens, before, named) or named
    first = _first_of_description(before)
    if first is None:
        return None
    apposed = first > 1 and before[first - 1].kind == ","
    return (_named_at_the_end(text, before[: first - 1]) if apposed else None) or (before[first].start, before[-1].end)


def _employed(text: str, tokens: list[Token], before: list[Token], named: tuple[int, int]) -> tuple[int, int] | None:
    """Whoever is "an economist at Norvane", where "who" stands behind and the name is not a person's."""
    at = next(i for i, token in enumerate(before) if token.start >= named[0])
    who = next((token.low for token in tokens if token.start > named[1] and token.kind == "w"), "")
    tie = at - 2 if before[at - 1].low == "the" else at - 1
    if who != "who" or tie < 1 or before[tie].low != "at":
        return None
    described = antecedent(text, before[:tie], before[tie].start)
    if described is not None and text[described[0]].isupper():
        return described  # "Bo Lin, an economist at Norvane, who"
    noun = before[tie - 1]
    return (described[0] if described else noun.start, named[1]) if noun.kind == "w" else None


def _named_at_the_end(text: str, before: list[Token]) -> tuple[int, int] | None:
    runs = runs_of(text, before[-_FAR:])
    return (runs[-1].start, runs[-1].end) if runs and runs[-1].end == before[-1].end else None


def _first_of_description(before: list[Token]) -> int | None:
    """Where "a Washington think tank" begins that the tokens end with."""
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _FAR), -1):
        if before[at].low in DETERMINERS:
            return at
        if before[at].kind not in "wN" or before[at].low in PREPOSITIONS:
            return None
    return None


def is_of_another(tokens: list[Token], first: int, that: int) -> bool:
    """Whether a "that" behind an adverbial tells what another one said: "to a report which claimed that"."""
    if _opens_saying(tokens, that):
        return True
    pronoun = next((at for at in range(that - 1, first, -1) if tokens[at].low in _RELATIVE), None)
    return pronoun is not None and any(tokens[at].low in VERBS for at in range(pronoun + 1, that))


def _opens_saying(tokens: list[Token], that: int) -> bool:
    """Whether "that" is the subject of a verb of saying: "a letter that said the list was full"."""
    if that + 2 >= len(tokens):
        return False
    verb, follows = VERBS.get(tokens[that + 1].low), tokens[that + 2]
    told = follows.low in DETERMINERS or follows.low == "that" or follows.kind in "NQ:"
    return verb is not None and verb.form is Form.PAST and told
