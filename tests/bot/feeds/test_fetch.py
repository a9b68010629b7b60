"""Fetching from a real server on loopback that behaves as badly as publishers do."""

import asyncio
import gc
import gzip
import socket
import ssl
import threading
import time
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.fetch import Fetcher, FetchSettings
from bot.feeds.fetched import Fetched
from bot.feeds.inflate import Inflater
from bot.feeds.problems import FetchError, Reason
from tests.fakes.feeds import Answer, Asked, Publisher, conditional, item, publishing, rss

FEED = rss(item(1))
CERTIFICATE = Path(__file__).parents[2] / "data" / "feeds" / "tls" / "self-signed.pem"


async def reason_of(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        await fetcher.feed(url)
    return caught.value.reason


async def begun(publisher: Publisher, fetcher: Fetcher) -> asyncio.Task[Fetched]:
    """A fetch whose request has reached the publisher, who says nothing for a long time."""
    came = asyncio.Event()

    async def hold(_: Asked) -> Answer:
        came.set()
        await asyncio.sleep(30)
        return Answer()

    publisher.answers["/held"] = hold
    task = asyncio.create_task(fetcher.feed(publisher.url("/held")))
    await came.wait()
    return task


async def test_a_feed_comes_back_as_it_was_sent(publisher: Publisher, fetcher: Fetcher) -> None:
    url = publisher.says("/feed", FEED, ETag='"7"', Content_Type="application/rss+xml")
    got = await fetcher.feed(url)
    assert (got.body, got.url, got.etag, got.unchanged) == (FEED, url, '"7"', False)


async def test_we_say_who_we_are_and_ask_only_for_packing_that_we_undo(publisher: Publisher, fetcher: Fetcher) -> None:
    """Threat 19, complaint 25."""
    await fetcher.feed(publisher.says("/feed", FEED))
    headers = publisher.asked[0].headers
    assert headers["user-agent"] == "Chipbrief/0.1 (+https://chipbrief.example)"
    assert headers["accept-encoding"] == "gzip, deflate"


async def test_an_unchanged_feed_is_not_read_again(publisher: Publisher, fetcher: Fetcher) -> None:
    """Row 28."""
    publisher.answers["/feed"] = conditional(FEED)
    got = await fetcher.feed(publisher.url("/feed"), etag='"1"', last_modified="yesterday", content_hash="abc")
    assert got == Fetched(
        url=publisher.url("/feed"),
        unchanged=True,
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 00:00:00 GMT",
        content_type="application/rss+xml",
        content_hash="abc",
    )
    assert publisher.asked[0].headers["if-modified-since"] == "yesterday"


async def test_the_same_bytes_without_an_etag_count_as_unchanged(publisher: Publisher, fetcher: Fetcher) -> None:
    url = publisher.says("/feed", FEED)
    first = await fetcher.feed(url)
    second = await fetcher.feed(url, content_hash=first.content_hash)
    assert second.unchanged
    assert second.body == b""


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, Reason.UNAUTHORISED), (403, Reason.UNAUTHORISED), (451, Reason.UNAUTHORISED), (404, Reason.NOT_FOUND),
        (410, Reason.GONE), (429, Reason.BUSY), (503, Reason.BUSY), (500, Reason.SERVER), (502, Reason.SERVER),
        (418, Reason.HTTP), (204, Reason.HTTP), (206, Reason.HTTP), (300, Reason.HTTP),
    ],
)  # fmt: skip
async def test_every_status_has_its_word(publisher: Publisher, fetcher: Fetcher, status: int, reason: Reason) -> None:
    """Rows 29 to 33."""
    url = publisher.says("/feed", b"" if status == 204 else b"no", status=status)
    assert await reason_of(fetcher, url) == reason


