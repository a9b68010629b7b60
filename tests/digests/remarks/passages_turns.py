"""Passages of dialogue: quotations beside quotations, questions and answers, marks that change the speaker."""

from tests.digests.remarks.said import Passage, direct, indirect

TURNS = (
    Passage(
        name="a question right before an answer is nobody's",
        text='"Yes?" "No," said Bo Lin.',
        said=(direct("No,", "Bo Lin"),),
    ),
    Passage(
        name="a question in German marks right before an answer is nobody's",
        text="„Kommt die Lizenz noch?“ „Nein, sie kommt nicht mehr“, said Bo Lin.",
        said=(direct("Nein, sie kommt nicht mehr", "Bo Lin"),),
    ),
    Passage(
        name="a question in pointed marks right before an answer is nobody's",
        text="»Kommt die Lizenz noch?« »Nein, sie kommt nicht mehr«, said Bo Lin.",
        said=(direct("Nein, sie kommt nicht mehr", "Bo Lin"),),
    ),
    Passage(
        name="a question in French marks right before an answer is nobody's",
        text="« La licence viendra-t-elle ? » « Non, elle ne viendra plus », said Bo Lin.",
        said=(direct(" Non, elle ne viendra plus ", "Bo Lin"),),
    ),
    Passage(
        name="single German marks",
        text="‚Die Lizenz kommt nicht mehr‘, said Bo Lin.",
        said=(direct("Die Lizenz kommt nicht mehr", "Bo Lin"),),
    ),
    Passage(
        name="a sentence ends with the German mark behind its stop",
        text="Bo Lin said: „Nein, sie kommt wohl nicht mehr.“ The talks go on.",
        said=(direct("Nein, sie kommt wohl nicht mehr.", "Bo Lin"),),
    ),
    Passage(
        name="who argued is no speaker of a row of quotations",
        text='Bo Lin and Mia Roth argued. "You promised us a licence." "I promised nothing." "You did," said Mia Roth.',
        said=(direct("You did,", "Mia Roth"),),
    ),
    Passage(
        name="a question between two answers of one speaker is another's",
        text='"It is a no," Bo Lin said. "Are you quite sure of it?" "I am quite sure of it," he said.',
        said=(direct("It is a no,", "Bo Lin"), direct("I am quite sure of it,", "Bo Lin")),
    ),
    Passage(
        name="whoever spoke asks, and another one answers",
        text='"The licence is late," said Mia Roth. "Will it come at all this year?" "It will not," said Bo Lin.',
        said=(
            direct("The licence is late,", "Mia Roth"),
            direct("Will it come at all this year?", "Mia Roth"),
            direct("It will not,", "Bo Lin"),
        ),
    ),
    Passage(
        name="the answer to who asked is not theirs",
        text='"Will the licence come this year?" a reporter asked. "It will never come at all."',
        said=(direct("Will the licence come this year?", role="reporter"),),
    ),
    Passage(
        name="the answer to who asked somebody is not theirs",
        text='"Will the licence come this year?" Mia Roth asked Bo Lin. "It will never come at all."',
        said=(direct("Will the licence come this year?", "Mia Roth"),),
    ),
    Passage(
        name="who asks nobody goes on",
        text='"Why would anybody sign this?" Mia Roth asked. "It helps only our rivals."',
        said=(direct("Why would anybody sign this?", "Mia Roth"), direct("It helps only our rivals.", "Mia Roth")),
    ),
    Passage(
        name="a country's abbreviation with a hyphen is one word",
        text="Norvane said the U.S.-based firm would appeal to a court.",
        said=(indirect("the U.S.-based firm would appeal to a court", "Norvane"),),
    ),
    Passage(
        name="what only opens a sentence before a colon is nobody",
        text="The answer took a week. Then: “It will come on Tuesday.” Answer: “It will not come.”",
    ),
    Passage(
        name="an office and a name before a colon speak",
        text="Roth: “It will come.”\n\nTrade minister: “It will not come this year.”",
        said=(
            direct("It will come.", "Roth"),
            direct("It will not come this year.", mention="Trade minister"),
        ),
    ),
)
