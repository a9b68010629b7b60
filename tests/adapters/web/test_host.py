"""The web host on the wire: endpoints, health, and what is too large or goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest

from adapters.web.app import LARGEST_BODY
from adapters.web.host import WebHost
from bot.config import WebSettings
from bot.errors import ConfigError
from bot.ports import Endpoint, HttpReply, HttpRequest


@dataclass
class Site:
    """A host, what it was asked, and what keeps it from being ready."""

    asked: list[HttpRequest] = field(default_factory=list)
    problem: str = ""
    url: str = ""

    async def echo(self, request: HttpRequest) -> HttpReply:
        self.asked.append(request)
        return HttpReply(
            status=201,
            body="<p>ok",
            headers=(("content-type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2")),
        )

    async def fails(self, _: HttpRequest) -> HttpReply:
        raise RuntimeError("a canary")

    async def ready(self) -> str:
        return self.problem


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    endpoints = [
        Endpoint(method="POST", path="/echo", answer=made.echo),
        Endpoint(method="GET", path="/fails", answer=made.fails),
    ]
    host = WebHost(WebSettings(port=0), endpoints, ready=made.ready)
    await host.start()
    made.url = f"http://127.0.0.1:{host.port}"
    yield made
    await host.stop()


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(trust_env=False) as session:
        yield session


async def test_an_endpoint_gets_what_was_sent_and_its_reply_goes_back(
    site: Site, browser: aiohttp.ClientSession
) -> None:
    async with browser.post(f"{site.url}/echo?a=1&a=2", data=b"\xff{}", headers={"X-Thing": "yes"}) as answer:
        assert (answer.status, await answer.text()) == (201, "<p>ok")
        assert answer.headers["content-type"] == "text/html"
        assert answer.headers.getall("set-cookie") == ["a=1", "b=2"]
        assert "server" not in answer.headers
    (asked,) = site.asked
    assert (asked.body, asked.query, asked.headers["x-thing"]) == (b"\xff{}", {"a": "2"}, "yes")


async def test_health_says_live_always_and_ready_when_it_is(site: Site, browser: aiohttp.ClientSession) -> None:
    for path, problem, status, words in (
        ("live", "", 200, "live"),
        ("ready", "", 200, "ready"),
        ("ready", "the store is gone", 503, "the store is gone"),
        ("live", "the store is gone", 200, "live"),
    ):
        site.problem = problem
        async with browser.get(f"{site.url}/health/{path}") as answer:
            assert (answer.status, (await answer.text()).strip()) == (status, words)


async def test_another_path_or_method_is_refused(site: Site, browser: aiohttp.ClientSession) -> None:
    async with browser.get(f"{site.url}/echo") as one, browser.get(f"{site.url}/nothing") as other:
        assert (one.status, other.status) == (405, 404)


async def test_a_body_that_is_too_large_is_not_read_to_its_end(site: Site, browser: aiohttp.ClientSession) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 100_000

    for body in (b"x" * (LARGEST_BODY + 1), endless()):
        try:
            async with browser.post(f"{site.url}/echo", data=body) as answer:
                assert answer.status == 413
        except aiohttp.ClientConnectionError:
            pass  # it is closed while we still write
    assert site.asked == []


async def test_what_goes_wrong_is_answered_and_tells_nothing(site: Site, browser: aiohttp.ClientSession) -> None:
    async with browser.get(f"{site.url}/fails") as answer:
        assert answer.status == 500
        assert "canary" not in await answer.text()
    async with browser.post(f"{site.url}/echo") as answer:
        assert answer.status == 201


async def test_a_port_that_is_taken_is_said(site: Site) -> None:
    port = int(site.url.rpartition(":")[2])
    with pytest.raises(ConfigError, match=f"web.port {port}"):
        await WebHost(WebSettings(port=port), [], ready=site.ready).start()


async def test_a_host_that_never_started_stops() -> None:
    await asyncio.wait_for(WebHost(WebSettings(port=0), [], ready=Site().ready).stop(), 1)
