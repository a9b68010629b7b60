"""Tokens and a comma to the phrase that what stands before the comma describes."""

from digests.remarks.lexicon import AUXILIARIES, one_of
from digests.remarks.phrases import Range, phrase_before
from digests.remarks.reading import Token

_A_NICKNAME = 40  # characters: "Kovar, known as “the wall”, said"
_NOT_APPOSED = one_of("but because if when while although though so however")


def head_before_comma(tokens: list[Token], comma: int, floor: int = 0) -> Range | None:
    """The phrase that appositions end at the comma belong to: "Mia Roth, 39, of Bern, a lawyer," gives "Mia Roth"."""
    end = comma
    for _ in range(5):
        before = _comma_before(tokens, end - 1, floor)
        if before is None:
            return None
        if not _is_apposition(tokens, before + 1, end):
            return None
        head = phrase_before(tokens, _before_bracket(tokens, before - 1), floor)
        if head is not None and not _continues(tokens, head, floor):
            return head
        end = before
    return None


def _before_bracket(tokens: list[Token], at: int) -> int:
    """The place before a bracket that ends at a place, as behind "Ruth Abara (D-Mo.)"; else the place itself."""
    if tokens[at].kind != ")":
        return at
    return next((i - 1 for i in range(at, max(0, at - 9), -1) if tokens[i].kind == "("), at)


def _comma_before(tokens: list[Token], at: int, floor: int) -> int | None:
    while at >= floor:
        if tokens[at].kind == ",":
            return at
        if tokens[at].kind in ";:" or (tokens[at].kind == "Q" and tokens[at].end - tokens[at].start > _A_NICKNAME):
            return None
        at -= 1
    return None


def _is_apposition(tokens: list[Token], first: int, last: int) -> bool:
    if first >= last or tokens[first].low in _NOT_APPOSED:
        return False
    if tokens[first].low in {"who", "which", "whose", "whom", "where"} or tokens[first].low.endswith("ing"):
        return True
    return not any(t.low in AUXILIARIES for t in tokens[first:last])


def _continues(tokens: list[Token], head: Range, floor: int) -> bool:
    """Whether what looks like the head is itself one more apposition: a number, a place, a party."""
    first = head[0]
    if first == floor or tokens[first - 1].kind != ",":
        return False
    low, kind = tokens[first].low, tokens[first].kind
    return kind == "d" or low in {"of", "from", "a", "an", "the", "who", "r", "d"} or low.startswith(("r-", "d-"))
