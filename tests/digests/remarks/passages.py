"""Short passages with the remarks they hold: each a form of saying, refusing, hedging, chaining or mistaking.

Speakers, firms and outlets are invented. A remark is given by its kind and words; whatever else is given must hold too.
"""

from dataclasses import dataclass, field
from datetime import date

from digests.remarks import Where

WEDNESDAY = date(2026, 3, 11)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One expected remark; a field that is None is not looked at."""

    kind: str
    words: str
    speaker: str | None = None
    mention: str | None = None
    role: str | None = None
    hedges: tuple[str, ...] | None = None
    chain: tuple[str, ...] | None = None
    verb: str | None = None
    anonymous: bool = False
    said_on: date | None = None
    venue: str | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text, and everything that is said in it."""

    name: str
    text: str
    said: tuple[Said, ...] = ()
    where: Where = field(default=Where.BODY)


def direct(words: str, speaker: str | None = None, **more: object) -> Said:
    return Said(kind="direct", words=words, speaker=speaker, **more)  # type: ignore[arg-type]


def indirect(words: str, speaker: str | None = None, **more: object) -> Said:
    return Said(kind="indirect", words=words, speaker=speaker, **more)  # type: ignore[arg-type]


def mixed(words: str, speaker: str | None = None, **more: object) -> Said:
    return Said(kind="mixed", words=words, speaker=speaker, **more)  # type: ignore[arg-type]


PASSAGES = (
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
            direct("The licence was never refused to us,", "Tomas Veld", mention="Tomas Veld", role="chief executive of Norvane"),
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
        said=(direct("The list grows every month,", "Ana Kovar", role="Ostland’s trade minister", said_on=date(2026, 3, 9)),),
    ),
    # --- indirect -------------------------------------------------------------------------------------------------
    Passage(
        name="said that",
        text="Tomas Veld said that the firm would halt shipments of the X9 chip.",
        said=(indirect("that the firm would halt shipments of the X9 chip", "Tomas Veld", verb="said", hedges=("would",)),),
    ),
    Passage(
        name="said without that",
        text="Tomas Veld said the firm had halted shipments of the X9 chip.",
        said=(indirect("the firm had halted shipments of the X9 chip", "Tomas Veld"),),
    ),
    Passage(
        name="the day between verb and content",
        text="Ana Kovar said on Tuesday that the ministry will review every licence.",
        said=(
            indirect("that the ministry will review every licence", "Ana Kovar", said_on=date(2026, 3, 10)),
        ),
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
        said=(
            indirect("Exports of gallium fell by half last month", "Ostland Customs Bureau", verb="according to"),
        ),
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
            indirect("that smaller firms could run out of memory chips by autumn", "Tomas Veld", verb="warned", hedges=("could",)),
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
            mixed("the firm was “ready to move production to any country” if the tariff stayed", "Tomas Veld", hedges=("if",)),
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
        said=(indirect("The ministry will tighten the rule next week", anonymous=True, mention="people familiar with the matter"),),
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
    # --- when and where -------------------------------------------------------------------------------------------
    Passage(
        name="in an interview",
        text="“Nobody asked us,” Mia Roth said in an interview with Radio North on Monday.",
        said=(direct("Nobody asked us,", "Mia Roth", venue="interview with Radio North", said_on=date(2026, 3, 9)),),
    ),
    Passage(
        name="on an earnings call",
        text="Tomas Veld said on an earnings call that orders from Ostland may fall.",
        said=(indirect("that orders from Ostland may fall", "Tomas Veld", venue="earnings call", hedges=("may",)),),
    ),
    # --- headlines ------------------------------------------------------------------------------------------------
    Passage(
        name="headline with a colon",
        text="Norvane CEO Roth: Ostland may not need the X9",
        where=Where.TITLE,
        said=(indirect("Ostland may not need the X9", mention="Norvane CEO Roth", hedges=("may",)),),
    ),
    Passage(
        name="headline with says",
        text="Minister Kovar says export ban will stay",
        where=Where.TITLE,
        said=(indirect("export ban will stay", "Kovar", mention="Minister Kovar"),),
    ),
    Passage(
        name="headline with the saying behind",
        text="Export ban will stay, Ostland trade minister says",
        where=Where.TITLE,
        said=(indirect("Export ban will stay"),),
    ),
    Passage(name="a headline label is nobody", text="Analysis: Export bans and their limits", where=Where.TITLE),
    Passage(name="a headline with a subject is nobody's remark", text="Chips: What comes next for Ostland", where=Where.TITLE),
    Passage(
        name="headline with an office and a colon",
        text="Norvane chief: no plans to leave Ostland",
        where=Where.TITLE,
        said=(indirect("no plans to leave Ostland", mention="Norvane chief"),),
    ),
    Passage(
        name="headline by unnamed sources, its label left out",
        text="Exclusive: Ostland weighs new chip curbs, sources say",
        where=Where.TITLE,
        said=(indirect("Ostland weighs new chip curbs", anonymous=True),),
    ),
    # --- more ways to tell who --------------------------------------------------------------------------------------
    Passage(
        name="name, colon, quotation",
        text="Mia Roth: “We cannot wait.”",
        said=(direct("We cannot wait.", "Mia Roth"),),
    ),
    Passage(
        name="on a day between name and verb",
        text="The Trade Ministry on Thursday accused Norvane of breaking the antimonopoly law.",
        said=(
            indirect("Norvane of breaking the antimonopoly law", "Trade Ministry", mention="The Trade Ministry", said_on=date(2026, 3, 5)),
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
    # --- refusals and what is none --------------------------------------------------------------------------------
    Passage(name="declined to comment", text="Norvane declined to comment on the report."),
    Passage(name="did not respond", text="The ministry did not respond to a request for comment."),
    Passage(name="did not immediately reply", text="Mia Roth did not immediately reply to an email seeking comment."),
    Passage(name="would not say", text="Tomas Veld would not say whether the order had been cancelled."),
    Passage(name="did not say that", text="Mia Roth did not say that the plant would close."),
    Passage(name="never said", text="Mia Roth never said the plant would close."),
    Passage(name="declined to be identified", text="The official declined to be identified because the talks are private."),
    Passage(name="no saying at all", text="Norvane shipped 40,000 wafers in March and opened a second line."),
    Passage(name="scare quotes", text="The plant uses so-called “chiplets” in all new products."),
    Passage(name="the title of a work", text="He is the host of “Morning With Wafers” on Radio North."),
    Passage(name="a state is no saying", text="The State Department moved to a new building in March."),
    Passage(name="a claim that is a noun", text="The insurer paid the claim within a week."),
    Passage(name="a report that is a noun", text="The report runs to ninety pages and has many tables."),
    Passage(name="an inch mark", text="The fab makes 6\" and 8\" wafers for carmakers."),
    Passage(
        name="an odd mark does no harm",
        text="The 12\" line is closed. “We will reopen it soon,” said Mia Roth.",
        said=(direct("We will reopen it soon,", "Mia Roth"),),
    ),
)  # fmt: skip
