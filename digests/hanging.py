"""Sentence to what hangs in it: words that point at something which the sentence itself does not name."""

import re
from dataclasses import dataclass
from enum import StrEnum


class HangingKind(StrEnum):
    """What a hanging word points at."""

    PERSON = "person"
    THING = "thing"
    BEFORE = "before"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Hanging:
    """A stretch `[start, end)` of a sentence that hangs: "He", "The company", "But", an unattributed quotation."""

    kind: HangingKind
    start: int
    end: int


_PERSON = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:they|them|their|theirs|it|its|this|that|these|those)\b"
    r"|\bthe\s+(?:company|firm|chip\s?maker|carmaker|maker|manufacturer|start-?up|supplier|ministry|agency|department|bureau"
    r"|commission|regulator|group|authority|authorities|association|organi[sz]ation|institute|bank|court|panel|committee"
    r"|official|officials|spokes\w+|executive|lawmakers?|senators?|minister|secretary|president|chairman|chief|former|latter"
    r"|pair|duo|two|country|move|paper|newspaper|statement|source|person|man|woman|analyst)\b(?!\s+(?:(?:of|for|in|behind|that|who)\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"The\s+([a-z][\w-]{2,})(?:['’]s)?\s+(?!(?:of|for|in|on|at|to|that|which|who|whose|between|from|with|behind|by|and|or|against|under"
    r"|over|about)\b)\w"
)
_KNOWN_LIST = (
    "government administration president public internet world industry sector economy market markets war dollar rest "
    "number total same first second third last next latest new old most more best worst biggest largest smallest only "
    "other two three four five six long short main key current previous former proposed final so-called whole entire "
    "global national local federal state military median average rule rules law bill order measure measures decision "
    "plan case deal chip chips"
)
_KNOWN_TO_ALL = frozenset(_KNOWN_LIST.split())
_DUMMY = re.compile(
    r"it(?:'s|’s|\s+(?:is|was|remains?|remained|will\s+be|would\s+be|has\s+been|may\s+be|could\s+be))\s+(?:\w+ly\s+)?"
    r"(?:un\w+|not|clear|likely|possible|difficult|hard|easy|important|necessary|time|expected|estimated|believed|hoped|no)\b"
    r"|(?:this|that)\s+(?:year|month|week|morning|afternoon|evening|spring|summer|autumn|fall|winter|quarter|time)\b"
    r"|(?:this|that)\s+(?:(?:interim\s+)?final\s+|proposed\s+)?(?:rule|notice|document|action|order|proclamation)\b"
    r"|this\s+(?:story|article|report)\b[^.]{0,40}\b(?:is|was|has\s+been)\s+corrected\b"
    r"|(?:their|his|her|its)\s+own\b|those\s+(?:who|whose|with|in|of|that)\b|they\s+say\b",
    re.IGNORECASE,
)
_SHARE = r"(?:one|two|three|some|many|most|both|several|none|all|few|each|another|\d+)\s+of\s+(?:them|these|those)\b"
_BEFORE = re.compile(
    r"[\"'“‘(]?(?:but|and|or|nor|so|yet|then|thus|hence|also|still|instead|however|meanwhile|moreover|nevertheless|nonetheless"
    r"|similarly|likewise|conversely|therefore|additionally|furthermore|besides|indeed|otherwise|separately|consequently"
    r"|accordingly|in\s+(?:addition|contrast|fact|turn|response|return|other\s+words)|by\s+contrast|as\s+a\s+result"
    r"|on\s+the\s+other\s+hand|for\s+(?:example|instance|that\s+reason)|that\s+said|even\s+so|at\s+the\s+same\s+time"
    r"|(?:the|that)\s+(?:next|same|following|previous)\s+(?:day|week|month|year)|(?:\w+|\d+)\s+(?:hours?|days?|weeks?)\s+(?:later|earlier)"
    rf"|among\s+(?:them|these|those)|{_SHARE}|because\s+of\s+(?:this|that)|to\s+that\s+end|such)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)(?<![.!?…]\s)(?<![.!?…][\"'”’]\s)\b[A-Z][\w’'-]+")
_FULL_NAME = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof)\.? [A-Z]|\b[A-Z][a-z’'-]+ (?:[A-Z]\. )?[A-Z][a-z’'-]+")
_FIRST_NAME = re.compile(
    r"[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+\b|(?:said|says|told|has|had|is|was|will|would|plans?|and)\b)"
    r"|,\s+(?:who|the|an?|\d)\b)"
)
_INDEFINITE = re.compile(r"(?:An?|One|Two|Three|Four|Five|Several|Some)\s")
_FIRST_NOUN = re.compile(
    r"(?!(?:Despite|Although|Though|While|When|With|Until|After|Before|Because|Since|Under|Over|Not|Now|Here|There)\b)"
    r"[A-Z](?!\w+(?:ing|ed|ly)\b)[\w’'-]{2,}"
)
_PLACED = re.compile(
    r"\b(?i:in|on|at|from|to|of|for|with|since|until|by|last|next|than)\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s*,?\s*)+"
)
_PEOPLE = re.compile(
    r"\b(?:an?|the|one|another|its|their|former|senior|top)\s+(?:[\w-]+\s+){0,3}(?:man|woman|minister|president|officials?"
    r"|spokes\w+|analysts?|lawyers?|chief|head|secretary|executive|senator|lawmaker|chairman|chairwoman|director|professor"
    r"|expert|engineer|founder|governor|ambassador|judge|economist|person)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:an?|the|its|their|our|some|many|most|several|two|three|four|five|both|each|every|all|no|\d[\d,.]*)\s+\w+"
    r"|\b\w{4,}s\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?:in|on|at|after|before|by|during|since|despite|under|with|from|for|as|while|earlier|later|last|also|asked|speaking|according)"
    r"\b[^,.;:]{0,110},\s*",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b(?!\.)")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_SAYING = re.compile(
    r"\b(?:said|says|saying|told|tells?|wrote|writes|added|adds|warned|stated|noted|according|called|calls|argued|asked"
    r"|announced|replied|explained|tweeted|posted|described|insisted|claimed|declared|testified|put\s+it)\b"
)


