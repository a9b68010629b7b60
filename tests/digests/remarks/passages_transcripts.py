"""Passages of transcripts: turns that begin with a name and a colon, and what their speakers say of others."""

from tests.digests.remarks.said import Passage, direct, indirect, mixed

TRANSCRIPTS = (
    Passage(
        name="he in a turn is not whose turn comes before",
        text=(
            "BO LINDQVIST, FORMER LICENSING OFFICIAL: The chips are slower.\n\n"
            "OKAFOR: The trade secretary was here last week, and he said you were “living in winter”.\n\n"
            "LINDQVIST: He may be right. But the law I enforced is still the law."
        ),
        said=(mixed("you were “living in winter”", mention="he", chain=("OKAFOR",)),),
    ),
    Passage(
        name="he in a turn is no institution",
        text=(
            "MIA ROTH, HOST: The White Hall House says it can sell the chips. The trade secretary was here, "
            "and he said you were late.\n\nLIN: I was."
        ),
        said=(
            indirect("it can sell the chips", "White Hall House", chain=("MIA ROTH",)),
            indirect("you were late", role="", mention="he", chain=("MIA ROTH",)),
        ),
    ),
    Passage(
        name="I in a turn is whose turn it is",
        text="ANA OKAFOR: Did you tell them?\n\nBO LINDQVIST: In July I said that the list was full.",
        said=(indirect("that the list was full", "BO LINDQVIST", mention="I", chain=()),),
    ),
    Passage(
        name="whom a turn names says it through whose turn it is",
        text="The Minister: I thank the Deputy.\n\nDeputy Roth: Bo Lin said the list was full.",
        said=(
            indirect("I thank the Deputy", mention="The Minister"),
            indirect("Bo Lin said the list was full", mention="Deputy Roth"),
            indirect("the list was full", "Bo Lin", chain=("Roth",)),
        ),
    ),
    Passage(
        name="quoted words in a turn are no other turn's",
        text="ROTH: Bo Lin said he would go.\n\nVELD: And then what? “There was nothing at all on the list.”",
        said=(indirect("he would go", "Bo Lin", chain=("ROTH",)),),
    ),
    Passage(
        name="a list is no transcript",
        text="Mia Roth: Bo Lin said the list was full.\n\nTomas Veld: The fab is empty.",
        said=(
            indirect("Bo Lin said the list was full", "Mia Roth"),
            indirect("the list was full", "Bo Lin", chain=()),
            indirect("The fab is empty", "Tomas Veld"),
        ),
    ),
    Passage(
        name="one label makes no transcript",
        text="OSTMARK: The fab is full. In July I met Bo Lin. He said “we are full to the roof”.",
        said=(direct("we are full to the roof", "Bo Lin", chain=()),),
    ),
    Passage(
        name="a question and an answer are no speakers",
        text=(
            "Q: What does Ostland say to you?\n\nA: The foreign ministry's Lin Jing opposes it. "
            "Asked about it, she said: “Please ask the other side.”"
        ),
        said=(direct("Please ask the other side.", "Lin Jing", chain=()),),
    ),
    Passage(
        name="she in a turn is whom the turn names",
        text="MIA ROTH, HOST: Lin Jing was here, and she said you were late.\n\nANA VELD: I was.",
        said=(indirect("you were late", "Lin Jing", chain=("MIA ROTH",)),),
    ),
)
