"""A text to attributed stretches: what is said, by what mention, by which saying, how surely; not yet who that is."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from digests.remarks.acceptance import likelihood
from digests.remarks.certainty import BY_NAME, is_all_of, is_certain, is_certainly_theirs, told_next
from digests.remarks.dialogue import is_not_theirs
from digests.remarks.endings import ended
from digests.remarks.owners import handed_inward, is_unsaid
from digests.remarks.parting import part
from digests.remarks.quoted import NAME_AND_COLON, Candidate, Carry, candidates_for, chance, stretch
from digests.remarks.reading import Token, Unit, is_alone, read
from digests.remarks.remark import RemarkKind
from digests.remarks.saying import Saying
from digests.remarks.sayings import sayings_in
from digests.remarks.statements import IN_STATEMENT, stated
from digests.remarks.transcripts import Turn, own_to_turn, turns_in
from digests.remarks.weights.acceptance import ACCEPTANCE
from digests.remarks.weights.cuts import CUTS
from digests.remarks.weights.speakers import SPEAKERS

LIKELY = 0.4  # a saying is taken from here on; chosen on the training set
SURE = 0.7  # a quotation's speaker is told from here on: precision .93 at recall .84, F within .002 of its best
_DOUBLED = ("''", "``")
_MOST_OF = 0.75  # the share of a mixed stretch from which its quotation tells all of it
_PARTS = 0.4  # a saying ends another's content from here on


@dataclass(frozen=True, slots=True)
class Weights:
    """The three fitted tables; the shipped ones unless a fit is under way."""

    acceptance: dict[str, float] = field(default_factory=lambda: ACCEPTANCE)
    cuts: dict[str, float] = field(default_factory=lambda: CUTS)
    speakers: dict[str, float] = field(default_factory=lambda: SPEAKERS)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A stretch of the text that somebody said; `unit` numbers the sentence it stands in.

    `verb` is the verb of saying where no `saying` tells it.
    """

    start: int
    end: int
    kind: RemarkKind
    mention: tuple[int, int]
    unit: int
    saying: Saying | None
    confidence: float
    verb: str = ""


Choice = Callable[[Token, list[Candidate]], tuple[Candidate | None, float]]


def understood(text: str, weights: Weights) -> tuple[list[Unit], list[list[Saying]]]:
    """The units of a text, and the sayings of each with their likelihood."""
    units = read(text)
    sayings: list[list[Saying]] = []
    for unit in units:
        found = sayings_in(unit)
        for saying in found:
            saying.likelihood = likelihood(unit.tokens, saying, weights.acceptance)
            if is_certain(unit.tokens, saying):
                saying.likelihood = max(saying.likelihood, BY_NAME)
            saying.full = saying.content
        part(unit.tokens, [s for s in found if s.likelihood > _PARTS])
        sayings.append(found)
    return units, sayings


def attributed_in(text: str, units: list[Unit], sayings: list[list[Saying]], weights: Weights) -> list[Attributed]:
    """Everything that a text attributes to somebody, in no particular order."""
    return spoken(text, units, sayings, _best(weights.speakers)) + reported(units, sayings, weights.cuts)


def _is_hop(sayings: list[Saying], saying: Saying) -> bool:
    """Whether "according to" only tells where somebody else's saying was read."""
    if saying.lemma != "according to" or saying.full is None or saying.full[0] > saying.at:
        return False
    return any(
        other.likelihood > LIKELY
        and other.subject
        and other.shape == "right"
        and other.subject[0] <= saying.full[0] + 1
        for other in sayings
        if other is not saying and other.at < saying.at
    )


def _best(weights: dict[str, float]) -> Choice:
    def choose(quotation: Token, candidates: list[Candidate]) -> tuple[Candidate | None, float]:
        best, most = None, 0.0
        for candidate in candidates:
            likely = chance(weights, candidate)
            if likely > most:
                best, most = candidate, likely
        return best, most

    return choose


