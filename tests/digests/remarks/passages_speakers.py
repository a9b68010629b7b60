"""Passages on who speaks: names, pronouns, offices, bodies, unnamed sources, hops."""

from datetime import date

from digests.remarks import Where
from tests.digests.remarks.said import Passage, direct, indirect

SPEAKERS = (
    # --- who ------------------------------------------------------------------------------------------------------
    Passage(
        name="last name only",
        text="Mia Roth runs Norvane. Roth said the order book was full.",
        said=(indirect("the order book was full", "Mia Roth", mention="Roth"),),
    ),
    Passage(
        name="a pronoun",
        text="Mia Roth opened the plant on Friday. She said the first wafers would ship in May.",
        said=(indirect("the first wafers would ship in May", "Mia Roth", mention="She"),),
    ),
    Passage(
        name="a pronoun finds the one of its gender",
        text="Mr. Veld met Ms. Kovar in the capital. She said the talks had been short.",
        said=(indirect("the talks had been short", "Kovar", mention="She"),),
    ),
    Passage(
        name="an office stands for a person",
        text="Trade Minister Ana Kovar arrived late. The minister said the quota would rise.",
        said=(indirect("the quota would rise", "Ana Kovar", mention="The minister", role="Trade Minister"),),
    ),
    Passage(
        name="the company",
        text="Norvane shares fell. The company said it had lost a big order.",
        said=(indirect("it had lost a big order", "Norvane", mention="The company"),),
    ),
    Passage(
        name="the ministry",
        text="Ostland’s Trade Ministry published the list. The ministry said the rule takes effect in May.",
        said=(indirect("the rule takes effect in May", mention="The ministry"),),
    ),
    Passage(
        name="role before the name",
        text="Norvane CEO Mia Roth said demand had not fallen.",
        said=(indirect("demand had not fallen", "Mia Roth", role="Norvane CEO"),),
    ),
    Passage(
        name="role behind the name",
        text="Mia Roth, an analyst at Harbour Research, said demand had not fallen.",
        said=(indirect("demand had not fallen", "Mia Roth", role="analyst at Harbour Research"),),
    ),
    Passage(
        name="a spokesperson speaks for the firm",
        text="A spokesperson for Norvane said the firm complies with all rules.",
        said=(indirect("the firm complies with all rules", "Norvane", role="spokesperson"),),
    ),
    Passage(
        name="who in a relative clause",
        text="Tomas Veld, who said the firm would appeal, left before noon.",
        said=(indirect("the firm would appeal", "Tomas Veld", mention="who"),),
    ),
    # --- unnamed --------------------------------------------------------------------------------------------------
    Passage(
        name="people familiar with the matter",
        text="The ministry will tighten the rule next week, people familiar with the matter said.",
        said=(
            indirect(
                "The ministry will tighten the rule next week",
                anonymous=True,
                mention="people familiar with the matter",
            ),
        ),
    ),
    Passage(
        name="according to a source",
        text="Norvane is looking for a buyer, according to two sources.",
        said=(indirect("Norvane is looking for a buyer", anonymous=True),),
    ),
    Passage(
        name="a senior official",
        text="A senior official said the list would be published in June.",
        said=(indirect("the list would be published in June", anonymous=True),),
    ),
    # --- hops -----------------------------------------------------------------------------------------------------
    Passage(
        name="told an outlet",
        text="Mia Roth told Radio North that the plant was sold.",
        said=(indirect("that the plant was sold", "Mia Roth", chain=("Radio North",)),),
    ),
    Passage(
        name="told one outlet, according to another",
        text="Mia Roth told Radio North that the plant had been sold, according to the Harbour Post.",
        said=(indirect("that the plant had been sold", "Mia Roth", chain=("Radio North", "the Harbour Post")),),
    ),
    Passage(
        name="an outlet reports that somebody said",
        text="The Harbour Post reported that Tomas Veld said the firm would close its oldest fab.",
        said=(
            indirect("that Tomas Veld said the firm would close its oldest fab", "Harbour Post"),
            indirect("the firm would close its oldest fab", "Tomas Veld", chain=("The Harbour Post",)),
        ),
    ),
    # --- more ways to tell who --------------------------------------------------------------------------------------
    Passage(
        name="name, colon, quotation",
        text="Mia Roth: “We cannot wait.”",
        said=(direct("We cannot wait.", "Mia Roth"),),
    ),
    Passage(
        name="on a day between name and verb",
        text="The Trade Ministry on Tuesday accused Norvane of breaking the antimonopoly law.",
        said=(
            indirect(
                "Norvane of breaking the antimonopoly law",
                "Trade Ministry",
                mention="The Trade Ministry",
                said_on=date(2026, 3, 10),
            ),
        ),
    ),
    Passage(
        name="quoted as saying",
        text="Ana Kovar was quoted by Radio North as saying that the rule would be eased.",
        said=(indirect("that the rule would be eased", "Ana Kovar", verb="saying"),),
    ),
    Passage(
        name="told by, in the passive",
        text="The firm was told by Ana Kovar that its licence had lapsed.",
        said=(indirect("that its licence had lapsed", "Ana Kovar"),),
    ),
    Passage(
        name="asked not to be named is no remark",
        text="One person briefed on the plan, who asked not to be named, said no decision had been made.",
        said=(indirect("no decision had been made", anonymous=True),),
    ),
    Passage(
        name="according to somebody with a description",
        text="According to Ana Kovar, an analyst at Harbour Research, Norvane will cut 500 jobs.",
        said=(indirect("Norvane will cut 500 jobs", "Ana Kovar", role="analyst at Harbour Research"),),
    ),
    Passage(
        name="a bureau of a department",
        text="The Ostland Commerce Department's Bureau of Industry and Security said it was adding 12 firms.",
        said=(indirect("it was adding 12 firms", "Bureau of Industry and Security"),),
    ),
    Passage(
        name="a group is not a name",
        text="Lawmakers have warned that the chips could end up in the wrong hands.",
        said=(indirect("that the chips could end up in the wrong hands", mention="Lawmakers", hedges=("could",)),),
    ),
    Passage(
        name="a firm's last name in a headline",
        text="Norvane's Roth says Ostland may no longer want the X9",
        where=Where.TITLE,
        said=(indirect("Ostland may no longer want the X9", "Roth", hedges=("may", "no longer")),),
    ),
    Passage(
        name="his remarks as the owner of a claim",
        text="Tomas Veld spoke in the capital. Veld’s remarks suggest that the firm may leave the market.",
        said=(indirect("that the firm may leave the market", "Tomas Veld", hedges=("may",)),),
    ),
    Passage(
        name="in a blog post, at the beginning",
        text="In a blog post, Mia Roth wrote that the rule could backfire.",
        said=(indirect("that the rule could backfire", "Mia Roth", venue="blog post", hedges=("could",)),),
    ),
    Passage(
        name="a question before the answer",
        text="Asked whether Norvane would appeal, Mia Roth said, “We are looking at it closely.”",
        said=(direct("We are looking at it closely.", "Mia Roth"),),
    ),
    Passage(
        name="two speakers of one last name stay apart",
        text="Mia Roth runs Norvane. Jonas Roth, a baker, lives next door. Mia Roth said chips were scarce.",
        said=(indirect("chips were scarce", "Mia Roth"),),
    ),
    Passage(
        name="somebody named in the words is not the speaker",
        text="“Tomas Veld never called us about the licence,” said Ana Kovar.",
        said=(direct("Tomas Veld never called us about the licence,", "Ana Kovar"),),
    ),
)
