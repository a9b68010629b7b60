"""Every code that Discord gives an error, and every way the network fails, as what delivery can act on."""

import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from adapters.discord.errors import (
    Refused,
    delivery_error,
    error_of,
    is_invalid,
    reading_error,
    refusal_of,
    words_of,
)
from bot.errors import Ambiguous, DeliveryError, GiveUp, TryLater

VIA = {"Via": "1.1 google"}


def outcome(error: DeliveryError) -> str:
    """`later channel 30`, `unsure`, or `give up page`."""
    match error:
        case TryLater(retry_after=None, scope=scope):
            return f"later {scope}"
        case TryLater(retry_after=float(seconds), scope=scope):
            return f"later {scope} {seconds:g}"
        case GiveUp(scope=scope):
            return f"give up {scope}"
        case _:
            return "unsure"


def said(status: int, code: int = 0, **more: object) -> str:
    """The outcome of an answer of Discord."""
    content = {"code": code, "message": "words"} | more
    return outcome(error_of(refusal_of(status, VIA, content), doing="post"))


@pytest.mark.parametrize(
    ("status", "code", "wanted"),
    [
        (401, 0, "give up credential"),
        (401, 40001, "give up credential"),
        (403, 40002, "give up credential"),
        (403, 50014, "give up credential"),
        (401, 50025, "give up credential"),
        (403, 0, "give up destination"),
        (404, 0, "give up destination"),
        (404, 10003, "give up destination"),
        (404, 10004, "give up destination"),
        (404, 10013, "give up destination"),
        (403, 50001, "give up destination"),
        (403, 50007, "give up destination"),
        (403, 50008, "give up destination"),
        (403, 50009, "give up destination"),
        (403, 50013, "give up destination"),
        (403, 50024, "give up destination"),
        (400, 50033, "give up destination"),
        (400, 50055, "give up destination"),
        (400, 40058, "give up destination"),
        (400, 40066, "give up destination"),
        (400, 40067, "give up destination"),
        (400, 160007, "give up page"),
        (400, 40004, "later platform 600"),
        (429, 40062, "later platform 30"),
        (400, 50083, "give up destination"),
        (403, 50278, "give up destination"),
        (400, 160005, "give up destination"),
        (400, 200000, "give up destination"),
        (400, 200001, "give up destination"),
        (400, 220001, "give up destination"),
        (400, 0, "give up page"),
        (405, 0, "give up page"),
        (413, 40005, "give up page"),
        (400, 50006, "give up page"),
        (400, 50035, "give up page"),
        (400, 50068, "give up page"),
        (400, 50109, "give up page"),
        (404, 10008, "give up page"),
        (400, 160002, "give up page"),
        (400, 160006, "give up page"),
        (400, 20016, "later channel 30"),
        (400, 20028, "later channel 30"),
        (400, 20029, "later workspace 30"),
        (400, 40003, "later channel 600"),
        (403, 40006, "later platform 600"),
        (403, 40333, "later platform 600"),
        (403, 110001, "later page 60"),
        (503, 130000, "unsure"),
        (400, 130000, "later platform 30"),
        (418, 999_999, "unsure"),
        (409, 0, "unsure"),
        (408, 0, "unsure"),
        (500, 0, "unsure"),
        (502, 0, "unsure"),
        (503, 0, "unsure"),
        (504, 0, "unsure"),
        (524, 0, "unsure"),
    ],
)
def test_what_each_code_means_for_delivery(status: int, code: int, wanted: str) -> None:
    assert said(status, code) == wanted


@pytest.mark.parametrize(
    ("headers", "content", "wanted", "counts"),
    [
        (VIA, {"retry_after": 1.5, "global": False}, "later channel 1.5", True),
        (VIA | {"X-RateLimit-Scope": "user"}, {"retry_after": 2.0, "global": False}, "later channel 2", True),
        (VIA | {"X-RateLimit-Scope": "shared"}, {"retry_after": 7.0, "global": False}, "later channel 7", False),
        (VIA | {"X-RateLimit-Scope": "global"}, {"retry_after": 0.2, "global": True}, "later platform 0.2", True),
        (VIA, {"retry_after": 9.0, "global": True}, "later platform 9", True),
        (VIA | {"Retry-After": "4"}, {"global": False}, "later channel 4", True),
        (VIA, {"message": "You are being rate limited."}, "later channel 30", True),
        (VIA, {"code": 20028, "retry_after": 3.0, "global": False}, "later channel 3", True),
        ({"Retry-After": "4"}, None, "later platform 600", True),
        (VIA, None, "later platform 600", True),
        ({}, {"retry_after": 1.5, "global": False}, "later platform 600", True),
    ],
)
def test_a_rate_limit_holds_up_what_it_is_about(
    headers: dict[str, str], content: object, wanted: str, counts: bool
) -> None:
    refusal = refusal_of(429, headers, content)
    assert outcome(error_of(refusal, doing="post")) == wanted
    assert is_invalid(refusal) is counts


def test_a_page_of_the_front_door_is_not_discord() -> None:
    refusal = refusal_of(403, {"Content-Type": "text/html"}, None)
    assert outcome(error_of(refusal, doing="post")) == "later platform 600"
    assert words_of(refusal) == "the front door says 403"
    assert outcome(error_of(refusal_of(502, {}, None), doing="post")) == "unsure"


def test_invalid_requests_are_those_that_discord_counts() -> None:
    assert [status for status in (200, 400, 401, 403, 404, 429, 500) if is_invalid(refusal_of(status, VIA, {}))] == [
        401,
        403,
        429,
    ]


KEY = ConnectionKey("discord.com", 443, True, True, None, None, None)


@pytest.mark.parametrize(
    ("problem", "wanted"),
    [
        (aiohttp.ClientConnectorError(KEY, OSError("refused")), "later platform"),
        (aiohttp.ClientConnectorDNSError(KEY, OSError("no such host")), "later platform"),
        (aiohttp.ClientConnectorCertificateError(KEY, ssl.CertificateError("expired")), "later platform"),
        (aiohttp.ConnectionTimeoutError(), "later platform"),
        (aiohttp.ServerDisconnectedError(), "unsure"),
        (aiohttp.ClientOSError(104, "reset"), "unsure"),
        (aiohttp.SocketTimeoutError(), "unsure"),
        (TimeoutError(), "unsure"),
        (KeyError("id"), "unsure"),
        (aiohttp.InvalidURL("https://"), "give up page"),
        (Ambiguous("as it is"), "unsure"),
        (TryLater("as it is", retry_after=3.0), "later page 3"),
    ],
)
def test_how_the_network_fails(problem: Exception, wanted: str) -> None:
    assert outcome(delivery_error(problem, doing="post")) == wanted


@pytest.mark.parametrize("code", [50001, 50013])
def test_a_channel_that_may_not_be_read_is_only_that(code: int) -> None:
    assert outcome(reading_error(Refused(refusal_of(403, VIA, {"code": code})))) == "give up page"


def test_reading_a_channel_that_is_gone_says_so() -> None:
    assert outcome(reading_error(Refused(refusal_of(404, VIA, {"code": 10003})))) == "give up destination"


def test_an_error_says_what_discord_said() -> None:
    refusal = refusal_of(403, VIA, {"code": 50013, "message": "Missing Permissions"})
    assert str(Refused(refusal)) == "Discord says HTTP 403 50013 (Missing Permissions)"
