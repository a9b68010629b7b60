"""Passages of press releases: a statement that somebody issues, and the quoted paragraphs behind it."""

from tests.digests.remarks.said import Passage, direct

STATEMENTS = (
    Passage(
        name="a statement from somebody, in quoted paragraphs",
        text=(
            "Norvane today released the following statement from President and CEO Mia Roth regarding chip tariffs."
            "\n\n“We appreciate the focus on the chip industry.\n\n“Chips are the foundation of the economy.”"
        ),
        said=(
            direct("We appreciate the focus on the chip industry.", "Mia Roth"),
            direct("Chips are the foundation of the economy.", "Mia Roth"),
        ),
    ),
    Passage(
        name="a statement that somebody issues",
        text="Senator Mia Roth issued the following statement on the chip bill:\n\n“It is overdue.”",
        said=(direct("It is overdue.", "Mia Roth", role="Senator"),),
    ),
    Passage(
        name="a statement goes on behind the quotation at its colon",
        text="Mia Roth issued the following statement: “This bill is long overdue.”\n\n“It helps.”",
        said=(direct("This bill is long overdue.", "Mia Roth"), direct("It helps.", "Mia Roth")),
    ),
    Passage(
        name="a statement issued by somebody",
        text="The following statement was issued by Mia Roth, a lawyer for Norvane:\n\n“It is over.”",
        said=(direct("It is over.", "Mia Roth"),),
    ),
    Passage(
        name="a statement attributable to somebody",
        text="The following statement is attributable to Mia Roth, a lawyer.\n\n“It is over and done with.”",
        said=(direct("It is over and done with.", "Mia Roth"),),
    ),
    Passage(
        name="a quoted paragraph with its own speaker is no part of a statement",
        text="Mia Roth released the following statement:\n\n“It is over and done with,” said Bo Lin.",
        said=(direct("It is over and done with,", "Bo Lin"),),
    ),
    Passage(
        name="a statement ends where a paragraph is not quoted",
        text=(
            "Norvane issued the following statement:\n\n“This bill is long overdue.”\n\n"
            "The shares fell by two points.\n\n“It is over and done with.”"
        ),
        said=(direct("This bill is long overdue.", "Norvane"),),
    ),
    Passage(
        name="a statement that nothing quoted follows",
        text="Norvane issued a statement following the vote.\n\n“It is over and done with.”",
    ),
)
