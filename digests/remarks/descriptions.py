"""Words that describe a speaker instead of naming one: which name an institution, which only say what kind it is."""

import re

from digests.remarks.lexicon import NOUNS, UTTERANCES, one_of

ANONYMOUS = re.compile(
    r"^(?i:(?:(?:the|a|an|one|two|three|four|five|several|some|many|multiple|other|another|both|unnamed|anonymous)\s+)?"
    r"(?:(?!(?:spokes|chief)\w*)[\w.'’-]+\s+){0,4}?"
    r"(?:sources?|people|persons?|insiders?|officials?|aides?|individuals?|someone|executives?)\b)"
    r"(?!\s+[A-Z]|\s+(?:director|officer))",
)
_OFFICIAL_GROUP = re.compile(r"\b(?:officials|executives|aides|people)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an|its|their|our|that|this)\s+", re.IGNORECASE)
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

    "The ministry" alone names none.
    """
    name = without_article(words)
    parts = name.split()
    return name if 1 < len(parts) < 6 and parts[-1].lower() in _BODIES else None


def is_of_a_document(words: str) -> bool:
    """Whether a paper speaks, so that who is named behind it does not: "a draft seen by Radio North"."""
    first = without_article(words).split()
    return bool(first) and any(word in _DOCUMENTS for word in first[:2]) and not owns_utterance(words)


def owns_utterance(words: str) -> bool:
    """Whether a name owns what is said: "Roth’s remarks"."""
    parts = words.split()
    return parts[-1].lower() in UTTERANCES | NOUNS and any(part.endswith(("'s", "’s", "s'", "s’")) for part in parts)
