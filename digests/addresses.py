"""Address to canonical address: one spelling for one page, and the host that readers may trust."""

import re
import unicodedata
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

MAX_LENGTH = 2_000
SHOWN_HOST_LIMIT = 60


def _set(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING_PREFIXES = ("utm_", "hsa_", "pk_", "piwik_", "mtm_", "at_", "ns_", "vero_", "oly_", "trk_", "stm_")
_TRACKING = _set(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid _hsenc _hsmi "
    "hsctatracking mkt_tok cmpid cmp camp ncid ocid smid smtyp sref ref ref_src ref_url referrer referer feedtype "
    "feedname guccounter guce_referrer guce_referrer_sig xtor s_cid sr_share spm scm rss_id partner emc taid "
    "_ga _gl ito echobox icid intcid ftag wt.mc_id wt_mc ns_campaign campaign_id __twitter_impression"
)
_SOURCE_NAMES = frozenset(("source", "src", "via", "from", "feed", "mod", "output", "outputtype", "amp"))
_SOURCE_VALUES = _set(
    "1 true rss rss2 atom feed feeds twitter facebook linkedin newsletter email social googlenews google amp share"
) | {""}
_MOBILE_LABELS = frozenset(("m", "mobile", "amp"))
_AMP_PATH = re.compile(r"/amp(?:\.html)?/?$|\.amp(?=\.html?$)|^/amp(?=/)", re.IGNORECASE)
_ASCII_HOST = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_LITERAL = re.compile(r"\[[0-9a-f:.]+\]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNSEEN = re.compile(r"^\s+|\s+$|[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_OPAQUE_HOSTS = frozenset(("news.google.com",))


def canonical(url: str) -> str:
    """The canonical spelling of an address; "" when it does not lead to a web page.

    Only http and https; no user, default port, fragment, tracking parameter, AMP or mobile variant; the host in
    ASCII (IDNA). It is stable: `canonical(canonical(url)) == canonical(url)`.
    """
    parts = _split(url)
    if parts is None:
        return ""
    if inner := _wrapped(parts):
        return canonical(inner)
    host = _desktop(_ascii_host(parts.hostname or ""))
    if not host:
        return ""
    port = _port(parts)
    netloc = host if port is None else f"{host}:{port}"
    path = _path(parts.path)
    whole = urlunsplit((parts.scheme.lower(), netloc, path, _query(parts.query), ""))
    return whole if len(whole) <= MAX_LENGTH else ""


def identity(url: str) -> str:
    """What two spellings of one page share: host without www and path and sorted query, without the scheme.

    "" when the address names no page of its own: none, a site's front page, or an aggregator's opaque link.
    """
    address = canonical(url)
    if not address or is_opaque(address):
        return ""
    parts = urlsplit(address)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    if parts.path in ("", "/") and not query:
        return ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path}?{query}"


def is_opaque(url: str) -> bool:
    """Whether an address is an aggregator's own (Google News), which says nothing of the page behind it."""
    return (urlsplit(url).hostname or "") in _OPAQUE_HOSTS


def shown_host(url: str) -> str:
    """The host that readers see beside a link: without www, punycode where scripts are mixed, cut from the left."""
    address = canonical(url)
    if not address:
        return ""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    shown = ".".join(_shown_label(label) for label in host.split("."))
    return shown if len(shown) <= SHOWN_HOST_LIMIT else "…" + shown[-SHOWN_HOST_LIMIT + 1 :]


def _split(url: str) -> SplitResult | None:
    """The parts of a web address, or None."""
    try:
        parts = urlsplit(_UNSEEN.sub("", url[: 4 * MAX_LENGTH]))
        usable = parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return None
    return parts if usable else None


def _port(parts: SplitResult) -> int | None:
    """The port where it is not the scheme's own."""
    return None if parts.port == _DEFAULT_PORTS[parts.scheme.lower()] else parts.port


def _ascii_host(host: str) -> str:
    """The host in lower-case ASCII; "" when it is none."""
    host = host.rstrip(".").lower()
    if ":" in host:
        literal = f"[{host}]"
        return literal if _LITERAL.fullmatch(literal) else ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    return host if _ASCII_HOST.fullmatch(host) else ""


def _desktop(host: str) -> str:
    """The host of the page for large screens: without m, mobile or amp in front or after the language."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _MOBILE_LABELS:
        labels = labels[1:]
    if len(labels) > 3 and labels[1] == "m":
        del labels[1]
    return ".".join(labels)


def _wrapped(parts: SplitResult) -> str:
    """The address inside an AMP cache's or a redirector's; "" for any other."""
    host, path = (parts.hostname or "").lower(), parts.path
    if host.endswith(".google.com") and path.startswith("/amp/"):
        secure, rest = _cached(path.removeprefix("/amp/"))
    elif host.endswith(".cdn.ampproject.org"):
        secure, rest = _cached(path[3:] if path[:3] in ("/c/", "/v/", "/i/") else "")
    elif host.endswith((".google.com", "l.facebook.com")) and path in ("/url", "/l.php"):
        return next((v for k, v in parse_qsl(parts.query) if k in ("url", "q", "u") and v.startswith("http")), "")
    else:
        return ""
    return f"{'https' if secure else 'http'}://{rest}" if "." in rest.split("/")[0] else ""


def _cached(rest: str) -> tuple[bool, str]:
    """Whether an AMP cache's path says https, and the address after it."""
    return (True, rest[2:]) if rest.startswith("s/") else (False, rest)


def _path(path: str) -> str:
    """The path with one spelling of escapes, no AMP part and no slash at its end."""
    path = _escaped(path, safe="/:@!$&'()*+,;=~-._")
    while path != (shorter := _AMP_PATH.sub("", path)):
        path = shorter
    return path.rstrip("/") or "/"


def _escaped(text: str, *, safe: str) -> str:
    """Text with every percent sign an escape, upper case, and nothing escaped that need not be."""

    def one(found: re.Match[str]) -> str:
        character = chr(int(found.group(1), 16))
        return character if character in _UNRESERVED else found.group().upper()

    whole = _ESCAPE.sub(one, text)
    pieces = re.split(r"(%[0-9A-F]{2})", whole)
    return "".join(p if i % 2 else quote(p, safe=safe, errors="replace") for i, p in enumerate(pieces))


def _query(query: str) -> str:
    """The query without tracking parameters, in its own order."""
    kept = [part for part in query.replace("&amp;", "&").split("&") if part and not _is_tracking(part)]
    return "&".join(_escaped(part, safe="/:@!$'()*+,;=?~-._") for part in kept)


def _is_tracking(part: str) -> bool:
    """Whether a parameter only says where the reader came from."""
    name, _, value = part.partition("=")
    name = unquote(name).lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    return name in _SOURCE_NAMES and unquote(value).lower() in _SOURCE_VALUES


def _shown_label(label: str) -> str:
    """A label in its own script, or as punycode where it mixes scripts or looks like Latin letters."""
    if not label.startswith("xn--"):
        return label
    try:
        text = label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
    scripts = {_script(character) for character in text if character.isalpha()}
    if not all(character.isalnum() or character == "-" for character in text) or scripts - {
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HANGUL",
    } - _safe_alone(scripts):
        return label
    return text


def _safe_alone(scripts: set[str]) -> set[str]:
    """The script itself where a label has one only and it does not look like Latin letters."""
    return scripts - {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU"} if len(scripts) == 1 else set()


def _script(character: str) -> str:
    """The first word of a character's Unicode name, which tells its script."""
    return unicodedata.name(character, "UNKNOWN").split(" ")[0]
