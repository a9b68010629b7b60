"""Who may be dialled: an attack table, and the property that no denied network is ever reached."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from bot.feeds.guard import Guard, RefusedError, allowed_from, is_public
from bot.feeds.problems import FetchError, Reason

OPEN = Guard()

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 169.254.0.1
172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 64:ff9b:1:ffff::808:808 100::1 2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002:7f00:1:: 2002:808:808:: 2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 ff0e::1
4000::1 e000::1
"""
PUBLIC = """
8.8.8.8 1.1.1.1 93.184.216.34 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 198.20.0.1
223.255.255.255 2606:4700::1111 2a00:1450:4001::200e 2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::808:808
"""


@pytest.mark.parametrize("text", NOT_PUBLIC.split())
def test_an_address_that_is_not_public_is_refused(text: str) -> None:
    """Threat 1, row 27."""
    assert not is_public(ip_address(text))
    assert not OPEN.permits(ip_address(text), port=80)


@pytest.mark.parametrize("text", PUBLIC.split())
def test_a_public_address_is_let_through(text: str) -> None:
    assert is_public(ip_address(text))


ATTACKS = [
    "ftp://weekly.example/feed",
    "file:///etc/passwd",
    "gopher://weekly.example/",
    "javascript:alert(1)",
    "http://user@weekly.example/",
    "http://user:word@weekly.example/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://weekly.example:22/",
    "http://weekly.example:6379/",
    "http://weekly.example:25/",
    "http://8.8.8.8:53/",
    "http:///feed",
    "weekly.example/feed",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_an_address_that_must_not_be_asked_is_refused_before_any_request(text: str) -> None:
    with pytest.raises(FetchError) as caught:
        OPEN.check_url(URL(text))
    assert caught.value.reason == Reason.REFUSED


@pytest.mark.parametrize(
    "text",
    ["https://weekly.example/feed", "http://weekly.example:8080/", "https://8.8.8.8/", "http://[2606:4700::1]/x"],
)
def test_a_usual_address_may_be_asked(text: str) -> None:
    OPEN.check_url(URL(text))


@pytest.mark.parametrize(
    ("rule", "address", "port", "host", "permitted"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080, "", True),
        ("127.0.0.1:8080", "127.0.0.1", 8081, "", False),
        ("127.0.0.0/8", "127.3.2.1", 9000, "", True),
        ("10.0.0.0/8", "192.168.0.1", 80, "", False),
        ("[::1]:8080", "::1", 8080, "", True),
        ("[::1]:8080", "::1", 80, "", False),
        ("fd00::/8", "fd00::5", 443, "", True),
        ("intranet.example:8443", "10.1.1.1", 8443, "intranet.example", True),
        ("intranet.example:8443", "10.1.1.1", 8443, "evil.example", False),
        ("intranet.example:8443", "10.1.1.1", 443, "intranet.example", False),
    ],
)
def test_the_operator_lists_who_else_may_be_dialled(
    rule: str, address: str, port: int, host: str, permitted: bool
) -> None:
    assert Guard.allowing([rule]).permits(ip_address(address), port=port, host=host) is permitted


@pytest.mark.parametrize("rule", ["", "10.0.0.0/99", "1.2.3.4:99999", "two words", "1.2.3.4:http"])
def test_a_rule_that_says_nothing_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        allowed_from(rule)


def test_only_an_address_that_was_looked_up_is_dialled() -> None:
    """Threat 1: a library that reads a host in another way than we did gains nothing by it."""
    place = ("93.184.216.34", 80)
    with pytest.raises(RefusedError):
        OPEN.make_socket(socket.AF_INET, socket.SOCK_STREAM, 0, place=place, resolved=(IPv4Address("8.8.8.8"),))
    OPEN.make_socket(socket.AF_INET, socket.SOCK_STREAM, 0, place=place, resolved=(IPv4Address(place[0]),)).close()


DENIED = [ip_network(text) for text in ("127.0.0.0/8", "10.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16", "224.0.0.0/4")]
inside_v4 = st.sampled_from(DENIED).flatmap(
    lambda network: st.integers(int(network[0]), int(network[-1])).map(IPv4Address)
)


def _embedded(address: IPv4Address) -> list[IPv4Address | IPv6Address]:
    number = int(address)
    forms = [
        number,
        0xFFFF << 32 | number,
        0x64FF9B << 96 | number,
        0x2002 << 112 | number << 80,
        0x20010000 << 96 | number,
    ]
    return [address, *(IPv6Address(form) for form in forms)]


@given(address=inside_v4)
@settings(deadline=None, max_examples=200)
def test_no_address_in_a_denied_network_is_ever_dialled_in_any_form(address: IPv4Address) -> None:
    for form in _embedded(address):
        family = socket.AF_INET if form.version == 4 else socket.AF_INET6
        place = (str(form), 80) if form.version == 4 else (str(form), 80, 0, 0)
        with pytest.raises(RefusedError):
            OPEN.make_socket(family, socket.SOCK_STREAM, 0, place=place, resolved=(form,))
        with pytest.raises(FetchError):
            OPEN.check_url(URL.build(scheme="http", host=str(form), path="/"))


@given(number=st.integers(0, 2**128 - 1))
@settings(deadline=None, max_examples=300)
def test_outside_global_unicast_only_wrapped_public_v4_addresses_are_public(number: int) -> None:
    address = IPv6Address(number)
    if is_public(address) and address not in ip_network("2000::/3"):
        assert address in ip_network("::ffff:0:0/96") or address in ip_network("64:ff9b::/96")
        assert is_public(IPv4Address(number & 0xFFFFFFFF))
