"""A unit to its sayings: each verb, noun or phrase of saying with who says it and where what is said stands."""

from dataclasses import dataclass

from digests.remarks.contents import content_left, content_right, hearer_at, skip_adverbials
from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    BE,
    MEANS,
    NEGATIONS,
    NOUNS,
    PHRASES,
    PREPOSITIONS,
    REFUSALS,
    TIME_WORDS,
    UTTERANCES,
    VERBS,
    Form,
    Verb,
)
from digests.remarks.phrases import (
    Range,
    head_before_comma,
    is_subject_pronoun,
    main_subject,
    phrase_after,
    phrase_before,
)
from digests.remarks.reading import Token, Unit


@dataclass(slots=True)
class Saying:
    """A cue with its subject and content, as places in the unit's tokens.

    `shape` says how the parts stand: "right" (X said Y), "left" (Y, X said), "around" (Y, X said, Y), "according",
    "noun" (X's claim that Y), "colon" (the content begins after the unit), "none" (no content found).
    `hearer` is who was told, where that is a name.
    `full` is the content before the next saying's clause was taken off it.
    `marks` are properties that the acceptance weighs: negated, passive, modal, gerund, infinitive, shared, relative.
    """

    at: int
    lemma: str
    verb: str
    form: Form
    shape: str
    subject: Range | None
    content: Range | None
    inverted: bool = False
    marks: tuple[str, ...] = ()
    clause: int = 0
    takes: str = ""
    full: Range | None = None
    hearer: Range | None = None
    likelihood: float = 0.0


def sayings_in(unit: Unit) -> list[Saying]:
    """The sayings of a unit, in order of their cues; contents do not run into the next saying's clause."""
    tokens = unit.tokens
    found: list[Saying] = []
    for at, token in enumerate(tokens):
        low = token.low
        saying: Saying | None = None
        if low in VERBS:
            saying = _by_verb(tokens, at, VERBS[low], found)
        elif low == "according":
            saying = _according(tokens, at)
        if saying is None and low in NOUNS:
            saying = _by_noun(tokens, at)
        if saying is not None:
            found.append(saying)
    return found


# --- verbs --------------------------------------------------------------------------------------------------------


def _by_verb(tokens: list[Token], at: int, verb: Verb, earlier: list[Saying]) -> Saying | None:
    if tokens[at].kind == "N" and verb.form is not Form.PRESENT and at > 0:
        return None
    takes, after = verb.takes, at + 1
    follows = tokens[after].low if after < len(tokens) else ""
    tail = PHRASES.get(verb.lemma, {}).get(follows)
    if tail is not None:
        takes, after = tail, after + 1
    if not takes:
        return None
    if at and tokens[at - 1].low in _NOMINAL and verb.form in {Form.BARE, Form.PRESENT}:
        return None  # "the claim", "a report": nouns
    subject, inverted, marks, clause = _subject(tokens, at, verb, earlier)
    if "passive" in marks and not inverted:
        if follows == "by":
            subject, after = phrase_after(tokens, after + 1), after + 1
            after = subject[1] if subject else after
        elif not (follows == "as" and after + 1 < len(tokens)):
            return None
    end = after
    if inverted and subject:
        end = subject[1]
    lemma = verb.lemma + (" " + follows if tail is not None else "")
    saying = Saying(at, lemma, tokens[at].low, verb.form, "none", subject, None, inverted, marks, clause, takes)
    _find_content(tokens, saying, end)
    return saying


_NOMINAL = frozenset(
    "the a an this that his her its their our my such any no some every of 's recent new first".split()
)


def _subject(
    tokens: list[Token], at: int, verb: Verb, earlier: list[Saying]
) -> tuple[Range | None, bool, tuple[str, ...], int]:
    """Subject, whether it follows the verb, marks, and where the clause begins."""
    marks: list[str] = []
    before = at - 1
    while before >= 0 and (
        tokens[before].low in AUXILIARIES or tokens[before].low in ADVERBS or tokens[before].low.endswith("ly")
    ):
        low = tokens[before].low
        if low in NEGATIONS:
            marks.append("negated")
        elif low in BE and verb.form is Form.PAST:
            marks.append("passive")
        elif low in _MODALS:
            marks.append("modal")
        before -= 1
    plain = before == at - 1
    if before < 0 or tokens[before].kind in ",Q-:;(":
        right = _inverted(tokens, at, verb, before)
        if right is not None:
            return right, True, tuple(marks), at
    if before < 0:
        return None, False, tuple(marks), at
    token = tokens[before]
    if verb.form is Form.ING and plain and not is_subject_pronoun(token):
        return _gerund(tokens, at, before, earlier, marks)
    if token.low == "to":
        return _infinitive(tokens, before, earlier, marks)
    if token.low in {"and", "but", "or", "then"} or (token.kind == "," and _is_shared(tokens, before)):
        shared = earlier[-1].subject if earlier else main_subject(tokens, before)
        return shared, False, (*marks, "shared"), before
    if token.kind == ",":
        head = head_before_comma(tokens, before)
        return head, False, (*marks, "apposed"), head[0] if head else at
    if token.kind == ")":
        return _over_brackets(tokens, before, marks)
    if token.low in {"who", "which", "that"}:
        if token.low == "that":
            phrase = phrase_before(tokens, before - 1)
            return phrase, False, (*marks, "relative"), before
        return (before, before + 1), False, (*marks, "relative"), before
    phrase = phrase_before(tokens, before)
    return phrase, False, tuple(marks), phrase[0] if phrase else at


