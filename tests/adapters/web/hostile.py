"""Words and addresses that would act in a page, were they taken as markup, and messages made of them."""

import random
from collections.abc import Iterator
from datetime import date

from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    Chart,
    Heading,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    link,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</p></article></main>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "<!-- ",
    "-->",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<style>@import 'http://evil.example'</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mi>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# x #}",
    "{{ self.__init__.__globals__ }}",
    "${7*7}",
    "&lt;script&gt;",
    "&#60;img&#62;",
    "&amp;lt;",
    "]]>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php x ?>",
    "<plaintext>",
    "<textarea>",
    "<noscript>",
    "\x00<scr\x00ipt>",
    "\u202e<tpircs>\u202c",
    "<\u200bscript>",
    "＜script＞alert(1)＜/script＞",
    "半导体<b>規制</b>",
    "\u2028<script>\u2029",
    "<xmp>",
    "<select><option>",
    "<table><tr><td>",
    "`onload=x`",
    "=",
    "",
    " ",
    "\u00a0",
)  # fmt: skip
ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example",
    "https://user:pw@wire.example/", "https://wire.example/\"onclick=\"alert(1)", "https://wire.example/'x", "mailto:a@b.c",
    "https://wire.example/<script>", "https://wire.example/?a=1&lt;b&amp;c", "https://例え.example/記事?q={{7*7}}",
    "https://wire.example/" + "a" * 1900, "https://wire.example/" + "a" * 3000, "http://[2001:db8::1]:8080/a",
)  # fmt: skip


def hostile_messages(count: int) -> Iterator[Message]:
    """Messages of six hostile texts each, every kind of block in any order."""
    chance = random.Random(6)
    for _ in range(count):
        texts = [chance.choice(["", '"', "'", "<", "&"]) + " ".join(chance.sample(HOSTILE, 3)) for _ in range(6)]
        links = [link(texts[0], chance.choice(ADDRESSES)), link(texts[1], "https://wire.example/1")]
        shown: list[Block] = [
            Heading(texts[0]),
            Heading(f"1. {texts[1]}", 2),
            Paragraph((Plain(texts[2]), *links, Strong(texts[3]))),
            Quote(texts[3], (Strong(texts[4]), *links)),
            Bullets(((Plain(texts[5]), *links), (Strong(texts[0]),))),
            Note((Plain(texts[1]), *links)),
            Chart(texts[2], texts[3], date(2026, 11, 16), (1, 0, 3), texts[5]),
            Actions((Button(texts[2], texts[4]),)),
        ]
        chance.shuffle(shown)
        yield Message(tuple(shown), texts[4])
