"""The words of a link and a host to whether the words tell the host already, so that it need not stand beside them.

A reader of "Sample Wire" expects samplewire.com or sample-wire.example. Whatever is less plain is shown: other endings,
other words, other alphabets.
"""

import re
from typing import Final

ENDINGS: Final = ("com", "org", "gov", "edu", "co.uk", "gov.uk", "example")
"""What a reader expects behind a name; `example` is nobody's."""
_COMMON: Final = ("asia", "blog", "daily", "europe", "magazine", "news", "newswire", "online", "report")
"""Last words that publishers leave out of their address."""
_WORD = re.compile(r"[a-z0-9]+")
_LEAST: Final = 2


def tell(words: str, host: str) -> bool:
    """Whether words are the name that a host is made of: `The Daily Lantern` tells daily-lantern.example."""
    own = _own_label(host).replace("-", "")
    return bool(own) and "xn--" not in host and any(own in _spellings(name) for name in (words, words.split(":")[0]))


def _spellings(words: str) -> set[str]:
    """How a name may be written as an address: without its article, without a last word that says little."""
    plain = words.casefold().replace("'", "").replace("\u2019", "")
    name = _WORD.findall(plain) if plain.isascii() else []
    names = [name, name[1:]] if name[:1] == ["the"] else [name]
    names += [one[:-1] for one in names if one and one[-1] in _COMMON]
    return {joined for joined in map("".join, names) if len(joined) >= _LEAST and joined != "the"}


def _own_label(host: str) -> str:
    """The part of a host that somebody chose: `nikkei` of asia.nikkei.com; "" when its ending is not a common one."""
    parts = host.casefold().split(".")
    for size in (2, 1):
        if len(parts) > size and ".".join(parts[-size:]) in ENDINGS:
            return parts[-size - 1]
    return ""
