"""Units to what a press release quotes: "Norvane issued the following statement from Mia Roth:", and quotations."""

from digests.remarks.lexicon import AUXILIARIES, one_of
from digests.remarks.phrases import main_subject, phrase_after
from digests.remarks.quoted import Candidate, stretch
from digests.remarks.reading import Token, Unit, is_alone

_ISSUED = one_of("issued released made gave published sent shared posted offered provided issues releases")
_STATEMENTS = one_of("statement statements remarks comment comments message letter")


IN_STATEMENT = "in the statement of a press release"


def stated(text: str, units: list[Unit]) -> dict[int, Candidate]:
    """Whoever makes the statement that a unit is part of, by the unit's number.

    A statement is the quotation behind the colon, and the paragraphs of nothing but quotations right behind it.
    """
    found: dict[int, Candidate] = {}
    teller: Candidate | None = None
    for number, unit in enumerate(units):
        opening = _opens(unit) if text.find("following", unit.start, unit.end) >= 0 else None
        if opening is not None:
            teller = Candidate(opening, (IN_STATEMENT,))
            if unit.at == [len(unit.tokens) - 1]:
                found[number] = teller
        elif teller is not None and unit.at and is_alone(unit.tokens):
            found[number] = teller
        else:
            teller = None
    return found


def _opens(unit: Unit) -> tuple[int, int] | None:
    """Whoever issues "the following statement" in a unit with no quotation but one at its end, or is quoted in it."""
    tokens = unit.tokens
    at = _statement(tokens)
    if at is None or unit.at not in ([], [len(tokens) - 1]):
        return None
    behind = at + 1
    while behind < len(tokens) and tokens[behind].low in AUXILIARIES | _ISSUED:
        behind += 1
    author = _first_of_author(tokens, behind)
    verb = next((i for i in range(at - 1, 0, -1) if tokens[i].low in _ISSUED), None)
    who = phrase_after(tokens, author) if author else main_subject(tokens, verb) if verb else None
    return stretch(tokens, who) if who is not None else None


def _statement(tokens: list[Token]) -> int | None:
    """The place of "statement" in "the following statement"; None without it."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].low == "following" and tokens[at - 1].low == "the" and tokens[at + 1].low in _STATEMENTS:
            return at + 1
    return None


def _first_of_author(tokens: list[Token], at: int) -> int | None:
    """Where whoever a statement is "from", "by" or "attributable to" begins; None where nobody is told."""
    low = [token.low for token in tokens[at : at + 2]]
    if low[:1] in (["from"], ["by"]) and at + 1 < len(tokens):
        return at + 1
    return at + 2 if low in (["attributable", "to"], ["attributed", "to"]) and at + 2 < len(tokens) else None
