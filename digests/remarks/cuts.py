"""A content to its end: the comma, dash or stop after which the reporter, not the speaker, goes on."""

from math import exp

from digests.remarks.lexicon import AUXILIARIES, CLAUSE_WORDS, PREPOSITIONS, one_of
from digests.remarks.phrases import Range
from digests.remarks.reading import Token
from digests.remarks.weights.cuts import CUTS

_LIKELY = 0.5
_NAMED = (
    AUXILIARIES
    | PREPOSITIONS
    | CLAUSE_WORDS
    | one_of("adding including especially the a an he she they it then just even one most all some his her their")
)
_OPENINGS = one_of("that if in with to as when for")


def trimmed(tokens: list[Token], content: Range, after: int | None = None, weights: dict[str, float] = CUTS) -> Range:
    """The content up to the first mark, behind place `after`, where it likely ends."""
    first, last = content
    start = first if after is None else after
    for mark in range(start + 2, last - 1):
        if is_mark(tokens[mark]) and _likelihood(features_of_cut(tokens, (start, last), mark), weights) > _LIKELY:
            return first, mark
    return content


def is_mark(token: Token) -> bool:
    """Whether a token may end a content inside its sentence."""
    return token.kind in ",-;" or token.low == "."


def _likelihood(names: list[str], weights: dict[str, float]) -> float:
    total = sum(weights.get(name, 0.0) for name in names)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def features_of_cut(tokens: list[Token], content: Range, mark: int) -> list[str]:
    """What speaks for and against ending the content at the mark, by name."""
    first, last = content
    rest = tokens[mark + 1 : last]
    following = rest[0]
    finite_after = any(t.low in AUXILIARIES for t in rest)
    length = mark - first
    commas = sum(t.kind == "," for t in rest)
    joined = any(t.low in {"and", "or"} for t in rest)
    names = [
        "bias",
        "mark " + tokens[mark].kind,
        "next " + _word(following),
        "finite before" if any(t.low in AUXILIARIES for t in tokens[first:mark]) else "none finite before",
        "finite after" if finite_after else "none finite after",
        "length " + next((name for limit, name in ((2, "2"), (5, "5"), (11, "11")) if length <= limit), "long"),
        f"commas after {min(commas, 3)}",
        "opens " + (tokens[first].low if tokens[first].low in _OPENINGS else tokens[first].kind),
    ]
    if tokens[mark].kind == "-" and any(t.kind == "-" for t in rest):
        names.append("a pair of dashes")
    if any(t.low in {"and", "or"} for t in rest[:12]):
        names.append("and soon")
    if commas and joined and length < 12:
        names.append("a list")
    if following.low in {"and", "but", "who", "which"}:
        names.append(f"next {following.low}, {'finite' if finite_after else 'none finite'}")
    return names


def _word(token: Token) -> str:
    if token.kind == "w" and token.low in _NAMED:
        return token.low
    if token.kind == "w" and token.low.endswith(("ing", "ed")):
        return "ing" if token.low.endswith("ing") else "ed"
    return token.kind
