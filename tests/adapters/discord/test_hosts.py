"""When the words of a link tell its host, and when the host has to stand beside them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.escaping import linked
from adapters.discord.hosts import ENDINGS, tell
from digests.message import Link

ASCII = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=2, max_size=12).filter(
    lambda word: word not in ENDINGS
)


@pytest.mark.parametrize(
    ("words", "host", "told"),
    [
        ("Sample Wire", "sample-wire.example", True),
        ("Sample Wire", "samplewire.com", True),
        ("The Daily Lantern", "daily-lantern.example", True),
        ("The Register", "theregister.com", True),
        ("Nikkei Asia", "asia.nikkei.com", True),
        ("Gauge Policy Report", "gauge-policy.example", True),
        ("Federal Register: Department of Commerce", "federalregister.gov", True),
        ("Tom\u2019s Hardware", "tomshardware.com", True),
        ("BBC", "bbc.co.uk", True),
        ("Register of Trade Measures", "trade-register.example", False),
        ("Global Times", "global.com", False),
        ("Reuters", "reuters.zip", False),
        ("Reuters", "reuters.net", False),
        ("Reuters", "reuters.co.com", False),
        ("Reuters", "reuters.com.evil.example", False),
        ("Reuters", "reuters.blogspot.com", False),
        ("Reuters", "notreuters.com", False),
        ("R\u0435uters", "reuters.com", False),
        ("Rеuters", "xn--ruters-4ve.com", False),
        ("新岚商报", "xinlan.example", False),
        ("The", "the.com", False),
        ("com", "com", False),
        ("", "wire.example", False),
    ],
)
def test_words_tell_a_host_when_it_is_made_of_them(words: str, host: str, told: bool) -> None:
    assert tell(words, host) is told


def test_a_host_that_is_told_is_not_said_again() -> None:
    told, other = Link("Sample Wire", "https://sample-wire.example/1"), Link("Sample Wire", "https://evil.example/1")
    assert linked(told) == "[Sample Wire](https://sample-wire.example/1)"
    assert linked(other) == "[Sample Wire](https://evil.example/1) · evil.example"


@settings(deadline=None, max_examples=200)
@given(name=ASCII, other=ASCII, ending=st.sampled_from(["com", "example", "co.uk"]))
def test_a_host_of_another_name_is_never_told(name: str, other: str, ending: str) -> None:
    assert tell(name, f"{other}.{ending}") is (name == other != "the")
    assert not tell(name, f"{name}.{ending}.{other}")
    assert not tell(name, f"{name}.{other}.{ending}") or name == other
