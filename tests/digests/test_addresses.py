"""Addresses: one spelling for one page, and a host that cannot lie."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digests.addresses import canonical, identity, is_opaque, shown_host

SAME_PAGE = [
    "https://www.outlet.example/news/rule-delayed",
    "http://www.outlet.example/news/rule-delayed",
    "HTTPS://WWW.Outlet.Example:443/news/rule-delayed",
    "https://outlet.example/news/rule-delayed/",
    "https://m.outlet.example/news/rule-delayed",
    "https://mobile.outlet.example/news/rule-delayed",
    "https://amp.outlet.example/news/rule-delayed",
    "https://www.outlet.example/amp/news/rule-delayed",
    "https://www.outlet.example/news/rule-delayed/amp/",
    "https://www.outlet.example/news/rule-delayed?utm_source=rss&utm_medium=feed",
    "https://www.outlet.example/news/rule-delayed?fbclid=IwAR0&at_medium=RSS",
    "https://www.outlet.example/news/rule-delayed?amp=1",
    "https://www.outlet.example/news/rule-delayed?source=rss",
    "https://www.outlet.example/news/rule-delayed#comments",
    "https://reader:secret@www.outlet.example/news/rule-delayed",
    "  https://www.outlet.example/news/rule%2Ddelayed\n",
    "https://www.google.com/amp/s/www.outlet.example/news/rule-delayed/amp",
    "https://www-outlet-example.cdn.ampproject.org/c/s/www.outlet.example/news/rule-delayed",
    "https://www.google.com/url?rct=j&url=https://www.outlet.example/news/rule-delayed&ct=ga",
]

CANONICAL = [
    ("https://outlet.example/a?id=7&utm_campaign=x", "https://outlet.example/a?id=7"),
    ("https://outlet.example/a?b=2&a=1", "https://outlet.example/a?b=2&a=1"),
    ("http://outlet.example:8080/a", "http://outlet.example:8080/a"),
    ("https://en.m.wiki.example/wiki/Lithography", "https://en.wiki.example/wiki/Lithography"),
    ("https://outlet.example/story.amp.html", "https://outlet.example/story.html"),
    ("https://outlet.example/a b/ü", "https://outlet.example/a%20b/%C3%BC"),
    ("https://outlet.example/?p=12&amp;lang=en", "https://outlet.example/?p=12&lang=en"),
    ("https://zeitung-münchen.example/", "https://xn--zeitung-mnchen-osb.example/"),
    ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
    ("https://outlet.example", "https://outlet.example/"),
    ("https://amplifier.example/amplify", "https://amplifier.example/amplify"),
]

NOT_WEB = ["", "javascript:alert(1)", "data:text/html,x", "/relative", "mailto:a@b.example", "https://", "https:///a"]
NOT_WEB += [
    "http://a.example:99999/",
    "http://[::1",
    "http://a..example/",
    "ftp://a.example/",
    "http://-/",
    "http://%00/",
]

HOSTS = [
    ("https://www.outlet.example/a", "outlet.example"),
    ("https://bank.example@evil.example/a", "evil.example"),
    ("https://münchen.example/", "münchen.example"),
    ("https://日本語.example/", "日本語.example"),
    ("https://оutlet.example/", "xn--utlet-iye.example"),  # the first letter is Cyrillic
    ("https://аррӏе.example/", "xn--80ak6aa92e.example"),  # wholly Cyrillic, but reads as Latin
    ("https://a⧸b.example/", "xn--ab-88z.example"),
    ("https://out\u202elet.example/", "outlet.example"),
    ("javascript:alert(1)", ""),
]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_every_spelling_of_a_page_has_one_identity(url: str) -> None:
    assert identity(url) == identity(SAME_PAGE[0]) != ""


@pytest.mark.parametrize(("url", "expected"), CANONICAL)
def test_an_address_has_one_canonical_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize("url", NOT_WEB)
def test_what_leads_to_no_web_page_has_no_address(url: str) -> None:
    assert canonical(url) == identity(url) == shown_host(url) == ""


@pytest.mark.parametrize(("url", "expected"), HOSTS)
def test_readers_see_the_host_that_a_link_leads_to(url: str, expected: str) -> None:
    assert shown_host(url) == expected


def test_a_long_host_is_cut_from_the_left_so_that_its_owner_stays_in_sight() -> None:
    assert shown_host(f"https://{'login.' * 20}evil.example/").endswith("login.evil.example")
    assert len(shown_host(f"https://{'login.' * 20}evil.example/")) <= 60


def test_different_pages_keep_different_identities() -> None:
    pages = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/?id=1"]
    pages += ["https://a.example/?id=2", "https://a.example/1/print"]
    assert len({identity(page) for page in pages}) == len(pages)


@pytest.mark.parametrize("url", ["https://www.outlet.example/", "https://outlet.example?utm_source=rss"])
def test_a_front_page_identifies_no_article(url: str) -> None:
    assert identity(url) == ""


def test_an_aggregators_link_is_opaque() -> None:
    assert is_opaque(canonical("https://news.google.com/rss/articles/CBMiXkFVX3lx?oc=5"))
    assert identity("https://news.google.com/rss/articles/CBMiXkFVX3lx?oc=5") == ""


_HOST = st.sampled_from(["a.example", "www.a.example", "m.a.example", "münchen.example", "日本.example", "[::1]"])
_URLS = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    _HOST,
    st.text(max_size=30),
    st.just("/"),
    st.text(),
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), _URLS))
@example("https://a.example/amp/amp/amp")
@example("https://a.example/%2")
@example("https://a.example/?a=%26&b=%C3")
@example("https://a.example/\ud800")
def test_canonical_addresses_are_stable_and_safe_to_print(url: str) -> None:
    address = canonical(url)
    assert canonical(address) == address
    assert address == "" or (
        address.isascii() and address.isprintable() and address.startswith(("http://", "https://"))
    )
    assert " " not in address
    assert identity(address) == identity(url)
    assert shown_host(url).isprintable()