async def test_what_the_publisher_asks_for_is_kept_with_the_error(publisher: Publisher, fetcher: Fetcher) -> None:
    """Row 32."""
    with pytest.raises(FetchError) as caught:
        await fetcher.feed(publisher.says("/feed", b"later", status=429, Retry_After="120"))
    assert (caught.value.status, caught.value.retry_after) == (429, "120")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\t", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", Reason.NOT_A_FEED),
        (b"<html><head><title>Just a moment...</title></head></html>", Reason.BLOCKED),
        (b"%PDF-1.4 nothing", Reason.NOT_A_FEED),
        (b"<opml version='2.0'><body/></opml>", Reason.NOT_A_FEED),
    ],
)
async def test_what_is_no_feed_is_named(publisher: Publisher, fetcher: Fetcher, body: bytes, reason: Reason) -> None:
    """Rows 1 and 2."""
    assert await reason_of(fetcher, publisher.says("/feed", body, Content_Type="application/rss+xml")) == reason


async def test_a_feed_behind_a_printed_warning_is_a_feed(publisher: Publisher, fetcher: Fetcher) -> None:
    """Row 6: a warning in HTML before the feed does not make it a page."""
    url = publisher.says("/feed", b"<br />\n<b>Warning</b>: Cannot modify header\n" + FEED)
    assert (await fetcher.feed(url)).body.endswith(FEED)


@pytest.mark.parametrize("headers", [{"Cf_Mitigated": "challenge"}, {}])
async def test_a_bot_wall_is_recognised(publisher: Publisher, fetcher: Fetcher, headers: dict[str, str]) -> None:
    """Row 33."""
    url = publisher.says("/feed", b"<script src='/cdn-cgi/challenge-platform/x'></script>", status=403, **headers)
    assert await reason_of(fetcher, url) == Reason.BLOCKED


def packed(body: bytes) -> bytes:
    """Gzip without the time of day, so that every collection names the same tests."""
    return gzip.compress(body, mtime=0)


GZIPPED = packed(FEED)
RAW_DEFLATE = zlib.compress(FEED)[2:-4]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (GZIPPED, "gzip"),
        (GZIPPED, "x-gzip"),
        (zlib.compress(FEED), "deflate"),
        (RAW_DEFLATE, "deflate"),
        (packed(GZIPPED), "gzip, gzip"),
        (packed(GZIPPED), "gzip"),
        (GZIPPED, "identity"),
        (packed(FEED[:50]) + packed(FEED[50:]), "gzip"),
        (GZIPPED + b"\x00\x00padding", "gzip"),
        (FEED, ""),
    ],
)
async def test_packed_feeds_are_unpacked(publisher: Publisher, fetcher: Fetcher, body: bytes, encoding: str) -> None:
    """Row 12: double packing and members one after another included."""
    assert (await fetcher.feed(publisher.says("/feed", body, Content_Encoding=encoding))).body == FEED


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (packed(b"\0" * 5_000_000), "gzip", Reason.TOO_LARGE),
        (packed(packed(b"\0" * 5_000_000)), "gzip, gzip", Reason.TOO_LARGE),
        (packed(packed(b"\0" * 5_000_000)), "gzip", Reason.TOO_LARGE),
        (packed(b"\0" * 60_000) * 3, "gzip", Reason.TOO_LARGE),
        (b"x" * 200_000, "", Reason.TOO_LARGE),
        (FEED, "br", Reason.ENCODING),
        (FEED, "zstd", Reason.ENCODING),
        (FEED, "gzip, gzip, gzip", Reason.ENCODING),
        (FEED, "gzip", Reason.BROKEN),
        (GZIPPED[:40], "gzip", Reason.BROKEN),
    ],
)
async def test_bombs_and_broken_packing_end_at_the_cap(
    publisher: Publisher, fetcher: Fetcher, body: bytes, encoding: str, reason: Reason
) -> None:
    """Row 12, threat 2."""
    assert await reason_of(fetcher, publisher.says("/feed", body, Content_Encoding=encoding)) == reason


