"""A message to text and back, in this version and in every earlier one."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from digests.message import Heading, Message
from digests.wire import from_wire, to_wire
from tests.digests.messages import messages


def _chart(**fields: object) -> str:
    chart = {
        "block": "chart",
        "title": "x",
        "what": "y",
        "first": "2026-11-23",
        "counts": [1, 2],
        "words": "z",
    } | fields
    return json.dumps({"v": 1, "blocks": [chart]})


SAMPLES = Path(__file__).parents[1] / "data" / "wire"


@given(messages())
@settings(deadline=None, max_examples=200)
def test_a_message_comes_back_from_the_wire_as_it_went(message: Message) -> None:
    text = to_wire(message)
    assert from_wire(text) == message
    assert text.isascii()
    assert "\n" not in text


def test_text_that_no_encoding_takes_goes_over_the_wire_too() -> None:
    message = Message((Heading("\x00 \ud800 \u2028"),))
    assert from_wire(to_wire(message).encode("utf-8").decode("utf-8")) == message


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("v*/*.json")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_page_that_an_earlier_program_queued_still_reads_and_has_words(path: Path) -> None:
    message = from_wire(path.read_text(encoding="utf-8"))
    assert message.blocks
    assert from_wire(to_wire(message)) == message


def test_there_are_stored_pages_with_every_block_and_span() -> None:
    texts = " ".join(path.read_text(encoding="utf-8") for path in SAMPLES.glob("v1/*.json"))
    for name in ("heading", "paragraph", "quote", "bullets", "note", "chart", "divider", "actions"):
        assert f'"block":"{name}"' in texts
    assert '"strong"' in texts
    assert '"link"' in texts


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not a page"),
        ("{", "not a page"),
        ("[" * 100_000, "not a page"),
        ("[]", "version None"),
        ('{"blocks":[]}', "version None"),
        ('{"v":2,"blocks":[]}', "version 2; this program reads version 1, a newer one wrote it"),
        ('{"v":true,"blocks":[]}', "version True"),
        ('{"v":"1","blocks":[]}', "version '1'"),
        ('{"v":1}', "without 'blocks'"),
        ('{"v":1,"blocks":{}}', "where a list is expected"),
        ('{"v":1,"blocks":[1]}', "where an object is expected"),
        ('{"v":1,"blocks":[{"block":"table"}]}', "unknown block 'table'"),
        ('{"v":1,"blocks":[{"block":"heading"}]}', "without 'text'"),
        ('{"v":1,"blocks":[{"block":"heading","text":"x","level":"1"}]}', "level '1'"),
        ('{"v":1,"blocks":[{"block":"quote","words":"x","speaker":[],"verbatim":1}]}', "verbatim 1"),
        ('{"v":1,"blocks":[{"block":"note","spans":[{"link":"x","url":"javascript:x"}]}]}', "not a web address"),
        (_chart(first="yesterday"), "isoformat"),
        (_chart(first="9999-12-30"), "a chart of 2 days from 9999-12-30 on"),
        (_chart(counts=[]), "a chart of 0 days"),
        (_chart(counts=[1, -1]), "a chart of 2 days with the counts (1, -1)"),
        (_chart(counts=[True]), "a count True"),
        (_chart(counts=[1.5]), "a count 1.5"),
        ('{"v":1,"blocks":[{"block":"note","spans":[{}]}]}', "without 'strong'"),
        ('{"v":1,"blocks":[{"block":"note","spans":[7]}]}', "where an object is expected"),
        ('{"v":1,"summary":3,"blocks":[]}', "where text is expected"),
        (
            '{"v":1,"blocks":[{"block":"actions","buttons":[{"label":"a","command":"b","style":"loud"}]}]}',
            "not a valid ButtonStyle",
        ),
    ],
)
def test_what_is_no_page_is_refused_with_a_sentence(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        from_wire(text)


def test_unknown_keys_are_ignored() -> None:
    page = {"v": 1, "summary": "x", "colour": "red", "blocks": [{"block": "heading", "text": "x", "icon": "y"}]}
    assert from_wire(json.dumps(page)) == Message((Heading("x"),), "x")
