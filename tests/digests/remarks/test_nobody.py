"""What stands for nobody who is named: a pronoun or a description behind an outlet, a byline, a place."""

import pytest

from digests.remarks import remarks_in_text


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("By Corin Feld\n\nI asked a trader in Bern how long it would take. “Tea first,” he said.", "he"),
        ("Story by Corin Feld and Martin Lowe\n\nA trader poured the cups. “Tea comes first,” he said.", "he"),
        (
            "In an interview with the newspaper De Middag, the ambassador said Ostland would retaliate. He quoted a proverb: "
            "“When the snipe and the clam fight, the fisherman profits.”",
            "He",
        ),
        ("The trader had told the Harbour Chronicle of it. “Tea comes first,” he said.", "he"),
        ("The trader poured tea for Kestrel Electronics. “Tea comes first,” he said.", "he"),
        (
            "The Ostland Mirror had reported that the firm would move 1,200 jobs to Westmark. The firm denied the report.",
            "The firm",
        ),
    ],
)
def test_a_mention_that_fits_nobody_named_has_no_speaker(text: str, mention: str) -> None:
    last = remarks_in_text(text)[-1]

    assert last.mention is not None
    assert (text[slice(*last.mention)], last.speaker) == (mention, None)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("By Monday, Paul Hartigan had read the bill. “Tea comes first,” he said.", "Paul Hartigan"),
        ("The late Paul Hartigan once sold tea. “Tea comes first,” he said.", "Paul Hartigan"),
    ],
)
def test_what_only_looks_like_a_byline_or_an_outlet_is_somebody(text: str, speaker: str) -> None:
    assert remarks_in_text(text)[-1].speaker == speaker
