"""Log lines carry no secret, whoever writes them (threats.md row 17)."""

import io
import json
import logging
from typing import Literal

import pytest
import structlog

from bot.logs import configure_logging, redacted

CANARIES = [
    "xoxb-1234-5678-CANARY",
    "xapp-1-A0-CANARY",
    "Authorization: Bot CANARYCANARYCANARY",
    "Bearer CANARY.CANARY.CANARY",
    "postgresql://chip:CANARY@db.example/brief",
    "https://hooks.example/services/T0/B0/CANARY",
    "https://hooks.example/commands/T0/CANARY",
    "https://discord.example/api/webhooks/1/CANARY",
    "https://discord.example/api/v10/interactions/1/CANARY/callback",
    "https://feed.example/rss?key=CANARY",
    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
]


@pytest.mark.parametrize("text", CANARIES)
def test_a_secret_is_taken_out_of_a_text(text: str) -> None:
    assert "CANARY" not in redacted(text)
    assert "a2114d57b48eac39" not in redacted(text)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_reaches_the_log(form: Literal["text", "json"]) -> None:
    out = io.StringIO()
    configure_logging("debug", form, stream=out)
    log = structlog.get_logger()
    for text in CANARIES:
        log.info(f"event {text}", address=text, bot_token="CANARY", other=ValueError(text))  # noqa: G004 - the point is what such a line would show
        logging.getLogger("some.library").warning("said %s", text)
    try:
        raise ValueError(CANARIES[0])
    except ValueError:
        log.exception("failed")
    assert out.getvalue().count("said") == len(CANARIES)
    assert "CANARY" not in out.getvalue()


def test_json_lines_are_json() -> None:
    out = io.StringIO()
    configure_logging("info", "json", stream=out)
    structlog.get_logger().info("polled", feeds=3)
    structlog.get_logger().debug("unheard")
    line = json.loads(out.getvalue())
    assert (line["event"], line["feeds"], line["level"]) == ("polled", 3, "info")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_that_is_gone_stops_nothing(form: Literal["text", "json"]) -> None:
    out = io.StringIO()
    configure_logging("info", form, stream=out)
    out.close()
    structlog.get_logger().info("polled", feeds=3)
    logging.getLogger("some.library").warning("said")


def test_an_address_without_secrets_is_left_as_it_is() -> None:
    assert redacted("https://news.example/chips/h200.html") == "https://news.example/chips/h200.html"
