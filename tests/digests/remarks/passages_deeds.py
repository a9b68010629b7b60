"""Passages with titles in quotation marks, with verbs of saying that only do something, and with hearers and sources."""

from tests.digests.remarks.said import Passage, direct, indirect, mixed

DEEDS = (
    # --- titles --------------------------------------------------------------------------------------------------------
    Passage(
        name="a podcast's title is nobody's words",
        text="“We got there faster than I thought,” Mia Roth, who heads the plant, told the podcast “Wafer Thin”.",
        said=(direct("We got there faster than I thought,", "Mia Roth"),),
    ),
    Passage(
        name="the title of a post is nobody's words",
        text="Mia Roth wrote in a blog post titled “No Backdoors. No Kill Switches” that trackers would undermine trust.",
        said=(indirect("that trackers would undermine trust", "Mia Roth"),),
    ),
    Passage(
        name="the title of a book and who published it",
        text="In “Chokepoint Ostland” (Harrow, 412 pages), Mia Roth tells the story of chip export controls.",
    ),
    Passage(
        name="a title with its comma between the marks",
        text="Mia Roth, who wrote the book “The Long Chip,” said the rule was dead.",
        said=(indirect("the rule was dead", "Mia Roth"),),
    ),
    Passage(
        name="words behind a post are no title",
        text="Mia Roth said in the post “we are done with them”.",
        said=(direct("we are done with them", "Mia Roth"),),
    ),
    Passage(
        name="what somebody calls a report is no title",
        text="Mia Roth called the report “a fairy tale from start to end”.",
        said=(
            mixed("the report “a fairy tale from start to end”", "Mia Roth"),
            direct("a fairy tale from start to end", "Mia Roth"),
        ),
    ),
    # --- deeds ---------------------------------------------------------------------------------------------------------
    Passage(name="told a story", text="Mia Roth told the story of how the rule was made."),
    Passage(name="pointed to a list", text="Mia Roth pointed to the new list of firms."),
    Passage(
        name="pointed out that there is a list",
        text="Mia Roth pointed out that there was a new list.",
        said=(indirect("that there was a new list", "Mia Roth"),),
    ),
    Passage(
        name="pointed to quoted words",
        text="Mia Roth pointed to a list of “bad firms”.",
        said=(mixed("a list of “bad firms”", "Mia Roth"),),
    ),
    Passage(name="called for a debate", text="Mia Roth called for a debate."),
    Passage(
        name="called for something that tells what it is",
        text="Mia Roth called for a ban on chip sales to Ostland.",
        said=(indirect("a ban on chip sales to Ostland", "Mia Roth"),),
    ),
    Passage(
        name="proposed a rule",
        text="The Wafer Bureau proposed a rule on Monday that would ban chips.",
    ),
    Passage(
        name="a proposed thing is proposed by nobody",
        text="Mia Roth spoke about the proposed border wall, saying it would be high.",
        said=(
            indirect("the proposed border wall", "Mia Roth"),
            indirect("it would be high", "Mia Roth", verb="saying"),
        ),
    ),
    Passage(
        name="proposed that something be done",
        text="Mia Roth proposed that the rule be dropped.",
        said=(indirect("that the rule be dropped", "Mia Roth"),),
    ),
    Passage(name="dismissed a letter", text="The White Hall dismissed the letter."),
    Passage(name="said they had no comment", text="Norvane said they had no comment on the list."),
    Passage(
        name="said somebody had no comment that helps",
        text="Norvane said it had no plans to comment on the list.",
        said=(indirect("it had no plans to comment on the list", "Norvane"),),
    ),
    # --- hearers and sources -------------------------------------------------------------------------------------------
    Passage(
        name="a hearer with what it is, inside the words",
        text="Mia Roth praised the deal. The site, she told broadcaster Radio North, would be marketed at once.",
        said=(
            indirect(
                "The site, she told broadcaster Radio North, would be marketed at once",
                "Mia Roth",
                chain=("Radio North",),
            ),
        ),
    ),
    Passage(
        name="a hearer with what it is, before the words",
        text="Mia Roth told news agency Radio North that the site was full.",
        said=(indirect("that the site was full", "Mia Roth", chain=("Radio North",)),),
    ),
    Passage(
        name="who is told is no part of the name behind",
        text="Mia Roth told analysts Norvane would close its plant.",
        said=(indirect("Norvane would close its plant", "Mia Roth", chain=()),),
    ),
    Passage(
        name="a report that somebody published",
        text="According to the report, published by the Harbour Daily on Dec. 17, chip engineers had left.",
        said=(indirect("chip engineers had left", role="report"),),
    ),
    Passage(
        name="a survey of a day with its year",
        text="According to a survey by Norvane, released on Dec. 17, 2025, chip engineers had left.",
        said=(indirect("chip engineers had left"),),
    ),
    Passage(
        name="what a source says may begin with a past form",
        text="According to Norvane, united unions will fight the rule.",
        said=(indirect("united unions will fight the rule", "Norvane"),),
    ),
)
