"""A verb of saying to its subject: who says it, on which side, and what the words between make of the verb."""

from dataclasses import dataclass, replace

from digests.remarks.appositions import head_before_comma
from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    NEGATIONS,
    NOUNS,
    PREPOSITIONS,
    REFUSALS,
    TIME_WORDS,
    UTTERANCES,
    one_of,
)
from digests.remarks.participles import participle_before
from digests.remarks.phrases import (
    PARTICIPLES,
    Range,
    is_adverb,
    is_subject_pronoun,
    main_subject,
    phrase_after,
    phrase_before,
)
from digests.remarks.quoting import quoting
from digests.remarks.reading import Token
from digests.remarks.verbs import Form, Verb


@dataclass(frozen=True, slots=True)
class Subject:
    """Who says it (None: not found); `clause` is where the saying's own clause begins, `marks` as in Saying.

    `by` is who quotes it, where that is a name.
    """

    places: Range | None
    clause: int
    marks: tuple[str, ...] = ()
    inverted: bool = False
    by: Range | None = None


_MODALS = one_of("would will could can may might must shall should won't wouldn't can't couldn't cannot do does did")
_UNREAL = one_of("may might could")  # "may say" is nothing said
_SPANS = one_of("week month year night morning afternoon evening weekend")  # "the company's year" says itself
_TURNS = one_of("turn fact response reply contrast return addition")
_JOINING = one_of("and but or then")
_AFTER_INVERSION = PREPOSITIONS | TIME_WORDS | one_of("who whose which when as while after before because")


_NOBODY = one_of("few no nobody none neither nothing hardly")
_NOT_SAYING = one_of("without avoid avoids avoided avoiding deny denies denied than")
# What makes "to say" a phrase, or a thing to come.
_IDLE = one_of("needless fair safe it easy hard wrong true strange sad expected due set likely scheduled")
_NOT_YET = REFUSALS | one_of("yet fail fails failed unable unwilling reluctant neglected")


def subject_of(tokens: list[Token], at: int, verb: Verb, spoken: Range | None) -> Subject:
    """The subject of the verb at `at`; `spoken` is that of the saying before it in the sentence."""
    subject = _subject_of(tokens, at, verb, spoken)
    if subject.places is None or not _is_nobody(tokens, subject.places[0]):
        return subject
    return replace(subject, marks=(*subject.marks, "refused"))


def _is_nobody(tokens: list[Token], first: int) -> bool:
    """Whether a phrase stands for nobody ("no official", "neither Roth nor Veld") or for an if ("if Roth says")."""
    return tokens[first].low in _NOBODY or (first > 0 and tokens[first - 1].low in {"nor", "not", "if", "unless"})


def _subject_of(tokens: list[Token], at: int, verb: Verb, spoken: Range | None) -> Subject:
    before, marks = _past_helpers(tokens, at, verb)
    if before < 0 or tokens[before].kind in ",Q-:;(":
        right = _inverted(tokens, at, verb, before)
        if right is not None:
            return Subject(right, at, marks, inverted=True)
    if before < 0:
        return Subject(None, at, marks)
    token = tokens[before]
    if verb.form is Form.ING and before == at - 1 and not is_subject_pronoun(token):
        return _of_gerund(tokens, before, spoken, marks)
    return _to_the_left(tokens, at, before, spoken, marks)


def _to_the_left(tokens: list[Token], at: int, before: int, spoken: Range | None, marks: tuple[str, ...]) -> Subject:
    token = tokens[before]
    participle = participle_before(tokens, at)
    if participle is not None:
        before = participle - 1  # "two men accused of smuggling told ..."
    if token.low == "to":
        return _of_infinitive(tokens, before, marks)
    if token.low in _JOINING:
        return Subject(spoken or main_subject(tokens, before), before, (*marks, "shared"))
    if token.low in {"who", "which", "that"}:
        return _of_relative(tokens, before, marks)
    return _of_phrase(tokens, at, before, marks)


def _past_helpers(tokens: list[Token], at: int, verb: Verb) -> tuple[int, tuple[str, ...]]:
    """The place before the verb's auxiliaries and adverbs, and what they mark."""
    marks: list[str] = []
    before = _past_time(tokens, at - 1)
    while before >= 0:
        low = tokens[before].low
        if low in _TURNS and before and tokens[before - 1].low == "in":
            before -= 2  # "She in turn said"
            continue
        if low not in AUXILIARIES and low not in ADVERBS and not is_adverb(tokens[before]):
            break
        if low in NEGATIONS and tokens[before + 1].low not in {"only", "just", "merely"}:
            marks.append("negated")
        elif low in BE and verb.form is Form.PAST:
            marks.append("passive")
        elif low in _UNREAL and verb.form is Form.BARE:
            marks += ["modal", "refused"]
        elif low in _MODALS:
            marks.append("modal")
        before = _past_time(tokens, before - 1)
    return before, tuple(marks)


def _past_time(tokens: list[Token], at: int) -> int:
    """The place before "on Tuesday" in "Mia Roth on Tuesday said", or before "today", "earlier this month"."""
    before = at
    while before >= 0 and tokens[before].kind in "wN" and tokens[before].low in TIME_WORDS:
        before -= 1
    if before < 0 or before == at:
        return at
    if tokens[before].low == "on":
        return before - 1
    first = tokens[before + 1]
    return at if first.low in _SPANS or tokens[before].low in DETERMINERS else before


