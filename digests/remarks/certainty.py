"""A saying, or a quotation in its place, to what is as good as certain of it, whatever the fitted weights say."""

from digests.remarks.lexicon import BE, one_of
from digests.remarks.quoted import Candidate
from digests.remarks.reading import Token, Unit
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
        return "quoted as" in saying.marks or answered
    if saying.subject is None or saying.shape != "left":
        return False
    return saying.lemma == "tell" or saying.lemma in _ANSWERS or (saying.inverted and saying.lemma == "say")


_ANSWERS = one_of("reply retort counter answer respond")


def by_agent(best: Candidate, place: int) -> bool:
    """Whether a quotation is what somebody called a thing: "described as “critical” by Mia Roth"."""
    saying = best.saying
    content = saying.full if saying is not None and saying.takes == "a" and saying.likelihood >= BY_NAME else None
    return content is not None and content[0] <= place < content[1]


def behind_colon(tokens: list[Token], best: Candidate, place: int) -> bool:
    """Whether a quotation is all that a verb of saying and a colon lead up to: "The notice states: “...”"."""
    saying = best.saying
    if saying is None or saying.full is None or saying.at >= place or "refused" in saying.marks:
        return False
    return saying.full == (place, place + 1) and tokens[place - 1].kind == ":"


def is_all_of(one: Candidate, place: int) -> bool:
    """Whether a quotation is all that somebody called a thing, or told somebody: "had told her, “...”"."""
    saying = one.saying
    if saying is None or saying.full != (place, place + 1):
        return False
    told = saying.lemma == "tell" and saying.shape == "right" and "passive" not in saying.marks
    return told or by_agent(one, place)


def is_put_to(tokens: list[Token], place: int) -> bool:
    """Whether a quotation is put to the subject by nobody who is named: "Mia Roth was asked: “...”"."""
    lead = [token.low for token in tokens[max(0, place - 3) : place] if token.kind == "w"]
    put = len(lead) > 1 and lead[-1] in {"asked", "told"} and lead[-2] in BE
    return put and tokens[place - 1].kind in ":,"


def told_next(units: list[Unit], number: int, best: Candidate) -> bool:
    """Whether a quotation is a sentence by itself whose speaker opens the next: “Will you sign?” Mia Roth asked."""
    saying, after = best.saying, number + 1
    if saying is None or saying.shape != "none" or saying.subject is None or saying.subject[0] or after >= len(units):
        return False
    alone = all(token.kind in "Q.,-)(" for token in units[number].tokens)
    return alone and best.mention[0] == units[after].start and units[after].paragraph == units[number].paragraph


def is_anothers(text: str, units: list[Unit], number: int, best: Candidate) -> bool:
    """Whether somebody else does something right before a quotation that tells no speaker: "Brekke nodded. “None.”"."""
    before = units[number - 1] if number else None
    if best.saying is not None or before is None or before.at or before.paragraph != units[number].paragraph:
        return False
    alone = all(token.kind in "Q.,-)(" for token in units[number].tokens)
    does = before.tokens[:-1]
    another = bool(does) and does[0].kind == "N" and text[does[0].start : does[0].end] not in text[slice(*best.mention)]
    return alone and another and len(does) in (2, 3) and best.mention[1] <= before.start
