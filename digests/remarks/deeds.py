"""A saying to whether nothing is said by it: a verb of saying that only does something, a silence that is told."""

from digests.remarks.contents import has_clause
from digests.remarks.lexicon import AUXILIARIES, DETERMINERS, TIME_WORDS, one_of
from digests.remarks.phrases import Range, is_subject_pronoun, phrase_after
from digests.remarks.reading import Token
from digests.remarks.saying import Saying
from digests.remarks.verbs import Form

_TALES = one_of("story stories tale tales truth")
_GREETINGS = one_of("yes no goodbye farewell hello sorry")  # "says no to Norvane"
_WHEN = TIME_WORDS | one_of("on at in after before from back")
_NOTHING_MORE = one_of("about on to more else further publicly regarding when as and but or , ; .")
_A_THING = 3  # words: "called for a debate" tells what somebody wants no more than that


def is_deed(tokens: list[Token], saying: Saying) -> bool:
    """Whether somebody only does something by a saying ("adds 42 firms", "wrote the rule"), or says "no comment"."""
    if saying.shape != "right" or saying.content is None:
        return False
    return _says_nothing(tokens, saying.content) or _only_does(tokens, saying, saying.content)


def _only_does(tokens: list[Token], saying: Saying, content: Range) -> bool:
    """Whether a verb of saying is one of doing here: "called Mia Roth on Monday", "told the story", "proposed it"."""
    does, first = False, tokens[content[0]].low
    match saying.lemma:
        case "say":
            does = first in _GREETINGS and tokens[min(content[0] + 1, content[1] - 1)].low == "to"
        case "call":
            does = _only_phones(tokens, content)
        case "call for":
            does = content[1] - content[0] < _A_THING and not _is_told(tokens, content)
        case "propose" | "dismiss" | "point to":
            does = not _is_told(tokens, content)
        case "add" | "write":
            does = not has_clause(tokens, content, alone="relative" in saying.marks)
        case "urge" | "ask" | "tell" | "advise" | "remind":
            does = _is_told_to(tokens, saying, content) or _tells_a_tale(tokens, saying.at + 1) or first == "so"
    return does


def _is_told_to(tokens: list[Token], saying: Saying, content: Range) -> bool:
    """Whether the subject is asked by somebody else: "Norvane urged to pay"."""
    return saying.form is Form.PAST and content[0] == saying.at + 1 and tokens[content[0]].low == "to"


def _only_phones(tokens: list[Token], content: Range) -> bool:
    """Whether somebody is called by telephone: "called Mia Roth on Monday"."""
    named = phrase_after(tokens, content[0]) if tokens[content[0]].kind == "N" else None
    behind = named[1] if named else content[0]
    return named is not None and (behind >= content[1] or tokens[behind].low in _WHEN)


def _is_told(tokens: list[Token], content: Range) -> bool:
    """Whether words tell something of what was made: in quoted words, by "that", or "as" what it is dismissed."""
    inside = tokens[slice(*content)]
    return inside[0].low == "that" or any(token.kind == "Q" or token.low == "as" for token in inside)


def _tells_a_tale(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].low in DETERMINERS and tokens[at + 1].low in _TALES


def _says_nothing(tokens: list[Token], content: Range) -> bool:
    """Whether "nothing" or "it had no comment" is all that is said, not what it is about ("nothing will change")."""
    rest = tokens[content[0] + 1 : content[1]]
    if tokens[content[0]].low in {"nothing", "little"}:
        return not rest or rest[0].low in _NOTHING_MORE or not any(token.low in AUXILIARIES for token in rest)
    lows = [token.low for token in rest[:4] if token.low not in {"further", "immediate", "other"}]
    return is_subject_pronoun(tokens[content[0]]) and lows[:1] in _HAVE and lows[1:3] == ["no", "comment"]


_HAVE = (["had"], ["has"], ["have"])