_MODALS = frozenset(
    "would will could can may might must shall should won't wouldn't can't couldn't cannot do does did".split()
)


def _is_shared(tokens: list[Token], comma: int) -> bool:
    return False


def _over_brackets(tokens: list[Token], at: int, marks: list[str]) -> tuple[Range | None, bool, tuple[str, ...], int]:
    while at >= 0 and tokens[at].kind != "(":
        at -= 1
    phrase = phrase_before(tokens, at - 1) if at > 0 else None
    return phrase, False, tuple(marks), phrase[0] if phrase else max(at, 0)


def _inverted(tokens: list[Token], at: int, verb: Verb, before: int) -> Range | None:
    """The subject after the verb: ", said Mia Roth, a lawyer" and "said analysts at Bank X."."""
    if verb.form is Form.ING or "d" in verb.takes or at + 1 >= len(tokens) or before < 0:
        return None
    first = at + 1
    low = tokens[first].low
    if tokens[first].kind not in "wN" or low in PREPOSITIONS or low in ADVERBS or low in TIME_WORDS:
        return None
    phrase = phrase_after(tokens, first)
    if phrase is None:
        return None
    if is_subject_pronoun(tokens[first]) and phrase[1] < len(tokens) and tokens[phrase[1]].kind not in ",.;":
        return None
    if phrase[1] < len(tokens):
        follows = tokens[phrase[1]]
        if follows.kind not in ",.;-():" and follows.low not in _AFTER_INVERSION:
            return None
    return phrase


_AFTER_INVERSION = PREPOSITIONS | TIME_WORDS | frozenset("who whose which when as while after before because".split())


def _gerund(
    tokens: list[Token], at: int, before: int, earlier: list[Saying], marks: list[str]
) -> tuple[Range | None, bool, tuple[str, ...], int]:
    """Whose "saying ..." it is: the subject of the saying before it, or of the sentence."""
    token = tokens[before]
    if token.kind in "wN" and token.low not in PREPOSITIONS and token.low not in {"and", "but", "while", "when", "in"}:
        owner = phrase_before(tokens, before)
        if token.low in UTTERANCES or token.low in NOUNS:
            owner = earlier[-1].subject if earlier and earlier[-1].subject else main_subject(tokens, before)
        return owner, False, (*marks, "gerund", "after noun"), before
    mark = "gerund" if token.kind == "," or token.low in {"and", "but"} else "gerund " + token.low
    subject = next((s.subject for s in reversed(earlier) if s.subject), None) or main_subject(tokens, before)
    return subject, False, (*marks, mark), before


def _infinitive(
    tokens: list[Token], to: int, earlier: list[Saying], marks: list[str]
) -> tuple[Range | None, bool, tuple[str, ...], int]:
    at = to - 1
    lead = tokens[at].low if at >= 0 else ""
    if lead in REFUSALS or any(t.low in REFUSALS for t in tokens[max(0, to - 3) : to]):
        return None, False, (*marks, "refused"), to
    mark = "went on" if lead in {"on", "continued", "continues", "back"} else "infinitive"
    subject = main_subject(tokens, to)
    return subject, False, (*marks, mark), to


# --- contents -----------------------------------------------------------------------------------------------------


