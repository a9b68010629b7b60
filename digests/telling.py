"""Text to the sentences that may tell it: no captions, bylines or buttons, each from after its dateline."""

import re
from collections.abc import Iterator
from itertools import islice

from digests.datelines import dateline_end, told_paragraphs
from digests.text import Sentence, sentence_spans

MIN_WORDS = 5
FURNITURE = 12  # how many sentences of captions and buttons may stand before a dateline
MAX_SENTENCES = 120  # news tells its news early; a sentence after these is never chosen


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_HEADING = re.compile(
    r"(?:(?:SUMMARY|DATES?|EFFECTIVE DATE|BACKGROUND):\s+"  # an official document's
    r"|(?:By|BY)\s+[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}\s*(?:--|[—–|])\s+)"  # By Ada Example —
)
_LABEL = re.compile(r"(?:DATES?|EFFECTIVE DATE|BACKGROUND):")
_CAPTIONS = _any(
    r"\b(?:toggle|hide|image|media)\s+caption\b|\benlarge\s+this\s+image\b|\bmedia\s+playback\b|\bgetty\s+images?\b",
    r"^(?:image|media)\b.{0,60}\b(?:copyright|caption)\b|^file\s*[-–—]|\bfile\s+photo\b|\bin\s+this\b.{0,40}\bphoto\b",
    r"^(?:photo|image|picture|video|file\s+photo|source|credit)s?\b\W*(?:by|:|$)|\bvia\s+AP\b",
    r"\b(?:photo|picture|image)\s*(?:credit|by|:)[^.]{0,60}$|^(?:this|an?)\s+(?:\w+\s+){0,2}(?:photo|picture|image)\b",
    r"\bphoto\b.{0,80}\b(?:released|issued|provided|taken)\b|\((?:associated\s+press|reuters|afp)\)$",
    r"(?-i:^(?:SWNS|GETTY|REX|Alamy|Shutterstock|USA\ TODAY\ Sports)\b[ •/|]+(?:\w+\ )?[A-Z])|pic\.twitter\.com",
)
_BUTTONS = _any(
    r"\bscroll\s+(?:down\s+)?for\s+video|^(?:read|related|also\s+read|see\s+also|read\s+more|more|watch|don'?t\s+miss)\s*[:|]",
    r"^(?:scroll|click|tap|watch|read|see|listen|share|tweet|follow|subscribe|sign\s+up|log\s+in|download)\b[^,]{0,80}$",
    r"\b(?:sign\s+up|subscribe)\b.{0,40}\b(?:newsletter|inbox|updates|alerts|email)\b|\bread\s+more\W*$|https?://\S+$",
    r"\benter\s+your\s+email\b|\bemail\s+address\s+is\b|\bthank\s+you\s+for\s+(?:subscribing|reading|signing)\b",
    r"\btry\s+again\s+later\b|\bview\s+(?:gallery|comments|photos?)\b|^advertisement\b|\bjavascript\b",
    r"\bcookies?\b.{0,40}\b(?:policy|consent|browser|settings)\b|\bterms\s+(?:of\s+(?:use|service)|and\s+conditions)\b",
)
_CREDITS = _any(
    r"\b(?:contributed\s+to|helped\s+with)\s+this\s+(?:report|story|article)\b|^©|\bcopyright\s+(?:©|\d{4})",
    r"^\(?(?:additional\s+)?(?:reporting|editing|writing)\s+by\b|\ball\s+rights\s+reserved\b|^editor.?s?.?\s+note\b",
    r"^(?:the\s+)?(?:associated\s+press|reuters|press\s+association|daily\s+mail\s+reporter|agence\s+france-presse)\W*$",
    r"(?-i:^(?:By|BY|From)\b[.:]?(?:\s+(?:and\s+)?[A-Z][\w.’'-]+,?){0,8}\.?$)|^\(?sound\s?bite|^story\s+highlights\b",
    r"^(?:published|updated|created|posted|last\s+(?:updated|modified))\b\W|^[\w .]{0,30}@[\w.]+",
    r"^this\s+(?:article|story|post|piece|transcript)\s+(?:was|is|has|first|originally)\b",
    r"\b(?:appeared\s+first|first\s+appeared|published\s+first)\s+on\b|^\d{1,2}[:.]\d\d\b|^\d+\s+(?:minutes?|hours?|days?)\s+ago\b",
)
_TRANSCRIPT = re.compile(r"(?:[A-Z][A-Z.’'-]+ ?){1,4}(?:, [A-Z][A-Z ]+)?:|[QA]:\s")
_WORDLIKE = re.compile(r"[^\W\d_]{2,}|[\u3040-\u9fff]")
_NAME_ALONE = re.compile(
    r"[A-Z][\w’'-]*(?:,? (?:[A-Z][\w’'-]*|of|and|the|for))*\."
)  # "Bureau of Industry and Security."
_OPENING = re.compile(r"[A-Z0-9À-Þ$€£¥\"'“‘«「（(\[]|[^\x00-\u024f]")


def tellable(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text that may stand in a brief, each beginning after its dateline, in order."""
    kept: list[Sentence] = []
    for number, (start, bare) in enumerate(islice(_bared(text), MAX_SENTENCES)):
        whole = text[start : bare.end]
        if bare.start > start and _CAPTIONS.search(whole):
            continue
        if bare.start > start and number < FURNITURE and not _LABEL.match(whole):
            kept.clear()  # what stands before the dateline is captions and buttons
        if _is_prose(bare.text):
            kept.append(bare)
    return tuple(kept)


def _bared(text: str) -> Iterator[tuple[int, Sentence]]:
    """The sentences of a text from after their datelines, each with the place where what stands before it begins."""
    for start, told, end in told_paragraphs(text):
        for first, last in sentence_spans(text, told, end):
            begun = start if first == told else first
            yield begun, without_dateline(Sentence(first, last, text[first:last]))


def without_dateline(sentence: Sentence) -> Sentence:
    """A sentence from after its dateline ("WASHINGTON (Sample Wire) - "), if what is left begins like one."""
    text = sentence.text
    found = _HEADING.match(text)
    told = found.end() if found else dateline_end(text, 0, len(text), opens=sentence.start == 0)
    if told in (0, len(text)) or not _OPENING.match(text, told):
        return sentence
    return Sentence(sentence.start + told, sentence.end, text[told:])


def _is_prose(text: str) -> bool:
    """Whether a stretch of text is a sentence that somebody wrote to be read."""
    if not 20 <= len(text) <= 1_000 or text.isupper() or text[-1] in ":：" or _TRANSCRIPT.match(text):
        return False
    if any(noise.search(text) for noise in (_CAPTIONS, _BUTTONS, _CREDITS)):
        return False
    if _NAME_ALONE.fullmatch(text) or _is_half_quoted(text):
        return False
    return len(_WORDLIKE.findall(text)) >= MIN_WORDS


def _is_half_quoted(text: str) -> bool:
    """Whether a quotation begins here that goes on in another paragraph, so that readers would not see whose it is."""
    opened = text.count("“") - text.count("”") if "“" in text else text.count('"') % 2
    return opened > 0 and text[0] in '“"'