def _of_phrase(tokens: list[Token], at: int, before: int, marks: tuple[str, ...]) -> Subject:
    """The noun phrase before the verb, its appositions and brackets passed over."""
    token = tokens[before]
    if token.kind == ",":
        head = head_before_comma(tokens, before)
        return Subject(head, head[0] if head else at, (*marks, "apposed"))
    if token.kind == "-":
        return _between_dashes(tokens, before, at, marks)
    if token.kind == ")":
        while before >= 0 and tokens[before].kind != "(":
            before -= 1
        phrase = phrase_before(tokens, before - 1) if before > 0 else None
        return Subject(phrase, phrase[0] if phrase else max(before, 0), marks)
    phrase = phrase_before(tokens, before)
    return Subject(phrase, phrase[0] if phrase else at, marks)


def _between_dashes(tokens: list[Token], closing: int, at: int, marks: tuple[str, ...]) -> Subject:
    """The phrase before a pair of dashes: "Mia Roth — the head of Norvane — said"."""
    opening = next((i for i in range(closing - 2, max(0, closing - 30), -1) if tokens[i].kind == "-"), None)
    phrase = phrase_before(tokens, opening - 1) if opening else None
    return Subject(phrase, phrase[0] if phrase else at, (*marks, "apposed"))


def _of_relative(tokens: list[Token], before: int, marks: tuple[str, ...]) -> Subject:
    places = phrase_before(tokens, before - 1) if tokens[before].low == "that" else (before, before + 1)
    return Subject(places, before, (*marks, "relative"))


def _inverted(tokens: list[Token], at: int, verb: Verb, before: int) -> Range | None:
    """The subject after the verb: ", said Mia Roth, a lawyer" and "said analysts at Bank X."."""
    first = at + 1
    if verb.form is Form.ING or "a" in verb.takes or first >= len(tokens) or before < 0:
        return None
    if "d" in verb.takes and tokens[before if tokens[before].kind == "Q" else before - 1].kind != "Q":
        return None  # "asked Mia Roth" asks her, but for “...?” asked Mia Roth
    low = tokens[first].low
    if tokens[first].kind not in "wN" or low in PREPOSITIONS or low in ADVERBS or low in TIME_WORDS:
        return None
    phrase = phrase_after(tokens, first)
    if phrase is None or _holds_verb(tokens, phrase):
        return None
    return phrase if phrase[1] >= len(tokens) or _may_follow(tokens[phrase[1]], tokens[first]) else None


def _may_follow(token: Token, subject: Token) -> bool:
    """Whether the sentence may go on so behind a subject that stands after its verb."""
    if is_subject_pronoun(subject):
        return token.kind in ",.;"
    return token.kind in ",.;-():" or token.low in _AFTER_INVERSION


def _holds_verb(tokens: list[Token], phrase: Range) -> bool:
    """Whether "the country needed chips" was taken for one phrase."""
    inside = tokens[phrase[0] + 2 : phrase[1] - 1]
    return any(t.kind == "w" and t.low.endswith("ed") and t.low not in PARTICIPLES for t in inside)


def _of_gerund(tokens: list[Token], before: int, spoken: Range | None, marks: tuple[str, ...]) -> Subject:
    """Whose "saying ..." it is: of the noun before it, of the saying before it, or of the sentence."""
    token = tokens[before]
    if token.low in _NOT_SAYING or (token.low == "of" and tokens[before - 1].low == "short"):
        return Subject(None, before, (*marks, "refused"))
    if token.low == "as":
        found = quoting(tokens, before)
        if found is None:
            return Subject(spoken, before, (*marks, "quoted as"))
        return Subject(found.quoted, found.clause, (*marks, "quoted as"), by=found.by)
    if token.kind in "wN" and token.low not in PREPOSITIONS and token.low not in {"and", "but", "while", "when"}:
        owner = phrase_before(tokens, before)
        if token.low in UTTERANCES or token.low in NOUNS:
            owner = spoken or main_subject(tokens, before)
        return Subject(owner, before, (*marks, "gerund", "after noun"))
    mark = "gerund" if token.kind == "," or token.low in {"and", "but"} else "gerund " + token.low
    return Subject(spoken or main_subject(tokens, before), before, (*marks, mark))


def _of_infinitive(tokens: list[Token], to: int, marks: tuple[str, ...]) -> Subject:
    if any(token.low in _NOT_YET for token in tokens[max(0, to - 3) : to]) or tokens[to - 1].low in _IDLE:
        return Subject(None, to, (*marks, "refused"))
    lead = tokens[to - 1].low if to else ""
    mark = "went on" if lead in {"on", "continued", "continues", "back"} else "infinitive"
    own = _own_subject(tokens, to)
    return Subject(own or main_subject(tokens, to), own[0] if own else to, (*marks, mark))


def _own_subject(tokens: list[Token], to: int) -> Range | None:
    """The subject of a clause of its own behind a comma or a quotation: "..., Roth likes to say"."""
    mark = next((at for at in range(to - 2, -1, -1) if tokens[at].kind in ",Q"), None)
    if mark is None or not (tokens[mark + 1].kind == "N" or is_subject_pronoun(tokens[mark + 1])):
        return None
    first = mark + 1
    phrase = (first, first + 1) if is_subject_pronoun(tokens[first]) else phrase_after(tokens, first)
    return phrase if phrase is not None and phrase[1] < to else None
