"""Passages on rarer forms: dashes, passives, beliefs, capitals, lines like headlines, institutions, refusals."""

from datetime import date

from digests.remarks import Where
from tests.digests.remarks.said import Passage, direct, indirect, mixed

FORMS = (
    # --- between name and verb ------------------------------------------------------------------------------------
    Passage(
        name="an apposition between dashes",
        text="Mia Roth — the head of Norvane — said the rule was wrong.",
        said=(indirect("the rule was wrong", "Mia Roth", mention="Mia Roth"),),
    ),
    Passage(
        name="an apposition between dashes behind a quotation",
        text="“The rule is wrong for all of us,” Mia Roth – the head of Norvane – said.",
        said=(direct("The rule is wrong for all of us,", "Mia Roth"),),
    ),
    Passage(
        name="a state in brackets",
        text="Senator Ida Brandt (R-Ohio) said the bill had the votes.",
        said=(indirect("the bill had the votes", "Ida Brandt", role="Senator"),),
    ),
    Passage(
        name="a party and a state with a full stop",
        text="Rep. Olin Shaw, D-Calif., said the bill had the votes.",
        said=(indirect("the bill had the votes", "Olin Shaw"),),
    ),
    Passage(
        name="an office first, the name behind it",
        text="Norvane’s chief financial officer, Lea Ortiz, said the ban was a mistake.",
        said=(indirect("the ban was a mistake", "Lea Ortiz", role="Norvane’s chief financial officer"),),
    ),
    Passage(
        name="what somebody does is no role",
        text="“Everything is on the table,” Tomas Veld, speaking at a trade show in Vell, said on Tuesday.",
        said=(direct("Everything is on the table,", "Tomas Veld", role="", said_on=date(2026, 3, 10)),),
    ),
    Passage(
        name="a saying inside an apposition ends before the main one",
        text="Tomas Veld, who has said he will not sell the fab, said on Tuesday that talks with buyers were over.",
        said=(
            indirect("he will not sell the fab", "Tomas Veld", mention="who"),
            indirect("that talks with buyers were over", "Tomas Veld", mention="Tomas Veld"),
        ),
    ),
    Passage(
        name="a host of a station behind the verb",
        text="“The rule has few friends in either party,” said Radio North host Ann Lee.",
        said=(direct("The rule has few friends in either party,", mention="Radio North host Ann Lee"),),
    ),
    # --- passives and names for things ----------------------------------------------------------------------------
    Passage(
        name="described by somebody, one word",
        text="The curbs were described as “critical” by Mia Roth.",
        said=(mixed("as “critical”", "Mia Roth", mention="Mia Roth"),),
    ),
    Passage(
        name="described by somebody, many words",
        text="The curbs were described as “a turning point for the whole industry” by Mia Roth, head of Norvane.",
        said=(
            mixed("as “a turning point for the whole industry”", "Mia Roth", role="head of Norvane"),
            direct("a turning point for the whole industry", "Mia Roth", role="head of Norvane"),
        ),
    ),
    Passage(name="described by nobody", text="The curbs were described as critical and have been called a mistake."),
    Passage(
        name="which somebody called so",
        text="The curbs, which Mia Roth called “a gift to Ostland,” take effect on May 1.",
        said=(direct("a gift to Ostland,", "Mia Roth"),),
    ),
    Passage(
        name="that is how somebody put it",
        text="“It’s a speed bump” — that is how Mia Roth described the rule to lawmakers.",
        said=(direct("It’s a speed bump", "Mia Roth"),),
    ),
    Passage(
        name="as somebody puts it",
        text="As Mia Roth puts it, “export controls are a team sport.”",
        said=(direct("export controls are a team sport.", "Mia Roth"),),
    ),
    Passage(
        name="in the words of somebody",
        text="In the words of one lobbyist: “They moved the goalposts again.”",
        said=(direct("They moved the goalposts again.", mention="one lobbyist"),),
    ),
    # --- believing, hosts of small words --------------------------------------------------------------------------
    Passage(
        name="a belief",
        text="Mia Roth believes the curbs will fail.",
        said=(indirect("the curbs will fail", "Mia Roth", verb="believes"),),
    ),
    Passage(
        name="sources behind the verb",
        text="A deal could come as early as Friday, say sources close to the talks.",
        said=(indirect("A deal could come as early as Friday", anonymous=True, hedges=("could",)),),
    ),
    Passage(
        name="a diplomat without a name behind the verb",
        text="“There is no Plan B for the toolmakers,” said a European diplomat.",
        said=(
            direct("There is no Plan B for the toolmakers,", mention="a European diplomat", role="European diplomat"),
        ),
    ),
    Passage(
        name="a hint, and the words that give it",
        text="Tomas Veld hinted at job cuts, saying “everything is on the table.”",
        said=(direct("everything is on the table.", "Tomas Veld"),),
    ),
    Passage(
        name="the clause of a saying before the main one",
        text="After Mia Roth said the plant would close, the minister flew to the capital.",
        said=(indirect("the plant would close", "Mia Roth"),),
    ),
    Passage(
        name="two unnamed ones around what an authority told a firm",
        text=(
            "WESTHAVEN — The Trade Ministry on Monday told Norvane that it would need a licence to ship the X9, "
            "two people briefed on the matter said."
        ),
        said=(
            indirect(
                "The Trade Ministry on Monday told Norvane that it would need a licence to ship the X9",
                anonymous=True,
                mention="two people briefed on the matter",
            ),
            indirect(
                "that it would need a licence to ship the X9",
                "Trade Ministry",
                chain=("Norvane", "two people briefed on the matter"),
            ),
        ),
    ),
    # --- capitals, lines, titles ----------------------------------------------------------------------------------
    Passage(
        name="all in capitals, reported",
        text="MIA ROTH SAID THE RULE WAS WRONG.",
        said=(indirect("THE RULE WAS WRONG", "MIA ROTH"),),
    ),
    Passage(
        name="all in capitals, quoted",
        text="“THE RULE IS WRONG FOR US,” MIA ROTH SAID ON MONDAY.",
        said=(direct("THE RULE IS WRONG FOR US,", "MIA ROTH", said_on=date(2026, 3, 9)),),
    ),
    Passage(
        name="a line like a headline in a body",
        text="Mia Roth runs Norvane.\n\nRoth: Ostland may not need the X9",
        said=(indirect("Ostland may not need the X9", "Mia Roth", mention="Roth", hedges=("may",)),),
    ),
    Passage(
        name="a line with a colon that names nobody",
        text="Mia Roth runs Norvane.\n\nThe problem: Ostland may not need the X9",
    ),
    Passage(
        name="a headline that begins with its quotation",
        text="“No Plan B for toolmakers”: Ostland warns over chip rule",
        where=Where.TITLE,
        said=(direct("No Plan B for toolmakers", mention="Ostland"),),
    ),
    # --- institutions, pairs, papers ------------------------------------------------------------------------------
    Passage(
        name="a ministry without a capital letter",
        text="The commerce ministry said in a statement that it “firmly opposes” the new curbs.",
        said=(mixed("that it “firmly opposes” the new curbs", "commerce ministry", venue="statement"),),
    ),
    Passage(
        name="a state's ministry",
        text="Ostland’s commerce ministry said it would respond in kind.",
        said=(indirect("it would respond in kind", "Ostland’s commerce ministry"),),
    ),
    Passage(
        name="two senators as one",
        text="Senators Ann Lee and Tom Brandt wrote in a letter that the loophole “must be closed at once”.",
        said=(
            mixed("that the loophole “must be closed at once”", "Ann Lee and Tom Brandt", venue="letter"),
            direct("must be closed at once", "Ann Lee and Tom Brandt"),
        ),
    ),
    Passage(
        name="analysts of a house are not the house",
        text="Analysts at Harbour Research said demand would fall.",
        said=(indirect("demand would fall", role="Analysts at Harbour Research"),),
    ),
    Passage(
        name="a paper seen by a station is not the station",
        text="A draft seen by Radio North says licences will be needed from May.",
        said=(indirect("licences will be needed from May", mention="A draft seen by Radio North"),),
    ),
    Passage(
        name="its spokesperson is that of whom the sentence is about",
        text="Norvane has no plans to leave, its spokesperson said.",
        said=(indirect("Norvane has no plans to leave", "Norvane", role="spokesperson"),),
    ),
    # --- refusals and nothing -------------------------------------------------------------------------------------
    Passage(name="said nothing", text="Norvane said nothing about the export rules."),
    Passage(
        name="nothing as what is spoken of",
        text="Mia Roth said nothing had changed at the plant.",
        said=(indirect("nothing had changed at the plant", "Mia Roth"),),
    ),
    Passage(name="no official has said", text="No official has said whether the list will grow."),
    Passage(name="has not said whether", text="The ministry has not said whether the list will grow."),
    Passage(name="nobody said", text="Nobody at Norvane said the rule was wrong."),
    Passage(name="neither firm said", text="Neither company said how many chips were sold."),
    Passage(name="neither of two people said", text="Neither Mia Roth nor Tomas Veld said why the line was closed."),
    Passage(name="has yet to say", text="The ministry has yet to say when the rule takes effect."),
    Passage(name="left without saying", text="Tomas Veld left without saying whether the plant would close."),
    Passage(name="stopped short of saying", text="Mia Roth stopped short of saying that the plant would close."),
    Passage(
        name="could not be reached", text="Norvane could not be reached for comment. There was no comment from Ostland."
    ),
    Passage(name="refused to say", text="The agency refused to say which companies were affected."),
    Passage(
        name="a demand that is a noun",
        text="In Ostland demand had not fallen. The report is long, and its claims are bold.",
    ),
    Passage(name="idle phrases", text="Needless to say, the firms objected. Suffice it to say, the list is long."),
    Passage(
        name="a saying to come is none yet", text="Tomas Veld is expected to say on Friday that talks have failed."
    ),
    Passage(name="an if is no saying", text="If Mia Roth says the list is long, firms will listen."),
)
