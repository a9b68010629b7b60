"""A saying, or a quotation in its place, to what is as good as certain of it, whatever the fitted weights say."""

from digests.remarks.lexicon import one_of
from digests.remarks.quoted import NAME_AND_COLON, OWN_UNIT, Candidate
from digests.remarks.reading import Token, Unit, is_alone
from digests.remarks.saying import Saying

BY_NAME = 0.8
"""How sure a form is that is as good as certain: "Mia Roth: “...”"."""


def is_certain(tokens: list[Token], saying: Saying) -> bool:
    """Whether a saying has a form too rare to be fitted, and as good as certain.

    "Described as “critical” by Mia Roth", "which Mia Roth called “critical”", "..., say people close to the talks",
    "..., Mia Roth told analysts".
    """
    if saying.takes == "a" and saying.content is not None:
        return "agent" in saying.marks or all(t.kind == "Q" for t in tokens[slice(*saying.content)])
    if saying.subject is not None and saying.shape == "right" and saying.content is not None:
        answered = saying.lemma in _ANSWERS and tokens[saying.content[0]].low == "that"
        claimed = "relative" in saying.marks and saying.lemma in _CLAIMS and tokens[saying.content[0]].low == "that"
        return "quoted as" in saying.marks or answered or claimed
    if saying.subject is None or saying.shape != "left":
        return False
    return (
        saying.lemma == "tell"
        or "quoted as" in saying.marks
        or saying.lemma in _ANSWERS
        or (saying.inverted and saying.lemma == "say")
    )


_CLAIMS = one_of("say claim allege warn argue report state conclude")  # "which claimed that ..."
_ANSWERS = one_of("reply retort counter answer respond")


def is_certainly_theirs(tokens: list[Token], best: Candidate, place: int) -> bool:
    """Whether the form leaves no doubt that a quotation is the likeliest speaker's."""
    if OWN_UNIT not in best.features:
        return NAME_AND_COLON in best.features
    return _is_quoted_as(best, place) or _by_agent(best, place) or _behind_colon(tokens, best, place)


def _is_quoted_as(best: Candidate, place: int) -> bool:
    """Whether a quotation is all that somebody is quoted as saying: "“...,” Radio North quoted Mia Roth as saying"."""
    saying = best.saying
    return saying is not None and saying.full == (place, place + 1) and "quoted as" in saying.marks


def _by_agent(best: Candidate, place: int) -> bool:
    """Whether a quotation is what somebody called a thing: "described as “critical” by Mia Roth"."""
    saying = best.saying
    content = saying.full if saying is not None and saying.takes == "a" and saying.likelihood >= BY_NAME else None
    return content is not None and content[0] <= place < content[1]


def _behind_colon(tokens: list[Token], best: Candidate, place: int) -> bool:
    """Whether a quotation is all that a verb of saying and a colon lead up to: "The notice states: “...”"."""
    saying = best.saying
    if saying is None or saying.full is None or saying.at >= place or "refused" in saying.marks:
        return False
    return saying.full == (place, place + 1) and tokens[place - 1].kind == ":"


def is_all_of(one: Candidate, place: int) -> bool:
    """Whether a quotation is all that somebody called a thing, told somebody, or is quoted as saying."""
    saying = one.saying
    if saying is None or saying.full != (place, place + 1) or OWN_UNIT not in one.features:
        return False
    told = saying.lemma == "tell" and saying.shape == "right" and "passive" not in saying.marks
    return told or _by_agent(one, place) or _is_quoted_as(one, place)


def told_next(units: list[Unit], number: int, best: Candidate) -> bool:
    """Whether a quotation is a sentence by itself whose speaker opens the next: “Will you sign?” Mia Roth asked."""
    saying, after = best.saying, number + 1
    if saying is None or saying.shape != "none" or saying.subject is None or saying.subject[0] or after >= len(units):
        return False
    return (
        is_alone(units[number].tokens)
        and best.mention[0] == units[after].start
        and units[after].paragraph == units[number].paragraph
    )