@given(parts=st.lists(st.binary(max_size=60), min_size=1, max_size=4), cuts=st.lists(st.integers(0, 400), max_size=8))
def test_packed_members_are_the_same_however_they_arrive(parts: list[bytes], cuts: list[int]) -> None:
    """Row 12: a member that ends where a chunk does is followed by the next one."""
    whole = b"".join(map(packed, parts))
    places = sorted({0, len(whole), *(min(cut, len(whole)) for cut in cuts)})
    inflater = Inflater("gzip", cap=10_000)
    for start, end in pairwise(places):
        inflater.feed(whole[start:end])
    plain = b"".join(parts)
    assert inflater.body() == plain or plain.startswith(b"\x1f\x8b")


async def test_an_endless_body_ends_at_the_cap(publisher: Publisher, fetcher: Fetcher) -> None:
    """Row 12: no length given, and no end."""

    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            writer.write(b"<item/>" * 10_000)
            await writer.drain()

    publisher.raw["/feed"] = endless
    assert await reason_of(fetcher, publisher.url("/feed")) == Reason.TOO_LARGE


async def test_a_slow_publisher_is_cut_off_at_the_deadline(publisher: Publisher, impatient: Fetcher) -> None:
    """Row 13, threat 3: a byte now and then."""
    publisher.answers["/feed"] = Answer(FEED, trickle=0.05)
    assert await reason_of(impatient, publisher.url("/feed")) == Reason.SLOW


async def test_a_publisher_that_never_answers_is_left_at_the_deadline(publisher: Publisher, impatient: Fetcher) -> None:
    """Row 13."""
    publisher.answers["/feed"] = Answer(FEED, wait=30.0)
    assert await reason_of(impatient, publisher.url("/feed")) == Reason.SLOW


@pytest.mark.parametrize("line", [b"X-A: " + b"a" * 20_000 + b"\r\n", b"X-A: b\r\n" * 5000])
async def test_headers_without_end_are_broken_off(publisher: Publisher, fetcher: Fetcher, line: bytes) -> None:
    """Threat 3."""

    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(50):
            writer.write(line)
            await writer.drain()

    publisher.raw["/feed"] = endless
    assert await reason_of(fetcher, publisher.url("/feed")) in (Reason.BROKEN, Reason.CONNECT, Reason.SLOW)


@pytest.mark.parametrize("said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss"])
async def test_an_answer_that_breaks_off_is_an_error(publisher: Publisher, fetcher: Fetcher, said: bytes) -> None:
    async def broken(writer: asyncio.StreamWriter) -> None:
        writer.write(said)

    publisher.raw["/feed"] = broken
    assert await reason_of(fetcher, publisher.url("/feed")) in (Reason.BROKEN, Reason.CONNECT)


def redirects(publisher: Publisher, *steps: tuple[str, int, str]) -> None:
    for path, status, target in steps:
        publisher.says(path, b"", status=status, Location=target)


@pytest.mark.parametrize(
    ("statuses", "lasting"), [((301,), True), ((308,), True), ((301, 308), True), ((302,), False), ((301, 302), False),
                              ((303,), False), ((307, 301), False)]
)  # fmt: skip
async def test_redirects_are_followed_and_only_permanent_ones_reported(
    publisher: Publisher, fetcher: Fetcher, statuses: tuple[int, ...], lasting: bool
) -> None:
    """Rows 25 and 26."""
    for number, status in enumerate(statuses):
        redirects(publisher, (f"/{number}", status, f"/{number + 1}"))
    end = publisher.says(f"/{len(statuses)}", FEED)
    got = await fetcher.feed(publisher.url("/0"))
    assert got.url == end
    assert got.permanent == (end if lasting else "")


