"""Passages whose speakers are pointed back to: "the lawmaker", "she in turn", "his response"."""

from tests.digests.remarks.said import Passage, direct, indirect

BACK = (
    Passage(
        name="a lawmaker is who was named as one",
        text=(
            "Rep. Yoon Ha-rin of Ostland chairs the panel. Nobody else came. “It is done,” the lawmaker told reporters after "
            "the session."
        ),
        said=(direct("It is done,", "Yoon Ha-rin", mention="the lawmaker", role="Rep."),),
    ),
    Passage(
        name="a congressman is no senator",
        text=(
            "Congressman Rick Merrow met Sen. Anna Roth. “It is a good day for chips,” the congressman said. The senator said "
            "it was late."
        ),
        said=(
            direct("It is a good day for chips,", "Rick Merrow", mention="the congressman"),
            indirect("it was late", "Anna Roth", mention="The senator"),
        ),
    ),
    Passage(
        name="the prime minister is no other minister, however near",
        text=(
            "Prime Minister Anna Lind opened the fab. Trade minister Lea Veld smiled. “It is a day for chips,” the prime "
            "minister said. “It is a day for trade,” the trade minister said."
        ),
        said=(
            direct("It is a day for chips,", "Anna Lind", mention="the prime minister"),
            direct("It is a day for trade,", "Lea Veld", mention="the trade minister"),
        ),
    ),
    Passage(
        name="a lawmaker is no minister",
        text="Trade minister Lea Veld opened the fab. “It is a day for chips,” the lawmaker said.",
        said=(direct("It is a day for chips,", None, mention="the lawmaker", role="lawmaker"),),
    ),
    Passage(
        name="a member of the court is not the court",
        text="Mia Roth, a member of the court, opened the fab. The court said it had deadlocked in the case.",
        said=(indirect("it had deadlocked in the case", None, mention="The court", role="court"),),
    ),
    Passage(
        name="she in turn",
        text="Minister Lea Veld called Rick Merrow careless. She in turn said that the senator had not read the bill.",
        said=(
            indirect("Rick Merrow careless", "Lea Veld"),
            indirect("that the senator had not read the bill", "Lea Veld", mention="She"),
        ),
    ),
    Passage(
        name="a response and a colon",
        text="Rick Merrow was asked whether the ban would last. His response: “Ask me in June.”",
        said=(direct("Ask me in June.", "Rick Merrow", mention="His response"),),
    ),
    Passage(
        name="an answer of somebody named, and a colon",
        text="Rick Merrow was asked whether the ban would last. Merrow’s answer: “Ask me in June.”",
        said=(direct("Ask me in June.", "Rick Merrow", mention="Merrow’s answer"),),
    ),
    Passage(
        name="a lesson and a colon say nothing",
        text="Rick Merrow was asked whether the ban would last. His favourite film: “The Wall of Ostland”.",
    ),
)
