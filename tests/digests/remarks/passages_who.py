"""Passages on who is meant: offices with names behind them, pronouns, bodies that a description only touches."""

from tests.digests.remarks.said import Passage, direct, indirect, mixed

WHO = (
    Passage(
        name="an ambassador to a place is not the place",
        text="Ostland's ambassador to Westhaven, Ravi Menon, told the Harbour Post that his government had been “blindsided”.",
        said=(mixed("that his government had been “blindsided”", "Ravi Menon", chain=("Harbour Post",)),),
    ),
    Passage(
        name="a spokesperson who declines and then says something",
        text=(
            "Asked about rumours of a pause, a spokesperson for Norvane declined to comment, saying only that the company "
            "“follows the law”."
        ),
        said=(mixed("that the company “follows the law”", "Norvane", mention="a spokesperson for Norvane"),),
    ),
    Passage(
        name="a pronoun for whoever spoke before",
        text="“It was never about one chip,” Sana Iqbal said. “It was about the whole stack,” she went on.",
        said=(
            direct("It was never about one chip,", "Sana Iqbal", mention="Sana Iqbal"),
            direct("It was about the whole stack,", "Sana Iqbal", mention="she"),
        ),
    ),
    Passage(
        name="a group with a capital letter is no name",
        text="Prosecutors said the men had shipped 300 chips.",
        said=(indirect("the men had shipped 300 chips", mention="Prosecutors", role="Prosecutors"),),
    ),
    Passage(
        name="company beside a speaker is no role",
        text="Mia Roth, flanked by her trade minister, said the country needed chips.",
        said=(indirect("the country needed chips", "Mia Roth", role=""),),
    ),
    Passage(
        name="a firm with its trade before its name",
        text="Research firm Harbour Research said in a note that prices had peaked.",
        said=(indirect("that prices had peaked", "Harbour Research", venue="note"),),
    ),
    Passage(
        name="a broadcaster with its kind before its name",
        text="State broadcaster ONTV reported that officials had raided three warehouses.",
        said=(indirect("that officials had raided three warehouses", "ONTV"),),
    ),
    Passage(
        name="a memo seen by a paper",
        text="According to a memo seen by the Harbour Post, the loophole lets through 40,000 chips a month.",
        said=(indirect("the loophole lets through 40,000 chips a month", mention="a memo seen by the Harbour Post"),),
    ),
    Passage(
        name="our own belief",
        text="At Radio North, we believe understanding these rules is crucial. “They are long,” said Mia Roth.",
        said=(direct("They are long,", "Mia Roth"),),
    ),
    Passage(
        name="quoted words inside quoted words",
        text="“‘Ostland first’ cannot mean ‘Ostland alone’,” Ravi Menon said.",
        said=(direct("‘Ostland first’ cannot mean ‘Ostland alone’,", "Ravi Menon"),),
    ),
    Passage(
        name="brackets and an ellipsis inside a quotation",
        text="“We [at Norvane] will comply … and we will sue,” Tomas Veld said.",
        said=(direct("We [at Norvane] will comply … and we will sue,", "Tomas Veld"),),
    ),
    Passage(
        name="three quoted bits in one sentence",
        text="Tomas Veld said the ban “makes no sense”, “cannot work” and “will hurt all of us badly”.",
        said=(
            mixed("the ban “makes no sense”, “cannot work” and “will hurt all of us badly”", "Tomas Veld"),
            direct("will hurt all of us badly", "Tomas Veld"),
        ),
    ),
    Passage(
        name="a filing, a warning to investors",
        text="Norvane, in a filing on Friday, warned investors that the rule may cost it $900 million.",
        said=(indirect("that the rule may cost it $900 million", "Norvane", hedges=("may",)),),
    ),
    Passage(
        name="a letter urges",
        text="The letter, signed by 12 senators, urges the department to “close the gap without delay.”",
        said=(
            mixed("the department to “close the gap without delay.”", mention="The letter"),
            direct("close the gap without delay.", mention="The letter"),
        ),
    ),
    Passage(
        name="dashes inside a quotation",
        text="“Yields were poor — embarrassingly so — but they are improving,” Tomas Veld conceded.",
        said=(direct("Yields were poor — embarrassingly so — but they are improving,", "Tomas Veld"),),
    ),
    Passage(
        name="a time in small letters before the verb",
        text=(
            "Norvane AG (FSE: NRV) today announced that it will build a second fab. Mia Roth yesterday also told reporters "
            "that the fab was late. The ministry last week said it would pay."
        ),
        said=(
            indirect("that it will build a second fab", "Norvane AG", mention="Norvane AG"),
            indirect("that the fab was late", "Mia Roth", mention="Mia Roth"),
            indirect("it would pay", mention="The ministry"),
        ),
    ),
    Passage(
        name="a stretch of time as a subject is no time before the verb",
        text="The past year showed that chips matter.",
    ),
)
