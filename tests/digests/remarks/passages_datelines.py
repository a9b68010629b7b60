"""Passages that begin with a dateline, which belongs to no remark, and those that only look so."""

from tests.digests.remarks.said import Passage, direct, indirect

DATELINES = (
    Passage(
        name="a city and a colon",
        text="New Delhi: The cabinet on Tuesday approved four fabs, Trade Minister Ravi Menon said.",
        said=(indirect("The cabinet on Tuesday approved four fabs", "Ravi Menon", chain=()),),
    ),
    Passage(
        name="a place in capitals and a colon",
        text="PORT MERIDALE: Ostland is no back door for chips, trade minister Ravi Menon said.",
        said=(indirect("Ostland is no back door for chips", "Ravi Menon"),),
    ),
    Passage(
        name="an agency in small letters",
        text="Meridale (mdx) - Chipmaker Norvane will sell its site, Mayor Mia Roth confirmed on Friday.",
        said=(indirect("Chipmaker Norvane will sell its site", "Mia Roth"),),
    ),
    Passage(
        name="a day and an agency",
        text="March 9 (Harbour News) - Norvane will sell its site, Mayor Mia Roth said.",
        said=(indirect("Norvane will sell its site", "Mia Roth"),),
    ),
    Passage(
        name="a day between two dashes",
        text="MERIDALE—Jan. 14, 2026—Norvane will sell its site, Mayor Mia Roth said.",
        said=(indirect("Norvane will sell its site", "Mia Roth"),),
    ),
    Passage(
        name="an agency and no dash",
        text="(Harbour Post) Norvane will sell its site, Mayor Mia Roth said.",
        said=(indirect("Norvane will sell its site", "Mia Roth"),),
    ),
    Passage(
        name="a place, an agency and no dash",
        text="MERIDALE (Harbour Post) Norvane will sell its site, Mayor Mia Roth said.",
        said=(indirect("Norvane will sell its site", "Mia Roth"),),
    ),
    Passage(
        name="a city with its country",
        text="DRESDEN, Germany – Norvane will sell its site, Mayor Mia Roth said.",
        said=(indirect("Norvane will sell its site", "Mia Roth"),),
    ),
    Passage(
        name="a quotation behind a city and a colon is that of whoever says so",
        text="SEOUL: “The site is sold,” Mayor Mia Roth said.",
        said=(direct("The site is sold,", "Mia Roth"),),
    ),
    Passage(
        name="a name and a colon before the first words",
        text="Roth: Norvane may not sell its site.\n\nMayor Mia Roth spoke on Friday.",
        said=(indirect("Norvane may not sell its site", "Mia Roth"),),
    ),
    Passage(
        name="a name and a colon before the first quotation",
        text="Mia Roth: “Norvane may not sell its site.”",
        said=(direct("Norvane may not sell its site.", "Mia Roth"),),
    ),
    Passage(
        name="a firm with its initials between brackets is no dateline",
        text="Norvane (NRV) said its site was sold. The Harbour Council (HC) Chairman Tom Veld said it was not.",
        said=(
            indirect("its site was sold", "Norvane"),
            indirect("it was not", "Tom Veld"),
        ),
    ),
    Passage(
        name="a bullet is no part of what is said",
        text="The list:\n\n- The rule is wrong, Mia Roth said.",
        said=(indirect("The rule is wrong", "Mia Roth"),),
    ),
)