def _find_content(tokens: list[Token], saying: Saying, after: int) -> None:
    """Set the shape and the content of a saying by what stands around it."""
    start = saying.clause if not saying.inverted else saying.at
    if saying.inverted and saying.subject:
        after = saying.subject[1]
    if saying.takes == "a":
        right = after
    else:
        hears = "d" in saying.takes and not saying.inverted
        right = skip_adverbials(tokens, after, hearer=hears)
        saying.hearer = hearer_at(tokens, after) if hears else None
    left = None if "shared" in saying.marks else content_left(tokens, start)
    if (
        left is not None
        and tokens[left[1] - 1].kind != "Q"
        and _kind(tokens, right) == ","
        and _kind(tokens, right + 1) == "Q"
    ):
        left = None  # "On Monday, she said, “...”": what stands before is no content
    kind = _kind(tokens, right)
    if kind == ":" and right >= len(tokens) - 1:
        saying.shape = "colon"
    elif left is not None and (saying.inverted or kind in ".),;-" or _after_quotation(tokens, left, right)):
        saying.content = left
        saying.shape = "left"
        if kind in ",-":
            _look_around(tokens, saying, left, right)
    elif not saying.inverted:
        saying.content = content_right(tokens, right, saying.takes)
        saying.shape = "right" if saying.content else "none"


def _kind(tokens: list[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else "."


def _after_quotation(tokens: list[Token], left: Range, right: int) -> bool:
    """Whether a whole quotation stands before the saying, so that what follows it says only when and how."""
    return tokens[left[1] - 1].kind == "Q" and _kind(tokens, right) != "Q" and tokens[right].low != "that"


def _look_around(tokens: list[Token], saying: Saying, left: Range, right: int) -> None:
    """A saying between two parts of its content: "The ban, she said, will fail."."""
    rest = content_right(tokens, right + 1, "c")
    if rest is None or tokens[right + 1].low.endswith("ing") or tokens[right + 1].low in _NEW_CLAUSE:
        return
    if any(t.kind == "Q" for t in tokens[left[0] : left[1]]):
        return
    saying.content, saying.shape = (left[0], rest[1]), "around"


_NEW_CLAUSE = frozenset(
    "and but while although though because as who which where when after before citing with".split()
)


def _according(tokens: list[Token], at: int) -> Saying | None:
    """ "According to X, Y" and "Y, according to X"."""
    if at + 2 >= len(tokens) or tokens[at + 1].low != "to":
        return None
    subject = phrase_after(tokens, at + 2)
    if subject is None:
        return None
    opening = at == 0 or (tokens[at - 1].kind in ",;-" and at == 1) or tokens[at - 1].low in {"but", "and"}
    saying = Saying(at, "according to", "according to", Form.ING, "according", subject, None, False, (), at, "c")
    if opening:
        comma = next((i for i in range(subject[1], len(tokens)) if tokens[i].kind in ",Q"), None)
        if comma is not None:
            first = comma if tokens[comma].kind == "Q" else comma + 1
            saying.content = content_right(tokens, first, "c")
    else:
        end = at - 1 if tokens[at - 1].kind in ",-" else at
        saying.content = (0, end) if end > 0 else None
    return saying if saying.content else None


def _by_noun(tokens: list[Token], at: int) -> Saying | None:
    """Nouns of saying: "her claim that Y", and "his comments suggest that Y"."""
    if at + 2 >= len(tokens):
        return None
    follows = tokens[at + 1].low
    if follows in MEANS:
        return None  # the verb finds it
    if follows != "that":
        return None
    owner = _owner(tokens, at)
    if owner is None:
        return None
    content = content_right(tokens, at + 1, "c")
    return Saying(at, tokens[at].low, tokens[at].low, Form.BARE, "noun", owner, content, False, (), owner[0], "c")


def _owner(tokens: list[Token], at: int) -> Range | None:
    """Whose words a noun of saying names: "his", "Mr. Roth's", "the ministry's"."""
    i = at - 1
    while (
        i >= 0
        and at - i < 4
        and tokens[i].kind == "w"
        and tokens[i].low not in _POSSESSIVES
        and not tokens[i].low.endswith(("'s", "s'"))
    ):
        i -= 1
    if i < 0:
        return None
    if tokens[i].low in _POSSESSIVES:
        return i, i + 1
    if tokens[i].low.endswith(("'s", "s'")):
        return phrase_before(tokens, i)
    return None


_POSSESSIVES = frozenset("his her their its my our your".split())


def part(tokens: list[Token], found: list[Saying]) -> None:
    """End each content where the next saying's own clause begins."""
    for i, saying in enumerate(found):
        if saying.content is None or saying.shape not in {"right", "noun", "according"}:
            continue
        for later in found[i + 1 :]:
            start = _clause_start(tokens, later)
            if start is None or not saying.content[0] < start < saying.content[1]:
                continue
            saying.content = (saying.content[0], start)
            break


def _clause_start(tokens: list[Token], saying: Saying) -> int | None:
    """Where the clause of a coordinated saying begins, with the comma and conjunction before it; None for a nested one."""
    at = saying.clause
    if saying.shape == "left":
        return None
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
