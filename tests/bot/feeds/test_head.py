"""The head of an answer: which lines count, and which only look as if they did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.head import Head

OK = (b"HTTP/1.1 200 OK\r\n", b'ETag: "1"\r\n', b"\r\n")


def head_of(*lines: bytes, body: bool = True, trailers: tuple[bytes, ...] = ()) -> Head:
    head = Head()
    for line in lines:
        head.take(line)
    if body:
        head.begin_body()
    for line in trailers:
        head.take(line)
    return head


@pytest.mark.parametrize(
    ("lines", "trailers", "status", "etag"),
    [
        (OK, (), 200, '"1"'),
        ((b"HTTP/1.1 103 Early Hints\r\n", b'ETag: "0"\r\n', b"\r\n", *OK), (), 200, '"1"'),
        (OK, (b'ETag: "t"\r\n', b"HTTP/1.1 404 no: x\r\n", b"\r\n"), 200, '"1"'),
        ((b"HTTP/1.1 200OK\r\n", *OK[1:]), (), 200, '"1"'),
        ((b"HTTP/1.0 304\r\n", *OK[1:]), (), 304, '"1"'),
        ((OK[0], b"HTTP/foo: bar\r\n", b"HTTP/1.1 404 no: x\r\n", *OK[1:]), (), 200, '"1"'),
        ((OK[0], b'etag: "1"\r\n', b'ETAG: "2"\r\n', b"\r\n"), (), 200, '"1"'),
        ((b"HTTP/1.1 abc\r\n", *OK[1:]), (), 0, '"1"'),
    ],
)
def test_the_last_block_before_the_body_counts(
    lines: tuple[bytes, ...], trailers: tuple[bytes, ...], status: int, etag: str
) -> None:
    head = head_of(*lines, trailers=trailers)
    assert (head.status, head.headers().get("etag")) == (status, etag)


def test_a_trailer_behind_an_empty_body_is_no_header() -> None:
    head = head_of(*OK, b'Last-Modified: "t"\r\n', b"\r\n", body=False)
    assert head.whole
    assert "last-modified" not in head.headers()


@pytest.mark.parametrize("lines", [(), OK[:1], OK[:2], (b"HTTP/1.1 100 Continue\r\n", b"\r\n")])
def test_a_head_that_breaks_off_is_not_whole(lines: tuple[bytes, ...]) -> None:
    assert not head_of(*lines, body=False).whole
    assert head_of(*OK, body=False).whole


@given(lines=st.lists(st.binary(max_size=40).map(lambda line: line + b"\r\n"), max_size=12), body=st.booleans())
def test_any_lines_give_a_status_and_headers(lines: list[bytes], body: bool) -> None:
    head = head_of(*lines, body=body)
    assert 0 <= head.status <= 999
    assert all(name == name.lower() for name in head.headers())
