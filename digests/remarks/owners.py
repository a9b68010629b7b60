"""A quotation with its likeliest speaker to whose it is by the grammar: the subject of the clause that it stands in."""

from digests.remarks.lexicon import REFUSED, one_of
from digests.remarks.phrases import is_subject_pronoun
from digests.remarks.quoted import Candidate
from digests.remarks.reading import Token, Unit
from digests.remarks.saying import Saying
from digests.remarks.verbs import BELIEFS

_LEAST = 0.4  # how likely a saying must be to own what it holds
_NEW_CLAUSE = one_of(
    "and but yet nor so while although though whereas because unless if when where whether who whom whose which"
)


def is_refusal(saying: Saying) -> bool:
    """Whether nothing was said: a saying denied ("did not say"), or a refusal ("declined to comment")."""
    if "refused" in saying.marks:
        return True
    return "negated" in saying.marks and (saying.lemma in REFUSED or saying.lemma not in {"deny", "dispute"})


def is_unsaid(tokens: list[Token], sayings: list[Saying], place: int) -> bool:
    """Whether the quotation at a place is what nobody says: "has yet to say “...”", "nobody would say “...”"."""
    saying = governing(tokens, sayings, place)
    return saying is not None and saying.lemma not in BELIEFS and is_refusal(saying)


def governing(tokens: list[Token], sayings: list[Saying], place: int) -> Saying | None:
    """The last saying before the quotation at a place, where no other clause begins between the two."""
    end = place - 1 if place and tokens[place - 1].kind in ",:" else place
    last = next((saying for saying in reversed(sayings) if saying.at < place), None)
    if last is None or last.shape == "left":
        return None
    between = tokens[last.at + 1 : end]
    parted = any(token.kind in ",;:-().Q" or token.low in _NEW_CLAUSE for token in between)
    return None if parted else last


def handed_inward(
    unit: Unit, sayings: list[Saying], place: int, best: Candidate, candidates: list[Candidate]
) -> Candidate:
    """The likeliest speaker, or the subject of the inner clause: "Roth called it “a mess”, Radio North reported"."""
    inner = governing(unit.tokens, sayings, place)
    if inner is None or inner is best.saying or not _holds(inner, place) or not _is_outer(unit, place, best, inner):
        return best
    return next((one for one in candidates if one.saying is inner), best)


def _holds(saying: Saying, place: int) -> bool:
    """Whether a likely saying, or "called Norvane “a mess”", holds the quotation at a place in what is said."""
    held = saying.full is not None and saying.full[0] <= place < saying.full[1]
    return held and saying.subject is not None and (saying.likelihood > _LEAST or saying.takes == "a")


def _is_outer(unit: Unit, place: int, best: Candidate, inner: Saying) -> bool:
    """Whether whoever was chosen stands in the sentence outside the inner saying's clause, and is not who speaks there.

    A quotation behind a comma or a colon, and words that "she" says of herself, stay with the saying that was chosen.
    """
    if not unit.start <= best.mention[0] < unit.end:
        return False
    if best.saying is None:
        return True
    if best.saying.at < place:
        return best.saying.at < inner.at and not _is_by_pronoun(unit.tokens, inner)
    return unit.tokens[place - 1].kind not in ",:" and not _is_by_pronoun(unit.tokens, best.saying)


def _is_by_pronoun(tokens: list[Token], saying: Saying) -> bool:
    """Whether "she", but no "who", is the subject, who may be the one named in the other clause."""
    token = tokens[saying.subject[0]] if saying.subject else None
    return token is not None and is_subject_pronoun(token) and token.low != "who"
