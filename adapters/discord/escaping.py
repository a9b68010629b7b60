"""Publishers' words to Discord's markup: whatever could begin something of Discord's is written so that it does not.

How Discord reads markup was tried out by the authors of parse-discord, and is told in its own reference of message
formatting. Two things surprise: inside a masked link nothing can be escaped (discord-api-docs#6185), and a backslash
does not keep `](` from ending one.
"""

import re
import unicodedata
from typing import Final

from adapters.discord.hosts import tell
from digests.message import Link, host_of, visible

LONGEST_HOST: Final = 60

_MARK = re.compile(r"[\\*_~|`<>\[\]@]|:(?=\S)|(?:^|(?<=\]))\(|\.(?=[A-Za-z]{2,24}/)")
_BEGINNING = re.compile(r"(\d+)\.(?=\s|$)|[#-]")
_BARE_MARKS = frozenset("\\*_~|`<>[]@#\u203c\u2049\u3030")
_BARE_KINDS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No", "Sc"))
_BARE_PUNCTUATION = frozenset(("Pd", "Pi", "Pf", "Ps", "Pe", "Po"))
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_LIKE_AN_ADDRESS = re.compile(r":[^\s:]+:|//|\.\w+/|https?:|\bwww\.", re.IGNORECASE)
_ENCODED = str.maketrans({"(": "%28", ")": "%29", "\\": "%5C"})


def escaped(words: str) -> str:
    """The words as markup that shows exactly them, wherever but at the beginning of a line."""
    return _MARK.sub(lambda found: f"\\{found[0]}", visible(words))


def begun(markup: str) -> str:
    """Markup at the beginning of a line, where a number, a hash or a hyphen would begin a list or a heading."""
    line = markup.strip()
    found = _BEGINNING.match(line)
    if found is None:
        return line
    return f"{found[1]}\\{line[len(found[1]) :]}" if found[1] else f"\\{line}"


def linked(link: Link) -> str:
    """A masked link with the real host beside it, unless its words tell that; on the host itself when they may not act.

    Discord itself shows the whole address, and asks, before it follows a link that is masked.
    """
    words, host = " ".join(visible(link.text).split()), shown_host(link.url)
    if not host:
        return escaped(words)
    address = link.url.translate(_ENCODED)
    if not words or words.casefold() == host:
        return f"[{host}]({address})"
    if not may_be_masked(words):
        return f"{escaped(words)} ([{host}]({address}))"
    return f"[{words}]({address})" if tell(words, host) else f"[{words}]({address}) · {escaped(host)}"


def shown_host(url: str) -> str:
    """The host of an address in ASCII, cut from the left when it is long; "" when there is none."""
    host = host_of(url)
    return host if len(host) <= LONGEST_HOST else "…" + host[1 - LONGEST_HOST :]


def may_be_masked(words: str) -> bool:
    """Whether words show as they are inside a masked link: no markup, no emoji, nothing that looks like an address."""
    return not _LIKE_AN_ADDRESS.search(unicodedata.normalize("NFKC", words)) and all(map(_is_bare, words))


def _is_bare(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable() and letter not in _BARE_MARKS
    if letter in _BLANKS or letter in _BARE_MARKS or "\ufe00" <= letter <= "\ufe0f":
        return False
    kind = unicodedata.category(letter)
    return kind in _BARE_KINDS or kind in _BARE_PUNCTUATION


def units(text: str) -> int:
    """The length by the strictest counting, in UTF-16: Discord does not say which it uses."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
