"""Passages on names and offices: particles, outlets, "Under Secretary", offices in small letters, lawyers, groups."""

from datetime import date

from digests.remarks import Where
from tests.digests.remarks.said import Passage, direct, indirect

NAMES = (
    Passage(
        name="a particle before a family name",
        text="Norvane's fab is full, said Henk van Dalen, who runs it. “It is full,” van Dalen said.",
        said=(
            indirect("Norvane's fab is full", "Henk van Dalen"),
            direct("It is full,", "Henk van Dalen", mention="van Dalen"),
        ),
    ),
    Passage(
        name="two particles, then the family name alone",
        text="“The fab is full,” said Anke von der Leest, an engineer. Von der Leest added that demand was strong.",
        said=(
            direct("The fab is full,", "Anke von der Leest", role="engineer"),
            indirect("that demand was strong", "Anke von der Leest", mention="Von der Leest"),
        ),
    ),
    Passage(
        name="an outlet whose name ends like an adverb",
        text="Harbour Daily reported that Norvane would close its plant.",
        said=(indirect("that Norvane would close its plant", "Harbour Daily", mention="Harbour Daily"),),
    ),
    Passage(
        name="an outlet with a time of day in its name",
        text="Norvane will close its plant, The Morning Post reported on Monday.",
        said=(
            indirect(
                "Norvane will close its plant",
                "The Morning Post",
                said_on=date(2026, 3, 9),
            ),
        ),
    ),
    Passage(
        name="an outlet's article of its own, told it and begins with it",
        text="Mia Roth told The Morning Post that the plant was sold. The Morning Post said the buyer was unknown.",
        said=(
            indirect("that the plant was sold", "Mia Roth", chain=("The Morning Post",)),
            indirect("the buyer was unknown", "The Morning Post", mention="The Morning Post"),
        ),
    ),
    Passage(
        name="an article that only begins a sentence belongs to no name",
        text="The Northern Chip Council said demand was strong.",
        said=(indirect("demand was strong", "Northern Chip Council", mention="The Northern Chip Council"),),
    ),
    Passage(
        name="according to an outlet with a weekday in its name",
        text="Norvane will close its plant, according to the Sunday Courier.",
        said=(indirect("Norvane will close its plant", "Sunday Courier"),),
    ),
    Passage(
        name="a surname that ends like an adverb",
        text="“The fab is full,” Mia Kelly said. Kelly said demand was strong.",
        said=(direct("The fab is full,", "Mia Kelly"), indirect("demand was strong", "Mia Kelly")),
    ),
    Passage(
        name="an under secretary",
        text="Under Secretary Mia Roth said the rule was final.",
        said=(indirect("the rule was final", "Mia Roth", role="Under Secretary"),),
    ),
    Passage(
        name="an under secretary with two fields",
        text="“The rule is final,” said Under Secretary of Commerce for Industry and Security Mia Roth.",
        said=(
            direct(
                "The rule is final,",
                "Mia Roth",
                role="Under Secretary of Commerce for Industry and Security",
            ),
        ),
    ),
    Passage(
        name="an office in small letters before the name",
        text="Norvane will build a second plant, its chief executive Dan Murtagh said.",
        said=(
            indirect(
                "Norvane will build a second plant",
                "Dan Murtagh",
                mention="its chief executive Dan Murtagh",
                role="chief executive",
            ),
        ),
    ),
    Passage(
        name="a field that is no office's own before it",
        text="“We are safe,” finance chief Dan Murtagh said.",
        said=(direct("We are safe,", "Dan Murtagh", role="finance chief"),),
    ),
    Passage(
        name="lawyers speak, not whom they stand for",
        text="Lawyers for Tomas Veld said the charge was false.",
        said=(indirect("the charge was false", mention="Lawyers for Tomas Veld", role="Lawyers for Tomas Veld"),),
    ),
    Passage(
        name="a group with its trade before it",
        text="The Wafer trade group asked for a delay. The group said the rule was unclear.",
        said=(
            indirect("for a delay", "Wafer trade group"),
            indirect("the rule was unclear", "Wafer trade group", mention="The group"),
        ),
    ),
    Passage(
        name="whoever laughs is a person, and whoever is asked about is another",
        text="Wei Lan said no. Asked about Wei's answer, Haverkort laughed. “That is one word for it,” he said.",
        said=(
            indirect("no", "Wei Lan"),
            direct("That is one word for it,", "Haverkort", mention="he"),
        ),
    ),
    Passage(
        name="a lawyer for somebody, named last",
        text="“Our client will appeal,” said a lawyer for Haverkort, Ned Harrow.",
        said=(direct("Our client will appeal,", "Ned Harrow", role="lawyer for Haverkort"),),
    ),
    Passage(
        name="a family name that is told in full later",
        text="Van Dalen said the fab was full. “It is full,” said Henk van Dalen.",
        said=(indirect("the fab was full", "Henk van Dalen"), direct("It is full,", "Henk van Dalen")),
    ),
    Passage(
        name="a name with two family names",
        text="Engineer Ravi de Souza e Silva said the fab was full.",
        said=(indirect("the fab was full", "Ravi de Souza e Silva", role="Engineer"),),
    ),
    Passage(
        name="a family name that stands first",
        text="Lin Qiaomei, spokesperson of the bureau, told a briefing it was over. “We did not choose it,” Lin said.",
        said=(indirect("it was over", "Lin Qiaomei"), direct("We did not choose it,", "Lin Qiaomei", mention="Lin")),
    ),
    Passage(
        name="he is who spoke, not the firm with more names",
        text="Lampton Bay Trading broke the rule, Mahzan Idris said. The files were found, he said.",
        said=(
            indirect("Lampton Bay Trading broke the rule", "Mahzan Idris"),
            indirect("The files were found", "Mahzan Idris", mention="he"),
        ),
    ),
    Passage(
        name="a firm by its first word",
        text="Kestrel Microsystems lost its licence. Kestrel said it would appeal.",
        said=(indirect("it would appeal", "Kestrel Microsystems", mention="Kestrel"),),
    ),
    Passage(
        name="a country is no firm's first word",
        text="Taiwan Semiconductor Holdings lost its licence. Taiwan said it would appeal.",
        said=(indirect("it would appeal", "Taiwan", mention="Taiwan"),),
    ),
    Passage(
        name="two who are described speak as one",
        text="Greta Lind, Norvane's finance chief, and Joost Brandsma, who chairs Kestrel, both said the merger was dead.",
        said=(indirect("the merger was dead", "Greta Lind and Joost Brandsma"),),
    ),
    Passage(
        name="two single names speak as one",
        text="Norvane and Kestrel said they would merge.",
        said=(indirect("they would merge", "Norvane and Kestrel"),),
    ),
    Passage(
        name="more than a number of firms are no name",
        text="More than 40 firms signed a letter saying the rule would cost 3,000 jobs.",
        said=(indirect("the rule would cost 3,000 jobs", mention="More than 40 firms", role="More than 40 firms"),),
    ),
    Passage(
        name="a chief of a firm in a headline",
        text="Norvane chief: ‘We will not be bullied’",
        where=Where.TITLE,
        said=(direct("We will not be bullied", mention="Norvane chief", role="Norvane chief"),),
    ),
    Passage(
        name="a chief of a firm behind the quotation of a headline",
        text="‘We will not be bullied’, says Norvane chief over export rule",
        where=Where.TITLE,
        said=(direct("We will not be bullied", mention="Norvane chief", role="Norvane chief"),),
    ),
    Passage(
        name="the company is the one whose licence was revoked",
        text="Norvane cut its outlook after The Hague revoked its licence, the company said.",
        said=(indirect("Norvane cut its outlook after The Hague revoked its licence", "Norvane"),),
    ),
    Passage(
        name="the company is no share and no city",
        text="Shares fell after The Hague revoked Norvane's licence. The company said it would appeal.",
        said=(indirect("it would appeal", "Norvane", mention="The company"),),
    ),
    Passage(
        name="she told him, and he was named last",
        text="Minister Brandt drafted the rule. Pieter Haverkort came to see it. She told him “the licence is gone”.",
        said=(direct("the licence is gone", "Brandt", mention="She"),),
    ),
    Passage(
        name="she answers somebody else",
        text="Wen Okafor asked for proof. Lu Tanaka replied: “There is none.” “Then read it again,” she shot back.",
        said=(
            indirect("for proof", "Wen Okafor"),
            direct("There is none.", "Lu Tanaka"),
            direct("Then read it again,", "Wen Okafor", mention="she"),
        ),
    ),
    Passage(
        name="whose answer he was asked about is another",
        text="Lu Tanaka spoke last. Asked about Wen Okafor’s answer, he said the rule was wrong.",
        said=(indirect("the rule was wrong", "Lu Tanaka", mention="he"),),
    ),
    Passage(
        name="a pronoun tells what a name does not",
        text="Wen Okafor said she would sign. Lu Tanaka came later. She said the talks had been short.",
        said=(
            indirect("she would sign", "Wen Okafor"),
            indirect("the talks had been short", "Wen Okafor", mention="She"),
        ),
    ),
)
