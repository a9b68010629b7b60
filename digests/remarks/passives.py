"""A passive of saying to its agent: "was told by Roth", "described as “critical” by Roth"."""

from digests.remarks.lexicon import DETERMINERS, TIME_WORDS
from digests.remarks.phrases import is_subject_pronoun
from digests.remarks.reading import Token
from digests.remarks.subjects import Subject


def is_passive(tokens: list[Token], after: int, subject: Subject, takes: str) -> bool:
    """Whether the subject is what is spoken of: "was told", "the curbs described as ..."."""
    if subject.inverted or "passive" in subject.marks:
        return not subject.inverted
    follows = tokens[after].low if after < len(tokens) else ""
    if takes != "a" or follows != "as" or subject.places is None:
        return False
    first, last = subject.places  # "the curbs described as ...", but "a step that Roth described as ..."
    return tokens[last - 1].kind == "w" and not is_subject_pronoun(tokens[last - 1]) and tokens[first - 1].low != "that"


def agent_of(tokens: list[Token], after: int, takes: str) -> int | None:
    """The "by" before whoever says it: "was told by Roth that", "was called “a mistake” by Roth"; None without one."""
    last = min(len(tokens) - 1, after + (_FAR if takes == "a" else 1))
    for at in range(after, last):
        follows = tokens[at + 1]
        if (
            tokens[at].low == "by"
            and follows.low not in TIME_WORDS
            and (at == after or follows.kind == "N" or follows.low in DETERMINERS)
        ):
            return at
    return None


_FAR = 30  # tokens between "described as" and "by" at most
