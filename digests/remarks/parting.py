"""Sayings of one sentence to contents that do not run into one another: each ends where the next clause begins."""

from digests.remarks.reading import Token
from digests.remarks.saying import Saying


def part(tokens: list[Token], found: list[Saying]) -> None:
    """End each content where the next saying's own clause begins."""
    for i, saying in enumerate(found):
        if saying.content is None or saying.shape not in {"right", "noun", "according"}:
            continue
        for later in found[i + 1 :]:
            start = _outer_start(tokens, saying, later) or _clause_start(tokens, later)
            if start is not None and start <= saying.content[0] < later.at and later.shape == "left":
                saying.content = None  # "Roth told staff to wait, two officials said": what follows is the outer saying
                break
            if start is None or not saying.content[0] < start < saying.content[1]:
                continue
            saying.content = (saying.content[0], start)
            break


def _outer_start(tokens: list[Token], saying: Saying, later: Saying) -> int | None:
    """Where the sentence goes on behind an apposition that the saying stands in: "Roth, who said ..., said ..."."""
    if later.subject is None or later.subject[0] >= saying.clause or "apposed" not in later.marks:
        return None
    return next((i for i in range(later.at - 1, saying.at, -1) if tokens[i].kind in ",-"), None)


def _clause_start(tokens: list[Token], saying: Saying) -> int | None:
    """Where a coordinated saying's clause begins, with the comma and conjunction before it; None for a nested one."""
    at = saying.clause
    if saying.shape == "left":
        return (at - 1 if tokens[at - 1].kind in ",-" else at) if at else None
    if saying.shape == "according":
        return at - 1 if at and tokens[at - 1].kind in ",-" else at
    if at == 0:
        return None
    first = at
    while first > 0 and tokens[first - 1].low in {"and", "but", "while", "though", "although", "as", "then"}:
        first -= 1
    while first > 0 and tokens[first - 1].kind in ",;-":
        first -= 1
    return first if first < at or tokens[at].kind in ",;-" or tokens[at].low in {"and", "but"} else None
