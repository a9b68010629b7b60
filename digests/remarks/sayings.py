"""A unit to its sayings: each verb, noun or phrase of saying with who says it and where what is said stands."""

from dataclasses import replace

from digests.remarks.contents import content_left, content_right, hearer_at, infinitive_at, skip_adverbials
from digests.remarks.deeds import is_deed
from digests.remarks.lexicon import AUXILIARIES, DETERMINERS, NOUNS, PREPOSITIONS, one_of
from digests.remarks.participles import own_verb
from digests.remarks.passives import agent_of, is_passive
from digests.remarks.phrases import FINITE, ONLY_VERBS, Range, is_subject_pronoun, phrase_after
from digests.remarks.quoting import only_quotes
from digests.remarks.reading import Token, Unit
from digests.remarks.saying import Saying
from digests.remarks.sources import according, by_noun
from digests.remarks.subjects import subject_of
from digests.remarks.verbs import BELIEFS, PHRASES, VERBS, Form, Verb


def sayings_in(unit: Unit) -> list[Saying]:
    """The sayings of a unit, in order of their cues; contents do not run into the next saying's clause."""
    tokens = unit.tokens
    found: list[Saying] = []
    for at, token in enumerate(tokens):
        low = token.low
        saying: Saying | None = None
        if low in VERBS:
            saying = _by_verb(tokens, at, VERBS[low], found)
        elif low in {"according", "words", "per"}:
            saying = according(tokens, at)
        if saying is None and low in NOUNS:
            saying = by_noun(tokens, at)
        if saying is not None:
            if is_deed(tokens, saying):
                saying.marks = (*saying.marks, "refused")
            found.append(saying)
    return found


# --- verbs --------------------------------------------------------------------------------------------------------


def _by_verb(tokens: list[Token], at: int, verb: Verb, earlier: list[Saying]) -> Saying | None:
    """The saying of a verb; None where the word is a noun, a name or a passive without its speaker."""
    if _is_noun(tokens, at, verb) or (at and verb.form is Form.PAST and tokens[at - 1].low in _ARTICLES):
        return None  # "the claim", "the proposed rule"
    takes, after, lemma = _with_tail(tokens, at, verb)
    if verb.lemma in BELIEFS and tokens[at - 1].low in {"i", "we"} and at:
        return None  # the reporter believes
    if (
        not takes
        or only_quotes(tokens, at)
        or own_verb(tokens, at) is not None
        or [token.low for token in tokens[after : after + 3]] == ["not", "to", "be"]
    ):
        return None  # "asked not to be named"
    spoken = next((saying.subject for saying in reversed(earlier) if saying.subject and saying.shape != "none"), None)
    subject = subject_of(tokens, at, verb, spoken)
    places = subject.places
    agent: int | None = None
    if is_passive(tokens, after, subject, takes):
        agent = agent_of(tokens, after, takes)
        if agent is None:
            return None
        subject = replace(subject, marks=(*(m for m in subject.marks if m != "passive"), "agent"))
        places = phrase_after(tokens, agent + 1)
        after = places[1] if places and agent == after else after
    saying = Saying(
        at,
        lemma,
        tokens[at].low,
        verb.form,
        "none",
        places,
        None,
        subject.inverted,
        subject.marks,
        subject.clause,
        takes,
        hearer=subject.by,
    )
    if agent is not None and agent > after:
        saying.content, saying.shape = (after, agent), "right"
    else:
        _find_content(tokens, saying, places[1] if subject.inverted and places else after)
    return saying


def _is_noun(tokens: list[Token], at: int, verb: Verb) -> bool:
    """Whether a form of a verb is something else here: "the claim", "a report", "State Department"."""
    if tokens[at].kind == "N" and verb.form is not Form.PRESENT and at > 0:
        return True
    if at == 0 or verb.form not in {Form.BARE, Form.PRESENT}:
        return False
    before, follows = tokens[at - 1], tokens[at + 1].low if at + 1 < len(tokens) else ""
    if verb.lemma == "state" and follows not in {"that", "", ":", ","}:
        return True  # "the state", "State Department"
    if verb.form is Form.BARE and before.low in ONLY_VERBS:
        return True  # "denies report it will close"
    if follows in AUXILIARIES and not is_subject_pronoun(before) and (verb.form is Form.BARE or before.low in VERBS):
        return True  # "demand had not fallen", "said comments are due"
    return before.low in _NOMINAL or (before.low.endswith(("'s", "s'")) and not is_subject_pronoun(before))


def _with_tail(tokens: list[Token], at: int, verb: Verb) -> tuple[str, int, str]:
    """What the verb takes with the word after it, where it goes on, and its name: "call for" is not "call"."""
    follows = tokens[at + 1].low if at + 1 < len(tokens) else ""
    tail = PHRASES.get(verb.lemma, {}).get(follows)
    if tail is None:
        return verb.takes, at + 1, verb.lemma
    return tail, at + 2, f"{verb.lemma} {follows}"