def hanging(text: str) -> Hanging | None:
    """What hangs in a sentence that stands alone; None when it can."""
    before = _BEFORE.match(text)
    if before is not None:
        return Hanging(HangingKind.BEFORE, *before.span())
    speech = _unattributed(text)
    if speech is not None:
        return speech
    bare = _QUOTED.sub(lambda quoted: "“" + "_" * (len(quoted[0]) - 2) + "”", text)
    firsts = (_first(bare, _PERSON, HangingKind.PERSON), _first(bare, _THING, HangingKind.THING))
    return min((one for one in firsts if one is not None), key=lambda one: one.start, default=None)


def new_thing(text: str) -> str:
    """The noun of "The stopgap covers design tools": a thing that readers must know already; "" where there is none.

    Neither what all know ("the government"), what every story is about ("the rule") nor what the sentence tells apart
    ("the halt of exports") is one.
    """
    found = _DEFINITE.match(text)
    return found[1] if found and found[1] not in _KNOWN_TO_ALL else ""


def names_somebody(text: str) -> bool:
    """Whether a text has a name of two words or a title, so that "he" after it can stand."""
    return _FULL_NAME.search(text) is not None


def _unattributed(text: str) -> Hanging | None:
    """A sentence in the first person, or one that is a quotation whose speaker it does not name."""
    bare = _QUOTED.sub(" ", text)
    first = _FIRST_PERSON.search(bare)
    if first is not None and not _SAYING.search(bare):
        return Hanging(HangingKind.SPEAKER, 0, len(text))
    if text[:1] in "\"“‘'" and not _SAYING.search(bare):
        return Hanging(HangingKind.SPEAKER, 0, len(text))
    return None


def _first(text: str, pattern: re.Pattern[str], kind: HangingKind) -> Hanging | None:
    """The first word of a kind for which the sentence has named nothing yet; one that says nothing is passed over."""
    introduction = _INTRODUCTION.match(text)
    ahead = introduction is not None and _names_anything(
        text[introduction.end() :][:40]
    )  # "Despite its losses, Nvidia"
    found = pattern.search(text, introduction.end() if introduction and ahead else 0)
    while found is not None and _DUMMY.match(text, found.start()):
        found = pattern.search(text, found.end())
    if found is None or (found[0].lower() == "that" and found.start() > 0):
        return None
    named = _names_a_person if kind is HangingKind.PERSON else _names_anything
    return None if named(text[: found.start()]) else Hanging(kind, *found.span())


def _names_a_person(text: str) -> bool:
    bare = _PLACED.sub(" ", text)
    return bool(_INDEFINITE.match(text) or _PEOPLE.search(bare) or _FIRST_NAME.match(bare) or _NAME.search(bare))


def _names_anything(text: str) -> bool:
    introduction = _INTRODUCTION.match(text)
    bare = text[introduction.end() :] if introduction else text
    return bool(_NOUN.search(bare) or _FIRST_NAME.match(bare) or _FIRST_NOUN.match(bare) or _NAME.search(bare))
