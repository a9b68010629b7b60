"""A saying to the likelihood that it reports somebody's words: named features, weighed by a fitted table."""

from math import exp

from digests.remarks.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS, TIME_WORDS, one_of
from digests.remarks.phrases import is_subject_pronoun
from digests.remarks.reading import Token
from digests.remarks.saying import Saying
from digests.remarks.weights.acceptance import ACCEPTANCE

_QUESTION_WORDS = one_of("if whether how why what when where who")


def features_of(tokens: list[Token], saying: Saying) -> list[str]:
    """What speaks for and against a saying, by name."""
    opening = _opening(tokens, saying)
    found = [
        "bias",
        "verb " + saying.lemma,
        "shape " + saying.shape,
        "form " + saying.form.value,
        f"{saying.takes}: {opening}",
        f"{saying.shape}: {opening}",
        "subject " + _subject(tokens, saying),
        "length " + _length(tokens, saying),
        "before " + _before(tokens, saying),
    ]
    if saying.content is not None:
        inside = tokens[saying.content[0] : saying.content[1]]
        finite = any(t.low in AUXILIARIES for t in inside)
        found.append(f"{saying.takes}: {'finite' if finite else 'no finite verb'}")
        if any(t.kind == "Q" for t in inside):
            found.append("holds a quotation")
    if saying.inverted:
        found.append("inverted")
    found.extend("mark " + mark for mark in saying.marks)
    if not saying.marks:
        found.append("mark none")
    return found


def likelihood(tokens: list[Token], saying: Saying, weights: dict[str, float] = ACCEPTANCE) -> float:
    """How likely, from 0 to 1, a saying is to report somebody's words."""
    total = sum(weights.get(name, 0.0) for name in features_of(tokens, saying))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _opening(tokens: list[Token], saying: Saying) -> str:
    """How the content begins, or, where it stands before the verb, what follows the verb."""
    if saying.content is None:
        return "nothing"
    at = saying.content[0] if saying.shape in {"right", "noun"} else saying.at + 1
    return _kind(tokens[at]) if at < len(tokens) else "end"


def _kind(token: Token) -> str:
    low = token.low
    if low in {"that", "to", "for", "as", "on", "about", "of", "it"}:
        return low
    if token.kind == "Q":
        return "quotation"
    for name, words in _KINDS:
        if low in words:
            return name
    if is_subject_pronoun(token):
        return "pronoun"
    if token.kind in "wNd":
        return {"w": "ing" if low.endswith("ing") else "word", "N": "name", "d": "number"}[token.kind]
    return "mark " + token.kind


_KINDS = (
    ("question", _QUESTION_WORDS),
    ("time", TIME_WORDS),
    ("determiner", DETERMINERS),
    ("preposition", PREPOSITIONS),
    ("verb", AUXILIARIES),
    ("object", one_of("him her them us me himself herself themselves itself")),
)


def _subject(tokens: list[Token], saying: Saying) -> str:
    if saying.subject is None:
        return "none"
    token = tokens[saying.subject[0]]
    if is_subject_pronoun(token):
        return token.low.partition("'")[0]
    if token.low in DETERMINERS:
        return "determiner"
    return {"N": "name", "w": "word", "d": "number"}.get(token.kind, "mark")


def _length(tokens: list[Token], saying: Saying) -> str:
    if saying.content is None:
        return "0"
    count = saying.content[1] - saying.content[0]
    return next(
        (name for limit, name in ((1, "1"), (2, "2"), (4, "4"), (7, "7"), (30, "30")) if count <= limit), "long"
    )


def _before(tokens: list[Token], saying: Saying) -> str:
    at = (saying.subject[0] if saying.subject and not saying.inverted else saying.at) - 1
    if at < 0:
        return "start"
    low = tokens[at].low
    return low if low in _TELLING else _kind(tokens[at])


_TELLING = one_of("and but because when as while if what than which whom who said says for")
