"""Quotations to speakers: candidates around each quotation, weighed by named features, the likeliest chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    LABELS,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    UTTERANCES,
    one_of,
)
from digests.remarks.phrases import Range, is_subject_pronoun, main_subject, phrase_before
from digests.remarks.reading import Token, Unit, is_alone
from digests.remarks.roles import ROLE_WORDS
from digests.remarks.saying import Saying

NAME_AND_COLON = "nothing but a name and a colon before it"
OWN_UNIT = "own unit"


@dataclass(frozen=True)
class Candidate:
    """Somebody who may have said a quotation: the mention's stretch of the text, and what speaks for it, by name."""

    mention: tuple[int, int]
    features: tuple[str, ...]
    saying: Saying | None = None


@dataclass
class Carry:
    """Who spoke last: the mention, the paragraph of that quotation, and whether nothing closed it."""

    mention: tuple[int, int]
    paragraph: int
    unclosed: bool
    unit: int


def stretch(tokens: list[Token], places: Range) -> tuple[int, int]:
    """Places in a unit's tokens as a stretch of the text."""
    return tokens[places[0]].start, tokens[places[1] - 1].end


def candidates_for(
    text: str, units: list[Unit], sayings: list[list[Saying]], at: int, place: int, carry: Carry | None
) -> list[Candidate]:
    """Everybody who may have said the quotation whose token stands at `place` in unit `at`."""
    unit = units[at]
    situation = _situation(text, units, sayings, at, place)
    found = list(_beside(text, unit, sayings[at], place, situation))
    found.extend(_nearby(units, sayings, at, place, situation))
    if carry is not None:
        found.append(_carried(units, carry, at, place, situation))
    found.extend(_plain(unit, place, situation))
    return found


def _situation(text: str, units: list[Unit], sayings: list[list[Saying]], at: int, place: int) -> dict[str, str]:
    """What the choice depends on whoever the candidate is: where the quotation stands, and what is beside it."""
    tokens = units[at].tokens
    whole = tokens[place]
    last = text[whole.end - 2 : whole.end - 1]
    before = tokens[place - 1] if place else None
    return {
        "only": "alone" if is_alone(tokens) else "opening" if place == 0 else "within",
        "start": "paragraph start" if at == 0 or units[at - 1].paragraph != units[at].paragraph else "later",
        "last": last if last in ",.?!" else "word",
        "before": "start" if before is None else _name(before),
        "adjacent": "adjacent"
        if any(_gap(tokens, s, place)[1] <= 1 for s in sayings[at] if s.subject)
        else "none adjacent",
        "size": "short" if len(text[whole.start : whole.end].split()) < 4 else "long",
    }


def _name(token: Token) -> str:
    if token.kind in "wN":
        return token.low if token.low in {"that", "as", "a", "the", "of", "to", "called", "and", "by", "is"} else "word"
    return token.kind


def _gap(tokens: list[Token], saying: Saying, place: int) -> tuple[str, int]:
    """On which side of the quotation a saying stands, and how many tokens are between them."""
    parts = [saying.at]
    if saying.subject:
        parts += [saying.subject[0], saying.subject[1] - 1]
    if max(parts) < place:
        return "says before", place - max(parts) - 1
    if min(parts) > place:
        return "says after", min(parts) - place - 1
    return "around", 0


def _bucket(gap: int) -> str:
    return next((str(limit) for limit in (0, 1, 2, 4, 8, 15) if gap <= limit), "far")


def _beside(text: str, unit: Unit, sayings: list[Saying], place: int, situation: dict[str, str]) -> Iterator[Candidate]:
    """The sayings of the quotation's own unit."""
    tokens = unit.tokens
    for saying in sayings:
        if saying.subject is None:
            continue
        side, gap = _gap(tokens, saying, place)
        near, far = sorted((place, saying.at))
        between = tokens[near:far]
        inside = saying.full is not None and saying.full[0] <= place < saying.full[1]
        names = [
            OWN_UNIT,
            f"{side} {_bucket(gap)}",
            f"{side} {saying.shape} {'holds it' if inside else 'apart'}",
            f"{side} quotation ends {situation['last']}",
            f"{side} before it {situation['before']}",
            "verb " + saying.lemma,
            "takes " + saying.takes,
            "mention " + _mention(tokens, saying.subject),
            f"acceptance {round(saying.likelihood * 5)}",
            f"{side} {situation['only']}",
            f"{side} others between {min(2, sum(s is not saying and near < s.at < far for s in sayings))}",
            f"{side} quotations between {min(2, sum(t.kind == 'Q' for t in between[1:]))}",
            f"{side} {'inverted' if saying.inverted else 'plain'}",
        ]
        names.extend(f"{side} {mark}" for mark in saying.marks)
        yield Candidate(stretch(tokens, saying.subject), tuple(names), saying)


def _mention(tokens: list[Token], subject: Range) -> str:
    token = tokens[subject[0]]
    if is_subject_pronoun(token):
        return token.low.partition("'")[0]
    if token.low in DETERMINERS:
        return "determiner"
    return {"N": "name", "w": "word", "d": "number"}.get(token.kind, "mark")


