"""Passages on when and where, headlines, refusals, and what is no remark at all."""

from datetime import date

from digests.remarks import Where
from tests.digests.remarks.said import Passage, direct, indirect

OTHERS = (
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
    Passage(
        name="a headline with a subject is nobody's remark",
        text="Chips: What comes next for Ostland",
        where=Where.TITLE,
    ),
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
    # --- refusals and what is none --------------------------------------------------------------------------------
    Passage(name="declined to comment", text="Norvane declined to comment on the report."),
    Passage(name="did not respond", text="The ministry did not respond to a request for comment."),
    Passage(name="did not immediately reply", text="Mia Roth did not immediately reply to an email seeking comment."),
    Passage(name="would not say", text="Tomas Veld would not say whether the order had been cancelled."),
    Passage(name="did not say that", text="Mia Roth did not say that the plant would close."),
    Passage(name="never said", text="Mia Roth never said the plant would close."),
    Passage(
        name="declined to be identified", text="The official declined to be identified because the talks are private."
    ),
    Passage(name="no saying at all", text="Norvane shipped 40,000 wafers in March and opened a second line."),
    Passage(name="scare quotes", text="The plant uses so-called “chiplets” in all new products."),
    Passage(name="the title of a work", text="He is the host of “Morning With Wafers” on Radio North."),
    Passage(name="a state is no saying", text="The State Department moved to a new building in March."),
    Passage(name="a claim that is a noun", text="The insurer paid the claim within a week."),
    Passage(name="a report that is a noun", text="The report runs to ninety pages and has many tables."),
    Passage(name="an inch mark", text='The fab makes 6" and 8" wafers for carmakers.'),
    Passage(
        name="an odd mark does no harm",
        text='The 12" line is closed. “We will reopen it soon,” said Mia Roth.',
        said=(direct("We will reopen it soon,", "Mia Roth"),),
    ),
)
