"""A saying to where its content ends: before a main clause, behind a relative one, at the mark that the cuts choose."""

from digests.remarks.cuts import trimmed
from digests.remarks.lexicon import ADVERBS, DETERMINERS, REFUSALS, REFUSED, one_of
from digests.remarks.phrases import Range, is_adverb, is_subject_pronoun
from digests.remarks.reading import Token
from digests.remarks.saying import Saying


def ended(tokens: list[Token], saying: Saying, cuts: dict[str, float]) -> Range | None:
    """A saying's content without what the reporter adds behind it."""
    content = _within_brackets(tokens, saying, _before_silence(tokens, saying))
    if content is not None and "relative" in saying.marks:
        content = _within_relative(tokens, saying, content)
    if content is None or content[0] >= content[1] or saying.shape == "left":
        return content if content and content[0] < content[1] else None
    if saying.subject is not None and _is_subordinate(tokens, saying.subject[0]):
        content = _before_main_clause(tokens, content)
    if saying.shape == "around":
        return trimmed(tokens, content, _after_saying(saying), cuts)
    if saying.shape == "according" and content[0] < saying.at:
        return content
    return trimmed(tokens, content, None, cuts)


def _within_brackets(tokens: list[Token], saying: Saying, content: Range | None) -> Range | None:
    """The content up to the bracket that closes where one opened right before the saying: "(who said ...)"."""
    if content is None or content[0] < saying.at or saying.clause < 1 or tokens[saying.clause - 1].kind != "(":
        return content
    return content[0], next((at for at in range(*content) if tokens[at].kind == ")"), content[1])


def _before_silence(tokens: list[Token], saying: Saying) -> Range | None:
    """The content up to where the speaker says no more: "..., and declined to comment", "... but did not elaborate"."""
    content = saying.content
    if content is None or content[0] < saying.at:
        return content
    for at in range(content[0] + 2, content[1] - 1):
        if _falls_silent(tokens, at):
            return content[0], at - 1 if tokens[at - 1].kind == "," else at
    return content


def _falls_silent(tokens: list[Token], at: int) -> bool:
    """Whether "and declined to comment", "but did not rule out", "without elaborating" begins at a place."""
    low = tokens[at].low
    if low == "without":
        return tokens[at + 1].low in _SILENT
    joined = low in {"and", "but", "though", "although"} or tokens[at - 1].kind == ","
    first = at + 1 if low in _JOINING else at
    lows = [token.low for token in tokens[first : first + 5] if not (token.low in ADVERBS or is_adverb(token))]
    if not joined or len(lows) < 2:
        return False
    if lows[0] in REFUSALS | _REFUSING:
        return lows[1] == "to" and len(lows) > 2 and lows[2] in _TELLING
    return (lows[0] in {"didn't", "doesn't"} and lows[1] in _TELLING) or (
        lows[:2] in (["did", "not"], ["does", "not"]) and len(lows) > 2 and lows[2] in _TELLING
    )


_JOINING = one_of("and but though although")
_REFUSING = one_of("declining refusing")
_SILENT = one_of("elaborating specifying naming identifying giving providing commenting explaining disclosing saying")
_TELLING = REFUSED | one_of("rule give provide name identify specify confirm offer disclose explain")


def _is_subordinate(tokens: list[Token], first: int) -> bool:
    """Whether the sentence opens with a clause that holds the saying: "After Roth said ..., the firm ..."."""
    return first == 1 and tokens[0].low in _SUBORDINATES


def _before_main_clause(tokens: list[Token], content: Range) -> Range:
    """The content up to the comma behind which the main clause begins."""
    for at in range(content[0] + 2, content[1] - 1):
        follows = tokens[at + 1]
        if tokens[at].kind == "," and (
            follows.kind == "N" or follows.low in DETERMINERS or is_subject_pronoun(follows)
        ):
            return content[0], at
    commas = [at for at in range(content[0] + 2, content[1] - 1) if tokens[at].kind == ","]
    return (content[0], commas[0]) if len(commas) == 1 else content


_SUBORDINATES = one_of("after when while as because although though since if once before whereas")


def _within_relative(tokens: list[Token], saying: Saying, content: Range) -> Range:
    """The content up to the comma that closes ", who said ...,"; all of it where no comma opens the clause."""
    opening = saying.clause - 1
    if opening < 0 or tokens[opening].kind != "," or content[0] < saying.at:
        return content
    closing = next((i for i in range(content[0] + 1, content[1]) if tokens[i].kind == ","), content[1])
    return content[0], closing


def _after_saying(saying: Saying) -> int:
    return max(saying.at, saying.subject[1] - 1 if saying.subject else 0) + 2