def _nearby(
    units: list[Unit], sayings: list[list[Saying]], at: int, place: int, situation: dict[str, str]
) -> Iterator[Candidate]:
    """The sayings of the units around: the last before, the first after."""
    unit = units[at]
    for step, label in ((-1, "previous unit"), (1, "next unit"), (-2, "two units before")):
        other = at + step
        if not 0 <= other < len(units):
            continue
        apart = units[other].paragraph - unit.paragraph
        if abs(apart) > 1:
            continue
        spoken = [s for s in sayings[other] if s.subject]
        if not spoken:
            continue
        saying = spoken[0] if step > 0 else spoken[-1]
        tokens = units[other].tokens
        where = label + (", same paragraph" if not apart else ", other paragraph")
        opens = saying.at - (saying.subject[0] if saying.subject else 0) < 4 and (saying.subject or (9,))[0] < 2
        yield Candidate(
            stretch(tokens, saying.subject or (0, 1)),
            (
                where,
                f"{where} {situation['adjacent']}",
                f"{where} {situation['only']}",
                f"{where} {situation['only']} {situation['start']} {situation['adjacent']}",
                f"{where} {saying.shape}",
                f"{where} ends {tokens[-1].kind}",
                f"{where} quotation ends {situation['last']}",
                f"{where} {'opens with it' if opens else 'not at its head'}",
                f"{where} {'has quotations' if units[other].at else 'has none'}",
                f"{where} acceptance {round(saying.likelihood * 5)}",
                f"{label} {situation['size']}",
                "mention " + _mention(tokens, saying.subject or (0, 1)),
                f"nearby verb {saying.lemma}",
            ),
            saying,
        )


def _carried(units: list[Unit], carry: Carry, at: int, place: int, situation: dict[str, str]) -> Candidate:
    """Whoever spoke last, speaking on."""
    apart = min(3, units[at].paragraph - carry.paragraph)
    where = f"speaks on {apart}"
    names = (
        where,
        f"{where} {situation['only']} {situation['adjacent']}",
        f"{where} {situation['only']} {situation['start']} {situation['adjacent']}",
        f"{where} {'unclosed' if carry.unclosed else 'closed'} {situation['start']}",
        f"{where} {situation['size']}",
        f"{where} before it {situation['before']}",
        f"{where} {'same unit' if carry.unit == at else 'other unit'}",
        f"{where} quotation ends {situation['last']} {situation['adjacent']}",
    )
    return Candidate(carry.mention, names)


def _plain(unit: Unit, place: int, situation: dict[str, str]) -> Iterator[Candidate]:
    """The subject of the sentence, and the last name before the quotation, where no verb of saying helps."""
    tokens = unit.tokens
    lead = tokens[: place - 1] if 1 < place < 8 and tokens[place - 1].kind == ":" else []
    if len(lead) == 1 and lead[0].low in _NO_NAMES:
        return
    opens = bool(lead) and (_is_named(lead) or _is_owned_utterance(lead))
    subject = (0, place - 1) if opens else main_subject(tokens, place) if place else None
    if subject is not None:
        names = _plain_names("subject of the sentence", tokens, subject, place, situation)
        yield Candidate(stretch(tokens, subject), (*names, NAME_AND_COLON) if opens else names)
    for at in range(place - 1, max(-1, place - 25), -1):
        if (tokens[at].kind == "N" and tokens[at].low not in _SMALL) or is_subject_pronoun(tokens[at]):
            phrase = phrase_before(tokens, at)
            if phrase is not None:
                yield Candidate(
                    stretch(tokens, phrase), _plain_names("last name before", tokens, phrase, place, situation)
                )
            return


def _is_named(lead: list[Token]) -> bool:
    """Whether nothing but a name leads up to a colon: "Mia Roth: “...”"."""
    return lead[0].kind == "N" and all(token.kind == "N" or token.low in ROLE_WORDS for token in lead)


def _is_owned_utterance(lead: list[Token]) -> bool:
    """Whether what somebody says leads up to a colon: "Her response: “...”", "Roth’s answer: “...”"."""
    if len(lead) < 2 or lead[-1].low not in UTTERANCES or any(token.kind not in "wN" for token in lead):
        return False
    return (len(lead) < 4 and lead[0].low in _OWNERS) or lead[-2].low.endswith(("'s", "s'"))


_OWNERS = one_of("his her their")
_SMALL = PREPOSITIONS | CLAUSE_WORDS | DETERMINERS | AUXILIARIES | ADVERBS | TIME_WORDS
# What before a colon is nobody: "Then: “...”", "Answer: “...”".
_NO_NAMES = (
    _SMALL | PRONOUNS | LABELS | NOUNS | one_of("yes no well question verdict example translation headline")
) - SUBJECT_PRONOUNS


def _plain_names(
    label: str, tokens: list[Token], phrase: Range, place: int, situation: dict[str, str]
) -> tuple[str, ...]:
    return (
        label,
        f"{label} {situation['adjacent']}",
        f"{label} gap {_bucket(place - phrase[1])}",
        f"{label} before it {situation['before']}",
        f"{label} mention {_mention(tokens, phrase)}",
        f"{label} {situation['size']}",
        f"{label} quotation ends {situation['last']}",
    )


def chance(weights: dict[str, float], candidate: Candidate) -> float:
    """How likely, from 0 to 1, a candidate is to be the speaker."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) for name in candidate.features)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
