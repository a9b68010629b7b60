"""An address in, leave to dial it out: only public addresses, only http and https, checked when the socket is made."""

import errno
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from yarl import URL

from bot.feeds.problems import FetchError, Reason

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Place = tuple[str | int, ...]  # what a socket is connected to: an address, a port, and what IPv6 adds

# IANA IPv4 and IPv6 special-purpose registries, the multicast and reserved blocks, and two addresses by which
# clouds reach their machines (168.63.129.16, and 169.254.169.254 inside link-local).
_DENIED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
    )
)
# Only 2000::/3 is global unicast; what is denied inside it follows. Everything else is refused, named or not.
_GLOBAL_V6 = IPv6Network("2000::/3")
_DENIED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
# An IPv4 address inside: mapped, and the well-known NAT64 prefix, by which an IPv6-only machine reaches IPv4 hosts.
_CARRYING_V4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))

_NAME = re.compile(r"[a-z0-9_.-]{1,253}")  # what a host can be called, as it is asked for: no %, no zone
# Ports of services that are not the web; a request there could be read as a command (the Fetch standard's
# "bad ports", and the usual databases and container daemons).
# fmt: off
_DENIED_PORTS = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526,
    530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1433, 1521, 1719, 1720, 1723, 2049,
    2375, 2376, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5984, 6000, 6379, 6566, 6665, 6666, 6667, 6668,
    6669, 6679, 6697, 9200, 10080, 11211, 27017,
})
# fmt: on


class RefusedError(OSError):
    """The operating system's word for an address that the guard does not let us dial."""

    def __init__(self, address: object) -> None:
        """Keep which address it was."""
        super().__init__(errno.EACCES, f"{address} is not a public address")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One line of the operator's allow list: a network or a host name, on one port or on all (`port` None)."""

    network: Network | None
    host: str
    port: int | None


def allowed_from(text: str) -> Allowed:
    """The rule that `10.0.0.0/8`, `127.0.0.1:8080`, `[::1]:8080` or `intranet.example:8080` states.

    Raises ValueError with a sentence when the text states none.
    """
    host, port = _split_port(text.strip())
    if not host:
        raise ValueError(f"{text!r} names no network and no host; write 10.0.0.0/8 or 127.0.0.1:8080")
    try:
        return Allowed(ip_network(host, strict=False), "", port)
    except ValueError:
        if "/" in host or " " in host:
            raise ValueError(f"{text!r} is not a network; write 10.0.0.0/8 or 127.0.0.1:8080") from None
        return Allowed(None, host.lower(), port)


def _split_port(text: str) -> tuple[str, int | None]:
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    else:
        host, port = text, ""
    if port and not (port.isdecimal() and int(port) < 65536):
        raise ValueError(f"{text!r} ends in a port that is not a number below 65536")
    return host, int(port) if port else None


def is_public(address: Address) -> bool:
    """Whether an address is one that anybody on the internet could have.

    A mapped (::ffff:a.b.c.d) or NAT64 (64:ff9b::a.b.c.d) address is judged by the IPv4 address inside; every other
    form that carries one (v4-compatible, local NAT64, 6to4, Teredo) is refused as a whole.
    """
    if isinstance(address, IPv6Address):
        if any(address in network for network in _CARRYING_V4):
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        return address in _GLOBAL_V6 and not any(address in network for network in _DENIED_V6)
    return not any(address in network for network in _DENIED_V4)


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may be dialled: every public address, and what the operator listed."""

    allow: tuple[Allowed, ...] = ()
    ports: frozenset[int] = field(default=_DENIED_PORTS)

    @classmethod
    def allowing(cls, rules: Iterable[str] = ()) -> "Guard":
        """The guard with an operator's allow list, one rule a text (see `allowed_from`)."""
        return cls(tuple(allowed_from(rule) for rule in rules))

    def permits(self, address: Address, *, port: int, host: str = "") -> bool:
        """Whether a socket may be connected to this address and port for this host name."""
        if any(_covers(rule, address=address, port=port, host=host) for rule in self.allow):
            return True
        return port not in self.ports and is_public(address)

    def check_url(self, url: URL) -> None:
        """Raises FetchError when an address must not even be asked for; names are judged later, when resolved."""
        if url.scheme not in ("http", "https"):
            raise FetchError(Reason.REFUSED, f"only http and https addresses are read, not {url.scheme or 'none'}")
        if url.user is not None or url.password is not None:
            raise FetchError(Reason.REFUSED, "an address with a name or password in it is not read")
        host = url.raw_host
        if not host or url.port is None:
            raise FetchError(Reason.REFUSED, "the address names no host")
        if literal(host) is None and not _NAME.fullmatch(host):
            raise FetchError(Reason.REFUSED, f"{host[:80]!r} is not the name of a host")
        self._check_target(host, url.port)

    def _check_target(self, host: str, port: int) -> None:
        address = literal(host)
        if address is not None:
            if not self.permits(address, port=port, host=host):
                raise FetchError(Reason.REFUSED, f"{host} port {port} is not a public web address")
        elif port in self.ports and not any(rule.host == host.lower() and rule.port == port for rule in self.allow):
            raise FetchError(Reason.REFUSED, f"port {port} is not a port of the web")

    def make_socket(
        self,
        family: int,
        kind: int,
        protocol: int,
        *,
        place: Place,
        resolved: Sequence[Address],
        asked: tuple[str, int] = ("", 0),
    ) -> socket.socket:
        """The socket for one address, made only if the guard permits it; raises RefusedError otherwise.

        Called for every address that is about to be dialled, literal or resolved, first or second hop, so that a name
        which resolves differently the second time (rebinding) gains nothing. `asked` is the host and port that the
        request is for: a listed name is let through; `resolved` what it was looked up to, and nothing else is dialled.
        """
        host, port = asked
        address = ip_address(str(place[0]))
        dialled = int(place[1])
        if address not in resolved:
            raise RefusedError(address)
        if not self.permits(address, port=dialled, host=host if port == dialled else ""):
            raise RefusedError(address)
        return socket.socket(family, kind, protocol)


def _covers(rule: Allowed, *, address: Address, port: int, host: str) -> bool:
    if rule.port is not None and rule.port != port:
        return False
    if rule.network is None:
        return bool(host) and rule.host == host.lower()
    return address.version == rule.network.version and address in rule.network


@lru_cache(maxsize=4096)
def literal(host: str) -> Address | None:
    """The address that a host already is; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