_FINITE = AUXILIARIES | FINITE
_ARTICLES = one_of("the a an its their our my your")
_NOMINAL = one_of("the a an this that his her its their our my such any no some every of 's recent new first")


# --- contents -----------------------------------------------------------------------------------------------------


def _find_content(tokens: list[Token], saying: Saying, after: int) -> None:
    """Set the shape and the content of a saying by what stands around it."""
    start = saying.clause if not saying.inverted else saying.at
    if saying.inverted and saying.subject:
        after = saying.subject[1]
    if (saying.takes == "a" or saying.lemma == "put it") and _find_called(tokens, saying, after):
        return
    right = _past_hearer(tokens, saying, after)
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
        _take_left(tokens, saying, left, right)
    elif not saying.inverted:
        saying.content = content_right(tokens, right, saying.takes)
        saying.shape = "right" if saying.content else "none"


def _past_hearer(tokens: list[Token], saying: Saying, after: int) -> int:
    """Where what is said may begin, past whoever is told, who is noted, and past when and where."""
    if saying.takes == "a":
        return after
    if saying.subject and saying.subject[0] and tokens[saying.subject[0] - 1].low == "what" and _is_be(tokens, after):
        return after + 1  # "What Roth said was that ..."
    hears = "d" in saying.takes and not saying.inverted
    if hears and saying.lemma == "tell":
        saying.hearer = hearer_at(tokens, after)
        told = infinitive_at(tokens, after)
        if told is not None:
            return told
    return skip_adverbials(tokens, after, hearer=hears, infinitive="i" in saying.takes)


def _find_called(tokens: list[Token], saying: Saying, after: int) -> bool:
    """Set the content of what is called so elsewhere: "..., which Roth called “...”,", "“...,” was how Roth put it"."""
    first = saying.subject[0] if saying.subject else saying.at
    if first and tokens[first - 1].low == "how":
        saying.content = (0, 1) if tokens[0].kind == "Q" else None
        saying.shape = "left" if saying.content else "none"
        return True
    if _kind(tokens, after) == "Q" and _kind(tokens, after + 1) not in {"w", "N", "d"}:
        saying.content, saying.shape = (after, after + 1), "right"
        return True
    if _kind(tokens, after) == "Q" and first and tokens[first - 1].low in {"which", "that", "what"}:
        saying.content, saying.shape = (after, after + 1), "right"
        return True
    return False


def _take_left(tokens: list[Token], saying: Saying, left: Range, right: int) -> None:
    """Set the content to what stands before the saying, or around it; to none where that is no clause."""
    saying.content, saying.shape = left, "left"
    if _kind(tokens, right) in ",-":
        _look_around(tokens, saying, left, right)
    if saying.shape == "left" and _only_says_where(tokens, left):
        saying.content, saying.shape = None, "none"


def _only_says_where(tokens: list[Token], places: Range) -> bool:
    """Whether words are no clause and no quotation, and only say where or when: "In her new book, she tells ..."."""
    if tokens[places[0]].low not in PREPOSITIONS:
        return False
    inside = tokens[slice(*places)]
    return not any(t.kind == "Q" or t.low in _FINITE or t.low.endswith("ed") for t in inside)


def _is_be(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in {"is", "was"}


def _kind(tokens: list[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else "."


def _after_quotation(tokens: list[Token], left: Range, right: int) -> bool:
    """Whether a whole quotation stands before the saying, so that what follows it says only when and how."""
    if tokens[left[1] - 1].kind != "Q" or tokens[right].low == "that":
        return False
    return _kind(tokens, right) != "Q" or tokens[right - 1].low in DETERMINERS  # "said of the “affiliates” rule"


def _look_around(tokens: list[Token], saying: Saying, left: Range, right: int) -> None:
    """A saying between two parts of its content: "The ban, she said, will fail."."""
    rest = content_right(tokens, right + 1, "c")
    if saying.inverted and not _goes_on(tokens, right + 1):
        return
    if rest is None or tokens[right + 1].low.endswith("ing") or tokens[right + 1].low in _NEW_CLAUSE:
        return
    if any(t.kind == "Q" for t in tokens[left[0] : left[1]]):
        return
    saying.content, saying.shape = (left[0], rest[1]), "around"


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether a clause goes on behind "said Roth,": with its verb, not with what describes Roth."""
    return at < len(tokens) and (tokens[at].low in AUXILIARIES or is_subject_pronoun(tokens[at]))


_NEW_CLAUSE = one_of("and but while although though because as who which where when after before citing with")