def spoken(text: str, units: list[Unit], sayings: list[list[Saying]], choose: Choice) -> list[Attributed]:
    """Every quotation with a speaker; what two apostrophes mark is indirect, its parts joined."""
    found: list[Attributed] = []
    carry: Carry | None = None
    statements, turns = stated(text, units), turns_in(text, units)
    for number, unit in enumerate(units):
        for quotation, place in zip(unit.quotations, unit.at, strict=True):
            stating = statements.get(number)
            best, confidence = _chosen(text, units, sayings, number, place, stating or carry, turns, choose)
            if best is None:
                continue
            if confidence > LIKELY:
                carry = Carry(best.mention, unit.paragraph, not quotation.closed, number)
            alone = _is_whole(units, sayings[number], number, place, best, found)
            if len(text[quotation.start : quotation.end].split()) < 4 and not alone:
                continue
            kind = RemarkKind.INDIRECT if text[quotation.start - 2 : quotation.start] in _DOUBLED else RemarkKind.DIRECT
            item = Attributed(quotation.start, quotation.end, kind, best.mention, number, best.saying, confidence)
            if kind is RemarkKind.DIRECT:
                found.append(item)
            elif alone or not _held(sayings[number], place):
                _join(text, found, item)
    return _with_beginnings(units, found)


def _chosen(
    text: str,
    units: list[Unit],
    sayings: list[list[Saying]],
    number: int,
    place: int,
    before: Carry | Candidate | None,
    turns: tuple[Turn, ...],
    choose: Choice,
) -> tuple[Candidate | None, float]:
    """Whose the quotation at a place of a unit is, how surely; None where it is nobody's, or another one's.

    `before` is who spoke last, or who makes the statement that the unit is part of.
    """
    if isinstance(before, Candidate):
        return before, BY_NAME
    unit = units[number]
    candidates = own_to_turn(turns, unit, candidates_for(text, units, sayings, number, place, before))
    called = [one for one in candidates if is_all_of(one, place)]
    best, confidence = choose(unit.tokens[place], called[:1] or candidates)
    if best is None or is_unsaid(unit.tokens, sayings[number], place):
        return None, 0.0
    best = handed_inward(unit, sayings[number], place, best, candidates)
    if is_not_theirs(text, units, sayings, number, place, best):
        return None, 0.0
    certain = is_certainly_theirs(unit.tokens, best, place)
    return best, max(confidence, BY_NAME) if certain else confidence


def _is_whole(
    units: list[Unit], sayings: list[Saying], number: int, place: int, best: Candidate, found: list[Attributed]
) -> bool:
    """Whether a quotation counts however short it is, and is not a few words put in marks."""
    if NAME_AND_COLON in best.features or IN_STATEMENT in best.features or _alone(units[number], sayings, place):
        return True
    return told_next(units, number, best) or _goes_on(units, number, place, best, found)


def _goes_on(units: list[Unit], number: int, place: int, best: Candidate, found: list[Attributed]) -> bool:
    """Whether a quotation goes on with the one before it: a sentence of its own, or the second half of one.

    Such a one counts however short it is: “The rule,” Roth said, “is wrong.”; “Hard,” Roth said. “Very hard.”
    """
    last = found[-1] if found else None
    if last is None or last.kind is not RemarkKind.DIRECT or last.mention != best.mention or last.confidence <= SURE:
        return False
    tokens = units[number].tokens
    if is_alone(tokens):
        return units[number].paragraph == units[last.unit].paragraph
    before = next((i for i in range(place - 1, -1, -1) if tokens[i].kind == "Q"), None)
    if before is None or last.end > tokens[before].end or last.start < tokens[before].start:
        return False
    after = tokens[place + 1].kind if place + 1 < len(tokens) else "."
    ends = after in ".,-" or (place + 1 < len(tokens) and tokens[place + 1].low.endswith("ing"))
    between = tokens[before].end <= best.mention[0] < tokens[place].start
    return between and tokens[place - 1].kind in ",-:" and ends