async def test_a_redirect_loop_ends(publisher: Publisher, fetcher: Fetcher) -> None:
    """Row 27."""
    redirects(publisher, ("/a", 302, "/b"), ("/b", 302, "/a"))
    assert await reason_of(fetcher, publisher.url("/a")) == Reason.REDIRECTS
    assert len(publisher.asked) == 6


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1/", Reason.REFUSED),
        ("http://169.254.169.254/latest/", Reason.REFUSED),
        ("http://[::1]:80/", Reason.REFUSED),
        ("ftp://weekly.example/feed", Reason.REFUSED),
        ("file:///etc/passwd", Reason.REFUSED),
        ("http://name:word@weekly.example/", Reason.REFUSED),
        ("", Reason.REDIRECTS),
    ],
)
async def test_a_redirect_to_where_we_must_not_go_makes_no_request(
    publisher: Publisher, fetcher: Fetcher, target: str, reason: Reason
) -> None:
    """Row 27, threat 1."""
    redirects(publisher, ("/feed", 302, target))
    assert await reason_of(fetcher, publisher.url("/feed")) == reason
    assert publisher.paths() == ["/feed"]


class Names:
    """Look-ups that tell a story: each gives the next answer."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def __call__(self, host: str, port: int) -> list[str]:
        found = self.answers.pop(0) if self.answers else []
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"])
async def test_a_name_that_leads_inside_is_refused_when_the_socket_is_made(publisher: Publisher, address: str) -> None:
    """Row 35, threat 1: rebinding is judged at connect time, whatever the name."""
    publisher.says("/feed", FEED)
    async with Fetcher(FetchSettings(total=2.0), look_up=Names([address])) as open_fetcher:
        url = publisher.url("/feed", host="weekly.example")
        assert await reason_of(open_fetcher, url) == Reason.REFUSED
    assert publisher.asked == []


async def test_a_listed_host_name_is_let_through_and_no_other(publisher: Publisher) -> None:
    publisher.says("/feed", FEED)
    allow = (f"intranet.example:{publisher.port}",)
    names = Names(["127.0.0.1"], ["127.0.0.1"])
    async with Fetcher(FetchSettings(allow=allow, total=2.0), look_up=names) as one:
        assert (await one.feed(publisher.url("/feed", host="intranet.example"))).body == FEED
        assert await reason_of(one, publisher.url("/feed", host="evil.example")) == Reason.REFUSED


async def test_an_unknown_host_is_named(fetcher: Fetcher) -> None:
    """Row 35: NXDOMAIN."""
    async with Fetcher(FetchSettings(total=2.0), look_up=Names([])) as one:
        assert await reason_of(one, "http://gone.example/feed") == Reason.DNS


async def test_a_host_whose_first_address_is_dead_is_reached_by_the_next(publisher: Publisher) -> None:
    """Row 36: both families are tried inside the deadline."""
    publisher.says("/feed", FEED)
    names = Names(["::1", "127.0.0.1"])
    async with Fetcher(FetchSettings(allow=("127.0.0.0/8", "::1"), total=3.0), look_up=names) as one:
        assert (await one.feed(publisher.url("/feed", host="weekly.example"))).body == FEED


async def test_nobody_listening_is_an_error_in_words(fetcher: Fetcher) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError) as caught:
            await fetcher.feed(f"http://127.0.0.1:{held.getsockname()[1]}/feed")
    assert caught.value.reason == Reason.CONNECT
    assert str(caught.value) == "no connection to 127.0.0.1: Connection refused"


async def test_a_name_that_never_resolves_is_left_at_the_deadline() -> None:
    """Row 13, row 35: a look-up that hangs holds up neither the loop nor other hosts."""
    asked = threading.Event()

    def hang(_: str, __: int) -> list[str]:
        asked.wait(5.0)
        return ["127.0.0.1"]

    async with Fetcher(FetchSettings(total=0.2), look_up=hang) as one:
        assert await reason_of(one, "http://slow.example/feed") == Reason.SLOW
        asked.set()


async def test_a_name_is_looked_up_once_in_a_while(publisher: Publisher) -> None:
    publisher.says("/feed", FEED)
    names = Names(["127.0.0.1"])
    async with Fetcher(FetchSettings(allow=("127.0.0.0/8",)), look_up=names) as one:
        for _ in range(3):
            assert (await one.feed(publisher.url("/feed", host="weekly.example"))).body == FEED


async def test_a_connection_is_used_again_and_one_that_was_closed_is_opened_anew(
    publisher: Publisher, fetcher: Fetcher
) -> None:
    url = publisher.says("/feed", FEED)
    await fetcher.feed(url)
    await fetcher.feed(url)
    assert publisher.connections == 1
    publisher.answers["/last"] = Answer(FEED, close=True)
    await fetcher.feed(publisher.url("/last"))
    assert (await fetcher.feed(url)).body == FEED
    assert publisher.connections == 2


async def test_an_answer_that_is_announced_first_is_read_as_it_comes_last(
    publisher: Publisher, fetcher: Fetcher
) -> None:
    """103 Early Hints, and a reason phrase that looks like a header."""

    async def hinted(writer: asyncio.StreamWriter) -> None:
        writer.write(b'HTTP/1.1 103 Early Hints\r\nETag: "early"\r\n\r\nHTTP/1.1 200 OK: fine\r\nETag: "late"\r\n')
        writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(FEED), FEED))

    publisher.raw["/feed"] = hinted
    got = await fetcher.feed(publisher.url("/feed"))
    assert (got.body, got.etag) == (FEED, '"late"')


@pytest.mark.parametrize(
    "line", [b"HTTP/1.1 200OK", b"HTTP/1.0 200;x", b"HTTP/1.1 abc", b"HTTP/1.1 2000 OK", b"HTTP/1.1"]
)
async def test_a_status_that_cannot_be_read_is_an_error_in_words_or_none(
    publisher: Publisher, fetcher: Fetcher, line: bytes
) -> None:
    async def odd(writer: asyncio.StreamWriter) -> None:
        writer.write(line + b"\r\nHTTP/foo: bar\r\nContent-Length: %d\r\n\r\n%s" % (len(FEED), FEED))

    publisher.raw["/feed"] = odd
    try:
        outcome = (await fetcher.feed(publisher.url("/feed"))).body
    except FetchError as problem:
        outcome = problem.reason.encode()
    assert outcome in (FEED, *(reason.encode() for reason in (Reason.BROKEN, Reason.CONNECT, Reason.HTTP)))


@pytest.mark.parametrize(
    "said",
    [b"HTTP/1.1 304 Not Modified\r\nETag: ", b"HTTP/1.1 410 Gone\r\nX: ", b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n",
     b"HTTP/1.1 103 Early Hints\r\n\r\n"],
)  # fmt: skip
async def test_a_head_that_breaks_off_decides_nothing(publisher: Publisher, fetcher: Fetcher, said: bytes) -> None:
    """A dropped connection must not disable a feed, nor move it."""

    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.write(said)

    publisher.raw["/feed"] = cut
    assert await reason_of(fetcher, publisher.url("/feed")) in (Reason.BROKEN, Reason.CONNECT)


async def test_the_deadline_holds_over_look_up_and_answer(publisher: Publisher) -> None:
    publisher.answers["/feed"] = Answer(FEED, wait=30.0)

    def slow(_: str, __: int) -> list[str]:
        time.sleep(0.4)
        return ["127.0.0.1"]

    async with Fetcher(FetchSettings(allow=("127.0.0.0/8",), total=0.6), look_up=slow) as one:
        begun = asyncio.get_running_loop().time()
        assert await reason_of(one, publisher.url("/feed", host="weekly.example")) == Reason.SLOW
        assert asyncio.get_running_loop().time() - begun < 0.9


async def test_a_name_that_many_ask_for_is_looked_up_once(publisher: Publisher) -> None:
    publisher.says("/feed", FEED)
    names = Names(["127.0.0.1"])
    async with Fetcher(FetchSettings(allow=("127.0.0.0/8",)), look_up=names) as one:
        url = publisher.url("/feed", host="weekly.example")
        assert all(got.body == FEED for got in await asyncio.gather(*(one.feed(url) for _ in range(5))))


async def test_no_body_is_kept_once_it_was_given(publisher: Publisher, fetcher: Fetcher) -> None:
    urls = [publisher.says(f"/{number}", FEED + b" " * 50_000 + b"%d" % number) for number in range(5)]
    await asyncio.gather(*(fetcher.feed(url) for url in urls))
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Inflater)]


@pytest.mark.parametrize("validator", ['"a"\r\nX-Evil: 1', '"a"\n', "x" * 2_000, "\x00"])
async def test_a_validator_that_is_no_header_is_not_sent(
    publisher: Publisher, fetcher: Fetcher, validator: str
) -> None:
    """Threat 20: what a store was made to hold becomes no line of a request."""
    await fetcher.feed(publisher.says("/feed", FEED), etag=validator, last_modified=validator)
    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(publisher.asked[0].headers)


@pytest.mark.parametrize("host", ["8.8.8.8%2eevil.example", "8.8.8.8%25lo", "*", "wee kly.example", "xn--a"])
async def test_a_host_that_could_be_read_in_two_ways_is_not_asked_for(fetcher: Fetcher, host: str) -> None:
    """Threat 1: nobody but us looks names up."""
    assert await reason_of(fetcher, f"http://{host}/feed") in (Reason.REFUSED, Reason.DNS)


@pytest.mark.parametrize("body", [b"no" * 100_000, packed(b"\0" * 5_000_000)])
async def test_a_refusal_with_an_endless_body_is_still_that_refusal(
    publisher: Publisher, fetcher: Fetcher, body: bytes
) -> None:
    packing = {"Content_Encoding": "gzip"} if body.startswith(b"\x1f\x8b") else {}
    assert await reason_of(fetcher, publisher.says("/feed", body, status=404, **packing)) == Reason.NOT_FOUND


async def test_many_are_asked_side_by_side(publisher: Publisher, fetcher: Fetcher) -> None:
    urls = [publisher.says(f"/{number}", rss(item(number))) for number in range(200)]
    found = await asyncio.gather(*(fetcher.feed(url) for url in urls))
    assert [one.body for one in found] == [rss(item(number)) for number in range(200)]


async def test_nobody_is_left_waiting_when_the_fetcher_closes(publisher: Publisher, fetcher: Fetcher) -> None:
    task = await begun(publisher, fetcher)
    await fetcher.close()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await fetcher.feed(publisher.says("/other", FEED))).body == FEED


async def test_an_untrusted_certificate_is_never_accepted(fetcher: Fetcher) -> None:
    """Row 34."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with publishing(tls=context) as secure:
        secure.says("/feed", FEED)
        assert await reason_of(fetcher, secure.url("/feed")) == Reason.TLS
        assert secure.asked == []


