"""Bytes and what is claimed of them in, the text out: labels are believed only as far as the bytes agree."""

import codecs
import re
from dataclasses import dataclass

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what no XML may hold
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)\s*["']""")
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
# What a label means on the web: the larger set that publishers really use.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
_NAMES = {"cp932": "Shift_JIS", "cp949": "EUC-KR", "cp950": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_NEVER = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"})
_WIDE = frozenset({"utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
# Letters that make up a good part of any text in a language; a wrong decoding hardly ever gives them.
_COMMON = {
    "gb18030": frozenset("的一是在不了有和人这中大为上个国我以要他时来用们年对出会部业家发"),
    "cp950": frozenset("的一是在不了有和人這中大為上個國我以要他時來用們年對出會部業家發"),
    "cp932": frozenset("のにはをたがでてとしれさいるなもかこ、。ン"),
    "euc_jp": frozenset("のにはをたがでてとしれさいるなもかこ、。ン"),
    "cp949": frozenset("이다는의에을를은가로고한하기사지도대"),
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with, and whether that was a guess against or without a usable label."""

    text: str
    encoding: str
    guessed: bool = False


def decode(body: bytes, *, content_type: str = "") -> Decoded:
    """The text of a body: byte order mark first, then the XML declaration, the header's label, and UTF-8.

    A label of a one-byte set does not hold when the bytes are UTF-8; one that cannot be used at all leads to the
    likeliest encoding, in the end UTF-8 with U+FFFD for what cannot be read. Never raises.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark) and not (encoding == "utf-16-le" and body[2:4] == b"\x00\x00"):
            return _strictly_or_replaced(body[len(mark) :], encoding)
    for start, encoding in _STARTS:
        if body.startswith(start):
            return _strictly_or_replaced(body, encoding)
    labels = declared(body, content_type)
    names = [name for name in map(_known, labels) if name]
    for name in (*names, "utf-8"):
        found = _believed(body, name)
        if found is not None:
            return Decoded(found[0], found[1], guessed=bool(labels) and name not in names)
    return _likeliest(body)


def label_flaws(body: bytes, content_type: str, decoded: Decoded) -> tuple[str, ...]:
    """What is wrong with the labels of a body that had to be read as something else, in words for its owner."""
    if not decoded.guessed:
        return ()
    read_as = f"it was read as {_name_of(decoded.encoding)}"
    label = next(iter(declared(body, content_type)), "")
    if not label:
        return (f"it does not say its encoding and is not UTF-8; {read_as}",)
    wrong = "does not fit" if _known(label) else "nobody knows"
    return (f"it says its encoding is {label[:40]}, which {wrong}; {read_as}",)


def _name_of(encoding: str) -> str:
    if encoding.startswith("cp12"):
        return f"Windows-{encoding[2:]}"
    return _NAMES.get(encoding, encoding.upper().replace("_", "-"))


def declared(body: bytes, content_type: str) -> tuple[str, ...]:
    """The labels that a body carries: its XML declaration's, then the header's."""
    inside = _DECLARED.match(body, 0, 1024)
    outside = _IN_HEADER.search(content_type) if "=" in content_type else None
    return tuple(
        label.lower()
        for label in (inside.group(1).decode("ascii", "replace") if inside else "", outside.group(1) if outside else "")
        if label
    )


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _NEVER else _MEANT.get(name, name)


def _believed(body: bytes, name: str) -> tuple[str, str] | None:
    if name in _WIDE:  # labelled so, but neither mark nor zero bytes: it is not
        return None
    try:
        text = body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    if name.startswith(("cp12", "iso8859", "koi8", "mac")) and not body.isascii():
        try:
            return body.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            return text, name
    return text, name


def _strictly_or_replaced(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(body.decode(encoding, "replace"), encoding, guessed=True)


def _likeliest(body: bytes) -> Decoded:
    best, best_share = "", 0.04
    for name, common in _COMMON.items():
        try:
            letters = [letter for letter in body[:200_000].decode(name, "strict") if letter > "\x7f"]
        except UnicodeDecodeError:
            continue
        share = sum(letter in common for letter in letters) / max(len(letters), 1)
        if share > best_share:
            best, best_share = name, share
    if best:
        return Decoded(body.decode(best, "replace"), best, guessed=True)
    return _western(body)


def _western(body: bytes) -> Decoded:
    loose = body.decode("utf-8", "replace")
    lost = loose.count("\ufffd")
    read = sum(letter > "\x7f" for letter in loose) - lost
    if lost > read:
        try:
            return Decoded(body.decode("cp1252"), "cp1252", guessed=True)
        except UnicodeDecodeError:
            pass
    return Decoded(loose, "utf-8", guessed=True)
