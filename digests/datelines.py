"""A text to its paragraphs, each with the place where its words begin: behind "WASHINGTON, Jan. 14 (Sample Wire) —".

A dateline names a place, a day or an agency, and a dash or a colon ends it. What is as good as certain counts before
any paragraph; a colon, a place that is not in capitals, and an agency without a dash count only where the news
begins, so that "Roth: The rule is wrong." keeps its speaker.
"""

import re

from digests.text import paragraphs

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_WORD = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
_BETWEEN = r"[\s,—–-]{0,3}"
_LABEL = r"(?:(?:UPDATE|EXCLUSIVE|WRAPUP|RPT|CORRECTED|REFILE|ANALYSIS|INSIGHT|BREAKING|FOCUS|BRIEF)(?: \d)?(?:-|: ))+"
_DATELINE = re.compile(
    rf"(?:{_LABEL})?(?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}})?(?P<area>(?:,\s?{_WORD}(?:\s{_WORD})?){{0,2}})"
    rf"(?P<date>{_BETWEEN}{_DATE})?"
    r"(?P<agency>[\s,—–-]{0,3}(?:\((?P<name>[^\W\d_][\w.&’'-]*(?:[ /][\w.&’'-]+){0,3})\)|/[A-Z][\w -]{2,20}/))?"
    r",?\s*(?P<mark>:|---?|[–—]|(?<=\s)-|(?<=\d\d\d\d)\.|(?(agency)(?=\s)|(?!)))(?P<space>\s*)(?=[A-Z0-9À-Þ$€£¥\"'“‘«「（(\[]|[^\x00-\u024f])"
)
_LABEL_ALONE = re.compile(_LABEL)
_WIRE = re.compile(r"(?:AFP|ANI|AP|Bloomberg|CNN|DPA|IANS|Kyodo|PTI|Reuters|TASS|UPI|Xinhua|Yonhap)$", re.IGNORECASE)
_TURN = re.compile(r"^[A-Z][A-Z.’' -]{1,40}(?:, [A-Z][A-Z ]{1,40})?: ", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]*$")
_SHORT = 4  # letters in capitals that may as well be those of a firm: "ASML — Europe's largest — said"
# Where news in English is filed under a place that is not in capitals: "New Delhi: The cabinet ...".
_PLACES = frozenset(
    re.split(
        ", ",
        "abu dhabi, accra, adelaide, ahmedabad, albany, almaty, amsterdam, ankara, arlington, athens, atlanta, "
        "auckland, austin, baghdad, baku, bangalore, bangkok, barcelona, beijing, beirut, belfast, belgrade, "
        "bengaluru, berlin, bern, berne, bhopal, bhubaneswar, boise, bonn, boston, brasilia, bratislava, brisbane, "
        "brussels, bucharest, budapest, buenos aires, busan, cairo, calcutta, cambridge, canberra, cape town, "
        "caracas, chandigarh, chengdu, chennai, chicago, cologne, colombo, copenhagen, dallas, damascus, davos, "
        "denver, detroit, dhaka, doha, dresden, dubai, dublin, düsseldorf, edinburgh, eindhoven, frankfurt, "
        "gandhinagar, geneva, george town, glasgow, grenoble, guangzhou, guwahati, hamburg, hanoi, helsinki, ho chi "
        "minh city, hong kong, honolulu, houston, hsinchu, hyderabad, islamabad, istanbul, jaipur, jakarta, "
        "jerusalem, johannesburg, johor bahru, kabul, kaohsiung, karachi, kathmandu, kiev, kigali, kobe, kolkata, "
        "kuala lumpur, kuching, kumamoto, kyiv, kyoto, lagos, lahore, las vegas, leipzig, lima, lisbon, ljubljana, "
        "london, los angeles, lucknow, luxembourg, lyon, macau, madrid, magdeburg, malta, manchester, manila, "
        "melbourne, mexico city, miami, milan, minneapolis, minsk, montreal, moscow, mumbai, munich, nagoya, "
        "nairobi, nanjing, new delhi, new york, nicosia, noida, osaka, oslo, ottawa, palo alto, panaji, paris, "
        "patna, penang, perth, philadelphia, phnom penh, phoenix, pittsburgh, portland, prague, pretoria, pune, "
        "putrajaya, pyongyang, raipur, ranchi, reno, riga, rio de janeiro, riyadh, rome, rotterdam, san diego, san "
        "francisco, san jose, santa clara, santiago, sao paulo, sapporo, seattle, seoul, shanghai, shenzhen, "
        "shillong, shimla, singapore, sofia, srinagar, stockholm, strasbourg, stuttgart, surat, suwon, suzhou, "
        "sydney, são paulo, taichung, tainan, taipei, tallinn, tbilisi, tehran, tel aviv, the hague, "
        "thiruvananthapuram, tianjin, tokyo, toronto, tunis, turin, ulaanbaatar, valletta, vancouver, vienna, "
        "vientiane, vilnius, warsaw, washington, wellington, wroclaw, wuhan, yangon, yerevan, yokohama, zagreb, "
        "zurich, zürich",
    )
)


def told_paragraphs(text: str) -> list[tuple[int, int, int]]:
    """The paragraphs of a text as (start, told, end): behind the dateline at `told` begins what is told."""
    found: list[tuple[int, int, int]] = []
    opens = True
    for start, end in paragraphs(text):
        ends = _SENTENCE_END.search(text, max(start, end - 4), end) is not None
        found.append((start, dateline_end(text, start, end, opens=opens and ends), end))
        opens = opens and not ends
    return found


def dateline_end(text: str, start: int, end: int, *, opens: bool = False) -> int:
    """Where the words of `text[start:end]` begin behind a dateline; `start` where none stands there.

    `opens` says that the news begins here.
    """
    found = _DATELINE.match(text, start, end)
    if found is not None and found.end() > start and (_is_certain(found) or (opens and _is_likely(text, found, end))):
        return found.end()
    label = _LABEL_ALONE.match(text, start, end)
    return label.end() if label is not None else start


def _is_certain(found: re.Match[str]) -> bool:
    """Whether a dateline is one wherever it stands: an agency or a place in capitals, and a dash."""
    if not found["mark"] or found["mark"] in ":.":
        return bool(found["agency"]) and (found["mark"] == ":" or bool(_WIRE.match(found["name"] or "")))
    if found["agency"]:
        return True
    spaced = found["space"] and found.string[found.start("mark") - 1].isspace()
    return _in_capitals(found) and bool(spaced or found["mark"][:2] == "--" or found["date"])


def _is_likely(text: str, found: re.Match[str], end: int) -> bool:
    """Whether the first words of the news are a dateline: a place that is known or in capitals, an agency, a day."""
    mark, known = found["mark"], _is_known(found)
    if not mark:
        return bool(found["agency"]) and bool(found["space"]) and (known or not found["place"] or _in_capitals(found))
    if not found["space"] and mark != "—":
        return False
    if mark == ":":
        return known or (_in_capitals(found) and not found["area"].isupper() and not _TURN.search(text, found.end()))
    if mark == ".":
        return bool(found["date"]) and (known or _in_capitals(found))
    return known or (bool(found["date"]) and bool(found["place"]))


def _in_capitals(found: re.Match[str]) -> bool:
    place = found["place"] or ""
    return place.isupper() and (len(place) > _SHORT or bool(found["area"]) or _is_known(found))


def _is_known(found: re.Match[str]) -> bool:
    return all(part.strip().lower() in _PLACES for part in (found["place"] or "").split("/"))