async def test_a_certificate_that_the_system_trusts_is_accepted_for_its_own_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Trust is what Python's own `ssl` goes by on this machine, SSL_CERT_FILE included."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    one = Fetcher(FetchSettings(allow=("127.0.0.0/8",)), look_up=Names(["127.0.0.1"]))
    async with publishing(tls=context) as secure, one:
        assert (await one.feed(secure.says("/feed", FEED))).body == FEED
        assert await reason_of(one, secure.url("/feed", host="weekly.example")) == Reason.TLS


async def test_encryption_is_never_given_up(publisher: Publisher, impatient: Fetcher) -> None:
    """Row 34: a server that does not speak TLS is not asked again without."""
    url = publisher.says("/feed", FEED).replace("http:", "https:")
    assert await reason_of(impatient, url) in (Reason.TLS, Reason.CONNECT)
    assert publisher.asked == []


async def test_proxies_named_in_the_environment_are_ignored(
    publisher: Publisher, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 71."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert (await fetcher.feed(publisher.says("/feed", FEED))).body == FEED


async def test_cookies_are_not_kept(publisher: Publisher, fetcher: Fetcher) -> None:
    url = publisher.says("/feed", FEED, Set_Cookie="who=reader")
    await fetcher.feed(url)
    await fetcher.feed(url)
    assert "cookie" not in publisher.asked[1].headers


async def test_a_cancelled_fetch_stays_cancelled(publisher: Publisher, fetcher: Fetcher) -> None:
    task = await begun(publisher, fetcher)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await fetcher.feed(publisher.says("/other", FEED))).body == FEED
