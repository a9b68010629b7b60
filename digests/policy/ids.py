"""Text to policy ids: the numbers under which official documents, dockets, rules, orders, bills and items are filed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PolicyIdKind(StrEnum):
    """What a policy id names."""

    REGISTER_PAGE = "register_page"
    REGISTER_DOCUMENT = "register_document"
    DOCKET = "docket"
    RIN = "rin"
    CFR = "cfr"
    EXECUTIVE_ORDER = "executive_order"
    BILL = "bill"
    PUBLIC_LAW = "public_law"
    ECCN = "eccn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyId:
    """A policy id in one spelling (`id`), and `words`, the stretch `[start, end)` of the text that names it."""

    kind: PolicyIdKind
    id: str
    start: int
    end: int
    words: str


_DASH = "[-\u2010-\u2013]"
_JOIN = r"(?:\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|or|through|to)\s+)"
_EAR_PARTS = range(730, 775)

_REGISTER_PAGE = re.compile(r"\b(\d{1,3}) (?:FR|F\.R\.|Fed\. ?Reg\.) (\d{1,3}(?:,\d{3})+|\d{1,6})\b")
_REGISTER_DOCUMENT = re.compile(rf"(?<![\w-])(?:([CRXZ]\d){_DASH})?((?:19|20)\d\d){_DASH}(\d{{5}})(?![\w-])")
_DOCUMENT_ADDRESS = re.compile(r"[/-]((?:[CRXZ]\d-)?(?:19|20)\d\d-\d{5})(?=[/?#.]|$)")
_OLD_DOCUMENT = re.compile(rf"\bFR Doc\.?\s+(?:No\.? )?([A-Z]?\d{{1,2}}){_DASH}(\d{{1,5}})\b")

_AGENCY_DOCKET = re.compile(
    rf"(?<![\w-])(?!CVE)([A-Z]{{2,6}}(?:{_DASH}[A-Z]{{1,5}}){{0,2}}){_DASH} ?(20\d\d)"
    rf"((?:{_DASH}[A-Z])?{_DASH}\d{{4}})(?![\w-])"
)
_NUMBER = rf"(?:[A-Z]{{1,6}}{_DASH})?\d{{2,6}}{_DASH}\d{{1,4}}(?:{_DASH}\d{{1,4}})?(?![\w-])"
_DOCKETS = re.compile(
    rf"\bDocket(?:\(?s\)?)?\s*(?:Nos?\.?|Numbers?|IDs?|#)?:?\s+({_NUMBER}(?:{_JOIN}{_NUMBER}){{0,40}})", re.IGNORECASE
)
_DOCKET_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_RIN = re.compile(rf"(?:(?<![\w-])|(?<=RIN))(\d{{4}}){_DASH}([A-Z]{{2}}\d{{2,3}})(?![\w-])")
_SPACED_RIN = re.compile(rf"\bRIN:?\s+(\d{{4}}){_DASH} ([A-Z]{{2}}\d{{2,3}})\b")

_NOT_A_SECTION = r"(?![\w%]|\s*(?:CFR|C\.F\.R|FR\b|U\.S\.C|days?|years?|percent))"
_SECTION = rf"(?:\d{{1,4}}\.\d{{1,4}}[a-z]?|\d{{2,4}})(?:\([a-zA-Z0-9]{{1,4}}\))*{_NOT_A_SECTION}"
_SIGN = r"(?:(?:[Pp]arts?|[Ss]ections?)\s+|§+\s*)"
_SECTIONS = rf"{_SECTION}(?:(?:{_DASH}|{_JOIN}){_SIGN}?{_SECTION}){{0,40}}"
_CFR = re.compile(rf"\b(\d{{1,2}})\s+(?:CFR|C\.\s?F\.\s?R\.),?\s+(?:[Cc]hapter [IVX]+,?\s+)?{_SIGN}?({_SECTIONS})")
_EAR = re.compile(rf"(?:\b|(?=§)){_SIGN}({_SECTIONS})\s+of\s+the\s+(?:EAR\b|Export\s+Administration\s+Reg)")
_ONE_SECTION = re.compile(_SECTION)

_ORDER_NUMBER = r"(?:1\d,?\d{3}|\d{4})(?![\d-])"
_ORDERS = re.compile(
    r"\b(?:Executive\s+Orders?(?:\s+\((?:E\.\s?O\.|EO)s?\))?|E\.\s?O\.|EOs?)\s*(?:Nos?\.?\s*)?"
    rf"({_ORDER_NUMBER}(?:{_JOIN}1\d,?\d{{3}}(?![\d-])){{0,40}})"
)
_ONE_ORDER = re.compile(_ORDER_NUMBER)
_BILL = re.compile(
    r"(?<![\w.])(H\.\s?R\.|HR|S\.|[HS]\.?\s?(?:J\.?\s?|Con\.?\s?)?Res\.)\s?(\d{1,5})\b(?![\d.,]*\d|\s?(?:percent|%|nm))"
)
_PUBLIC_LAW = re.compile(
    rf"\b(?:Public\s+Law|Pub\.\s?L\.|P\.\s?L\.|PL)\s*(?:Nos?\.?\s*)?(\d{{2,3}}){_DASH}(\d{{1,4}})\b"
)

_ECCN = re.compile(r"(?<![\w.-])([0-9][A-EY][0-9]{3})(?:\.[a-z0-9]{1,2}\b){0,4}(?![\w-])")
_ECCN_OF_BIS = re.compile(r"[0-9][A-E](?:09|99|6\d)\d|0Y521")
_ECCN_COMPANY = re.compile(
    r"\bECCNs?\b|Export\s+Control\s+Classification|Commerce\s+Control\s+List|\bEAR\b|\bBIS\b|[Ee]xport.controls?"
)


def policy_ids(text: str) -> tuple[PolicyId, ...]:
    """The policy ids of a text in order; where two overlap, the one that begins first and is longer stays."""
    found = sorted(_all(text), key=lambda one: (one.start, -one.end, one.kind))
    kept: list[PolicyId] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _all(text: str) -> Iterator[PolicyId]:
    yield from _register(text)
    yield from _dockets(text)
    yield from _code(text)
    yield from _laws(text)
    yield from _eccns(text)


def _register(text: str) -> Iterator[PolicyId]:
    for found in _REGISTER_PAGE.finditer(text):
        value = f"{int(found[1])} FR {found[2].replace(',', '')}"
        yield _id(PolicyIdKind.REGISTER_PAGE, value, found)
    for found in _REGISTER_DOCUMENT.finditer(text):
        value = f"{found[1]}-{found[2]}-{found[3]}" if found[1] else f"{found[2]}-{found[3]}"
        yield _id(PolicyIdKind.REGISTER_DOCUMENT, value, found)
    for found in _OLD_DOCUMENT.finditer(text):
        yield _stretch(PolicyIdKind.REGISTER_DOCUMENT, f"{found[1]}-{found[2]}", text, found.start(1), found.end())


def _dockets(text: str) -> Iterator[PolicyId]:
    for found in _AGENCY_DOCKET.finditer(text):
        yield _id(PolicyIdKind.DOCKET, _dashed(f"{found[1]}-{found[2]}{found[3]}"), found)
    for dockets in _DOCKETS.finditer(text):
        for found in _DOCKET_NUMBER.finditer(text, *dockets.span(1)):
            yield _id(PolicyIdKind.DOCKET, _dashed(found[0]).upper(), found)
    for pattern in (_RIN, _SPACED_RIN):
        for found in pattern.finditer(text):
            value = f"{found[1]}-{found[2]}"
            yield _stretch(PolicyIdKind.RIN, value, text, found.start(1), found.end())


def document_at(url: str) -> str:
    """The number of the register's document that stands at an address, such as "2026-12345", or ""."""
    found = _DOCUMENT_ADDRESS.search(url)
    return found[1] if found else ""


