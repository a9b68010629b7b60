"""Words that describe a speaker instead of naming one: which name an institution, which only say what kind it is."""

import re

from digests.remarks.lexicon import NATIONALITIES, NOUNS, PREPOSITIONS, UTTERANCES, one_of
from digests.remarks.roles import FIRM_WORDS, ROLE_WORDS

ANONYMOUS = re.compile(
    r"^(?i:(?:(?:the|a|an|one|two|three|four|five|several|some|many|multiple|other|another|both|unnamed|anonymous)\s+)?"
    r"(?:(?!(?:spokes|chief)\w*)[\w.'’-]+\s+){0,4}?"
    r"(?:sources?|people|persons?|insiders?|officials?|aides?|individuals?|someone|executives?)\b)"
    r"(?!\s+[A-Z]|\s+(?:director|officer))",
)
_OFFICIAL_GROUP = re.compile(r"\b(?:officials|executives|aides|people)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their|our|that|this)\s+", re.IGNORECASE)
_BODIES = one_of(
    "ministry department agency commission bureau administration court council committee association government "
    "office union embassy consulate regulator parliament panel planner watchdog authority bank treasury customs "
    "cabinet senate congress secretariat mission delegation prosecutors prosecutor's police bloc media exchange fund "
    "federation alliance coalition institute university lobby campaign party"
)
_DOCUMENTS = one_of(
    "draft report document documents letter memo filing notice rule proposal bill order text paper study survey poll "
    "article story post statement page presentation email emails transcript summary analysis release lawsuit "
    "complaint indictment affidavit fact-sheet factsheet bulletin guidance"
)
COMPANIES = one_of(
    "company firm chipmaker chip-maker manufacturer group supplier foundry maker startup giant bank retailer automaker"
)
GROUPS = one_of("group association lobby union federation alliance coalition")
# What has one name and is no firm: places, bodies, and whoever reports.
_NO_FIRMS = one_of(
    "reuters bloomberg ap afp xinhua yonhap kyodo nikkei cnbc cnn bbc twitter facebook linkedin weibo wechat x bis doj "
    "fcc ftc eu us uk un who wto nato opec congress parliament senate cabinet treasury commerce pentagon kremlin "
    "washington beijing brussels london paris berlin hague bern rome madrid tokyo seoul taipei moscow delhi canberra "
    "ottawa singapore shanghai shenzhen taiwan china japan korea germany france italy spain netherlands britain "
    "america india russia iran israel canada mexico brazil australia europe asia africa arizona texas california "
    "malaysia vietnam thailand indonesia poland ireland sweden ukraine covid internet "
    "shares stocks prices sales exports imports chips memory talks plans markets trade supply demand output orders"
)
OFFICES = one_of(
    "ministry department agency commission bureau administration court council committee association government "
    "office union"
)


def is_anonymous(words: str) -> bool:
    """Whether a mention is of people whose names are kept back: "two people familiar with the matter"."""
    return bool(ANONYMOUS.match(words)) and (
        not words.lower().startswith("the ") or bool(_OFFICIAL_GROUP.search(words))
    )


def without_article(words: str) -> str:
    """A mention without the article before it."""
    return _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words


def body_named(words: str) -> str | None:
    """The institution that words name without a name: "the Dutch government" is the "Dutch government".

    "The ministry" alone names none, and a group only one that something with a capital letter tells apart.
    """
    name = without_article(words)
    parts = name.split()
    if not 1 < len(parts) < 6 or head_of(words).removesuffix("s") in ROLE_WORDS:
        return None
    own = parts if name != words else [parts[0].lower(), *parts[1:]]  # the first word may only open its sentence
    return name if parts[-1].lower() in _BODIES or (parts[-1].lower() in GROUPS and _is_told_apart(own)) else None


def _is_told_apart(parts: list[str]) -> bool:
    return any(part[0].isupper() and part.lower() not in NATIONALITIES for part in parts[:-1])


def head_of(words: str) -> str:
    """The noun that a description is of, in lower case: "chair" of "the chair of the committee"."""
    parts = without_article(words).lower().split()
    tie = next((i for i, part in enumerate(parts) if i and part in PREPOSITIONS), len(parts))
    return parts[tie - 1] if parts else ""


def is_several(words: str) -> bool:
    """Whether a description is of several people: "analysts at the bank"."""
    return head_of(words).endswith("s") and not head_of(words).endswith("ss")


def can_be_somebody(words: str) -> bool:
    """Whether a description can be of a person: of an office, or of somebody's or of no kind of body."""
    head = head_of(words)
    return head in ROLE_WORDS or (head.isalpha() and head not in _BODIES | _DOCUMENTS | COMPANIES | GROUPS)


def points_back(words: str) -> bool:
    """Whether words may stand for one named before: "the company", "its Dutch supplier", not "the Wafer group"."""
    parts = words.split()
    return len(parts) > 1 and parts[0].lower() in {"the", "its"} and not _is_told_apart(parts[1:])


def is_firm(name: str) -> bool:
    """Whether the name of no person may be that of a firm: one word, or one with "Inc" or its like."""
    parts = [part.lower().rstrip(".") for part in name.split()]
    if len(parts) > 1:
        return parts[-1] in FIRM_WORDS
    return parts[0] not in _NO_FIRMS and not parts[0].endswith("ly")


def is_of_a_document(words: str) -> bool:
    """Whether a paper speaks, so that who is named behind it does not: "a draft seen by Radio North"."""
    first = without_article(words).split()
    return bool(first) and any(word in _DOCUMENTS for word in first[:2]) and not owns_utterance(words)


def owns_utterance(words: str) -> bool:
    """Whether a name owns what is said: "Roth’s remarks"."""
    parts = words.split()
    return parts[-1].lower() in UTTERANCES | NOUNS and any(part.endswith(("'s", "’s", "s'", "s’")) for part in parts)
