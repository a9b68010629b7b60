"""Hypothesis strategies for messages: every block, every span, text in many scripts."""

from datetime import date

from hypothesis import strategies as st

from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    ButtonStyle,
    Chart,
    Divider,
    Heading,
    Line,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Span,
    Strong,
)

words = st.text(
    alphabet=st.one_of(
        st.sampled_from('abc de fgh. ij, k? “quoted” "words" (in) a.b’s'),
        st.sampled_from("出口管制。半导体，芯片 輸出管理「規制」반도체"),
        st.sampled_from("e\u0301\U0001f1fa\U0001f1f8👩\u200d🔬👍\U0001f3fd"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)
long_words = st.one_of(words, st.lists(words, min_size=1, max_size=8).map(" ".join))
addresses = st.sampled_from(
    ["https://sample-wire.example/a", "http://ledger.example/?q=1&r=2#top", "https://例え.example/記事/1"]
)


def spans(text: st.SearchStrategy[str] = words) -> st.SearchStrategy[Span]:
    """Any span."""
    return st.one_of(st.builds(Plain, text), st.builds(Strong, text), st.builds(Link, text, addresses))


def lines(text: st.SearchStrategy[str] = words) -> st.SearchStrategy[Line]:
    """Any line."""
    return st.lists(spans(text), min_size=1, max_size=4).map(tuple)


charts = st.builds(
    Chart,
    words,
    words,
    st.dates(max_value=date(9000, 1, 1)),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=400).map(tuple),
    words,
)
"""Any chart."""
buttons = st.builds(Button, words, words, st.sampled_from(ButtonStyle))


def blocks(text: st.SearchStrategy[str] = words) -> st.SearchStrategy[Block]:
    """Any block."""
    return st.one_of(
        st.builds(Heading, text, st.sampled_from([1, 2])),
        st.builds(Paragraph, lines(text)),
        st.builds(Quote, words, lines(words), st.booleans()),
        st.builds(Bullets, st.lists(lines(text), max_size=4).map(tuple)),
        st.builds(Note, lines(text)),
        charts,
        st.just(Divider()),
        st.builds(Actions, st.lists(buttons, min_size=1, max_size=4).map(tuple)),
    )


def messages(text: st.SearchStrategy[str] = words) -> st.SearchStrategy[Message]:
    """Any message."""
    return st.builds(Message, st.lists(blocks(text), max_size=12).map(tuple), words)