def _with_beginnings(units: list[Unit], found: list[Attributed]) -> list[Attributed]:
    """The found ones with what nothing closes told by whoever speaks on in the next paragraph, as the marks say."""
    by_start = {item.start: place for place, item in enumerate(found)}
    quotations = [(unit, number, q) for number, unit in enumerate(units) for q in unit.quotations]
    for (unit, number, first), (then, _, second) in reversed(list(pairwise(quotations))):
        if first.closed or then.paragraph != unit.paragraph + 1 or then.start != second.start - 1:
            continue
        teller = found[by_start[second.start]] if second.start in by_start else None
        own = by_start.get(first.start)
        if teller is None or teller.kind is not RemarkKind.DIRECT or (own is not None and found[own].confidence > SURE):
            continue
        item = replace(teller, start=first.start, end=first.end, unit=number)
        if own is None:
            by_start[first.start] = len(found)
            found.append(item)
        else:
            found[own] = item
    return found


def _held(sayings: list[Saying], place: int) -> bool:
    """Whether a saying reports the quotation among other words."""
    return any(
        saying.likelihood > LIKELY and saying.content and saying.content[0] <= place < saying.content[1]
        for saying in sayings
    )


def _join(text: str, found: list[Attributed], item: Attributed) -> None:
    """Add an indirect item, as one with the part before it where only its speaker stands between the two."""
    last = found[-1] if found else None
    between = text[last.end : item.start] if last else ""
    apart = last is None or last.kind is RemarkKind.DIRECT or last.mention != item.mention or "\n" in between
    if last is None or apart or len(between) > last.end - last.start + item.end - item.start:
        found.append(item)
        return
    found[-1] = Attributed(
        last.start, item.end, last.kind, last.mention, last.unit, last.saying, max(last.confidence, item.confidence)
    )


def _alone(unit: Unit, sayings: list[Saying], place: int) -> bool:
    """Whether a short quotation is all that a saying holds, not a few words put in marks."""
    for saying in sayings:
        for content in (saying.full, saying.content):
            holds = content and saying.subject and content[0] <= place < content[1]
            if content and holds and all(token.kind in "Q,.-" for token in unit.tokens[content[0] : content[1]]):
                return True
    return False


def reported(units: list[Unit], sayings: list[list[Saying]], cuts: dict[str, float]) -> list[Attributed]:
    """Every content that is not quotation alone: indirect, or mixed where it holds a quotation."""
    found: list[Attributed] = []
    for number, unit in enumerate(units):
        for saying in sayings[number]:
            content = ended(unit.tokens, saying, cuts)
            if content is None or saying.subject is None or _is_hop(sayings[number], saying):
                continue
            inside = unit.tokens[content[0] : content[1]]
            if not any(token.kind in "wNd" for token in inside):
                continue
            kind = RemarkKind.MIXED if any(token.kind == "Q" for token in inside) else RemarkKind.INDIRECT
            mention = stretch(unit.tokens, saying.subject)
            found.append(Attributed(inside[0].start, inside[-1].end, kind, mention, number, saying, saying.likelihood))
    return found


def without_echoes(found: list[Attributed]) -> list[Attributed]:
    """The stretches without a mixed one that is little more than the quotation inside it, itself found as direct."""
    quoted = sorted((item.start, item.end) for item in found if item.kind is RemarkKind.DIRECT)
    return [item for item in found if item.kind is not RemarkKind.MIXED or not _is_echo(item, quoted)]


def _is_echo(item: Attributed, quoted: list[tuple[int, int]]) -> bool:
    if item.saying is not None and item.saying.takes == "a":
        return False  # "called the ruling ...": what is called so would be lost
    inside = quoted[bisect_left(quoted, (item.start, 0)) : bisect_left(quoted, (item.end, 0))]
    return any(end <= item.end and end - start > _MOST_OF * (item.end - item.start) for start, end in inside)