def _code(text: str) -> Iterator[PolicyId]:
    """Parts and sections of the Code of Federal Regulations, each of a list by itself."""
    for found in _CFR.finditer(text):
        for i, section in enumerate(_ONE_SECTION.finditer(text, *found.span(2))):
            start = section.start() if i else found.start()
            yield _cfr(int(found[1]), section, start=start)
    for found in _EAR.finditer(text):
        for i, section in enumerate(_ONE_SECTION.finditer(text, *found.span(1))):
            if int(re.split(r"[.(]", section[0])[0]) in _EAR_PARTS:
                yield _cfr(15, section, start=section.start() if i else found.start())


def _cfr(title: int, section: re.Match[str], *, start: int) -> PolicyId:
    return _stretch(PolicyIdKind.CFR, f"{title} CFR {section[0]}", section.string, start, section.end())


def _laws(text: str) -> Iterator[PolicyId]:
    for orders in _ORDERS.finditer(text):
        for i, order in enumerate(_ONE_ORDER.finditer(text, *orders.span(1))):
            start = order.start() if i else orders.start()
            value = f"EO {order[0].replace(',', '')}"
            yield _stretch(PolicyIdKind.EXECUTIVE_ORDER, value, text, start, order.end())
    for found in _BILL.finditer(text):
        yield _id(PolicyIdKind.BILL, f"{_chamber(found[1])} {found[2]}", found)
    for found in _PUBLIC_LAW.finditer(text):
        yield _id(PolicyIdKind.PUBLIC_LAW, f"Public Law {found[1]}-{found[2]}", found)


def _chamber(written: str) -> str:
    """`H.R.`, `S.`, `H.Res.`, `S.J.Res.` and their like, in one spelling."""
    letters = re.sub(r"[.\s]", "", written)
    return {"HR": "H.R.", "S": "S."}.get(letters, re.sub(r"(^[HS])(J|Con)?(Res)$", _resolution, letters))


def _resolution(found: re.Match[str]) -> str:
    return "".join(f"{part}." for part in found.groups() if part)


def _eccns(text: str) -> Iterator[PolicyId]:
    """Export control classification numbers; a rare form counts only in a text about export controls."""
    company = _ECCN_COMPANY.search(text) is not None
    for found in _ECCN.finditer(text):
        if company or _ECCN_OF_BIS.fullmatch(found[1]):
            yield _id(PolicyIdKind.ECCN, found[0], found)


def _id(kind: PolicyIdKind, value: str, found: re.Match[str]) -> PolicyId:
    return _stretch(kind, value, found.string, found.start(), found.end())


def _stretch(kind: PolicyIdKind, value: str, text: str, start: int, end: int) -> PolicyId:
    return PolicyId(kind=kind, id=value, start=start, end=end, words=text[start:end])


def _dashed(value: str) -> str:
    return re.sub(rf"{_DASH}\s?", "-", value)
