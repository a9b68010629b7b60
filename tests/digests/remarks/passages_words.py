"""Passages on direct, indirect and mixed words, and words reported by nouns."""

from datetime import date

from tests.digests.remarks.said import Passage, direct, indirect, mixed

WORDS = (
    # --- direct ---------------------------------------------------------------------------------------------------
    Passage(
        name="quotation, then the name and the verb",
        text="“We will not ship the tools before June,” Mia Roth said.",
        said=(direct("We will not ship the tools before June,", "Mia Roth", mention="Mia Roth", verb="said"),),
    ),
    Passage(
        name="quotation, then the verb and the name",
        text='"The licence was never refused to us," said Tomas Veld, chief executive of Norvane.',
        said=(
            direct(
                "The licence was never refused to us,",
                "Tomas Veld",
                mention="Tomas Veld",
                role="chief executive of Norvane",
            ),
        ),
    ),
    Passage(
        name="the name first, then a comma",
        text='Tomas Veld said, "Our customers have asked for more memory."',
        said=(direct("Our customers have asked for more memory.", "Tomas Veld", mention="Tomas Veld"),),
    ),
    Passage(
        name="the name first, then a colon",
        text="Ana Kovar told reporters: “The ministry has not decided on the tariff.”",
        said=(direct("The ministry has not decided on the tariff.", "Ana Kovar", verb="told"),),
    ),
    Passage(
        name="a colon ends the paragraph before",
        text="Ana Kovar issued the following statement, and said:\n\n“The ministry will publish the rule in May.”",
        said=(direct("The ministry will publish the rule in May.", "Ana Kovar"),),
    ),
    Passage(
        name="one quotation in two parts",
        text="“The rule is clear,” Mia Roth said. “It has been clear since last autumn.”",
        said=(
            direct("The rule is clear,", "Mia Roth", mention="Mia Roth"),
            direct("It has been clear since last autumn.", "Mia Roth", mention="Mia Roth"),
        ),
    ),
    Passage(
        name="a quotation broken by its speaker",
        text="“If the ban stays,” said Tomas Veld, “we will have to build the plant elsewhere.”",
        said=(
            direct("If the ban stays,", "Tomas Veld", hedges=("If",)),
            direct("we will have to build the plant elsewhere.", "Tomas Veld"),
        ),
    ),
    Passage(
        name="a quotation of two paragraphs",
        text=(
            "“We have spent two years on this fab,” said Mia Roth, who runs Norvane. “Nobody told us that the rule would change.\n\n"
            "“Now we have to start again with other suppliers.”"
        ),
        said=(
            direct("We have spent two years on this fab,", "Mia Roth"),
            direct("Nobody told us that the rule would change.", "Mia Roth"),
            direct("Now we have to start again with other suppliers.", "Mia Roth"),
        ),
    ),
    Passage(
        name="straight marks and a question",
        text='"Why would anybody wait for the licence?" Ana Kovar asked.',
        said=(direct("Why would anybody wait for the licence?", "Ana Kovar", verb="asked"),),
    ),
    Passage(
        name="German marks",
        text="„We cannot deliver without a permit“, said Mia Roth.",
        said=(direct("We cannot deliver without a permit", "Mia Roth"),),
    ),
    Passage(
        name="French marks",
        text="«We cannot deliver without a permit», said Mia Roth.",
        said=(direct("We cannot deliver without a permit", "Mia Roth"),),
    ),
    Passage(
        name="single marks with an apostrophe inside",
        text="‘We don’t expect the firms’ plans to change,’ said Ana Kovar.",
        said=(direct("We don’t expect the firms’ plans to change,", "Ana Kovar"),),
    ),
    Passage(
        name="a short whole quotation",
        text="“Never,” said Mia Roth.",
        said=(direct("Never,", "Mia Roth"),),
    ),
    Passage(
        name="a title and an apposition between name and verb",
        text="“The list grows every month,” Ana Kovar, Ostland’s trade minister, said on Monday.",
        said=(
            direct(
                "The list grows every month,", "Ana Kovar", role="Ostland’s trade minister", said_on=date(2026, 3, 9)
            ),
        ),
    ),
    # --- indirect -------------------------------------------------------------------------------------------------
    Passage(
        name="said that",
        text="Tomas Veld said that the firm would halt shipments of the X9 chip.",
        said=(
            indirect("that the firm would halt shipments of the X9 chip", "Tomas Veld", verb="said", hedges=("would",)),
        ),
    ),
    Passage(
        name="said without that",
        text="Tomas Veld said the firm had halted shipments of the X9 chip.",
        said=(indirect("the firm had halted shipments of the X9 chip", "Tomas Veld"),),
    ),
    Passage(
        name="the day between verb and content",
        text="Ana Kovar said on Tuesday that the ministry will review every licence.",
        said=(indirect("that the ministry will review every licence", "Ana Kovar", said_on=date(2026, 3, 10)),),
    ),
    Passage(
        name="the saying behind its content",
        text="The plant will open a year late, Mia Roth said.",
        said=(indirect("The plant will open a year late", "Mia Roth", mention="Mia Roth"),),
    ),
    Passage(
        name="the saying behind its content, turned round",
        text="The plant will open a year late, said Mia Roth, who heads the project.",
        said=(indirect("The plant will open a year late", "Mia Roth"),),
    ),
    Passage(
        name="the saying in the midst of its content",
        text="The new rule, Mia Roth said, will cost the firm a third of its sales.",
        said=(indirect("The new rule, Mia Roth said, will cost the firm a third of its sales", "Mia Roth"),),
    ),
    Passage(
        name="according to, behind",
        text="Exports of gallium fell by half last month, according to the Ostland Customs Bureau.",
        said=(indirect("Exports of gallium fell by half last month", "Ostland Customs Bureau", verb="according to"),),
    ),
    Passage(
        name="according to, in front",
        text="According to Mia Roth, the firm has enough wafers for six months.",
        said=(indirect("the firm has enough wafers for six months", "Mia Roth"),),
    ),
    Passage(
        name="two sayings in one sentence",
        text="Mia Roth said the ban was a mistake, but Tomas Veld argued that it had come too late.",
        said=(
            indirect("the ban was a mistake", "Mia Roth"),
            indirect("that it had come too late", "Tomas Veld"),
        ),
    ),
    Passage(
        name="one subject, two sayings",
        text="Ana Kovar said the talks had been useful and added that a second round would follow.",
        said=(
            indirect("the talks had been useful", "Ana Kovar"),
            indirect("that a second round would follow", "Ana Kovar"),
        ),
    ),
    Passage(
        name="adding that",
        text="Mia Roth said the tools were delayed, adding that the supplier was to blame.",
        said=(
            indirect("the tools were delayed", "Mia Roth"),
            indirect("that the supplier was to blame", "Mia Roth", verb="adding"),
        ),
    ),
    Passage(
        name="warned",
        text="Tomas Veld warned that smaller firms could run out of memory chips by autumn.",
        said=(
            indirect(
                "that smaller firms could run out of memory chips by autumn",
                "Tomas Veld",
                verb="warned",
                hedges=("could",),
            ),
        ),
    ),
    Passage(
        name="a vow",
        text="Ana Kovar vowed to close every loophole in the export rules.",
        said=(indirect("to close every loophole in the export rules", "Ana Kovar"),),
    ),
    Passage(
        name="called for",
        text="Tomas Veld called for a longer transition period.",
        said=(indirect("a longer transition period", "Tomas Veld", verb="called"),),
    ),
    Passage(
        name="a denial is a remark",
        text="Mia Roth denied that the firm had sold chips to a listed buyer.",
        said=(indirect("that the firm had sold chips to a listed buyer", "Mia Roth", verb="denied"),),
    ),
    # --- mixed ----------------------------------------------------------------------------------------------------
    Passage(
        name="a few quoted words in a reported sentence",
        text="Mia Roth said the order was “utterly unworkable” for small suppliers.",
        said=(mixed("the order was “utterly unworkable” for small suppliers", "Mia Roth"),),
    ),
    Passage(
        name="a longer quotation in a reported sentence is a remark too",
        text="Tomas Veld said the firm was “ready to move production to any country” if the tariff stayed.",
        said=(
            mixed(
                "the firm was “ready to move production to any country” if the tariff stayed",
                "Tomas Veld",
                hedges=("if",),
            ),
            direct("ready to move production to any country", "Tomas Veld"),
        ),
    ),
    Passage(
        name="called it",
        text="Ana Kovar called the ruling “a setback for every chipmaker in Ostland.”",
        said=(
            mixed("the ruling “a setback for every chipmaker in Ostland.”", "Ana Kovar"),
            direct("a setback for every chipmaker in Ostland.", "Ana Kovar"),
        ),
    ),
    # --- by nouns -------------------------------------------------------------------------------------------------
    Passage(
        name="his comments suggest",
        text=(
            "Norvane chief executive Tomas Veld spoke at a trade fair. His comments suggest that even if the rules were "
            "relaxed, buyers might no longer have the same need for imports."
        ),
        said=(
            indirect(
                "that even if the rules were relaxed, buyers might no longer have the same need for imports",
                "Tomas Veld",
                mention="His comments",
                role="Norvane chief executive",
                hedges=("even if", "might", "no longer"),
            ),
        ),
    ),
    Passage(
        name="a statement says",
        text="“The permit was granted in error,” the Trade Ministry said in a statement.",
        said=(direct("The permit was granted in error,", "Trade Ministry", venue="statement"),),
    ),
)
