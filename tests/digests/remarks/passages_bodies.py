"""Passages on who is behind an office, a paper or a body, and on the labels of the wires."""

from digests.remarks import Where
from tests.digests.remarks.said import Passage, direct, indirect, mixed

BODIES = (
    Passage(
        name="a chair is named behind the office, with a title",
        text="The chair of the committee, Senator Ruth Abara, said the clock was ticking.",
        said=(indirect("the clock was ticking", "Ruth Abara", role="chair of the committee"),),
    ),
    Passage(
        name="a predecessor is named behind",
        text="Lundgren's predecessor, Karl Dietz, said he doubted it.",
        said=(indirect("he doubted it", "Karl Dietz", role="Lundgren's predecessor"),),
    ),
    Passage(
        name="a lawyer for a firm is named behind",
        text="A lawyer for the firm, Ned Harrow, said it had done nothing wrong.",
        said=(indirect("it had done nothing wrong", "Ned Harrow", role="lawyer for the firm"),),
    ),
    Passage(
        name="analysts at a bank that is named behind",
        text="Analysts at the bank, Harbour Research, said demand was weak.",
        said=(indirect("demand was weak", mention="Analysts at the bank", role="Analysts at the bank"),),
    ),
    Passage(
        name="a statement from a firm",
        text="According to a statement from Norvane, the plant will open in May.",
        said=(indirect("the plant will open in May", "Norvane", mention="a statement from Norvane"),),
    ),
    Passage(
        name="a note by an analyst",
        text="Prices will fall, according to a note by Wim de Graaf.",
        said=(indirect("Prices will fall", "Wim de Graaf", mention="a note by Wim de Graaf"),),
    ),
    Passage(
        name="his spokesman is nobody's name",
        text="His spokesman said the rule was dead.",
        said=(indirect("the rule was dead", mention="His spokesman", role="spokesman"),),
    ),
    Passage(
        name="a vice president for affairs of government",
        text="Vice President for Government Affairs Noor Haddad said the firm had complied.",
        said=(indirect("the firm had complied", "Noor Haddad", role="Vice President for Government Affairs"),),
    ),
    Passage(
        name="whoever likes to say it, behind the words",
        text="Chips are “the steel of our century”, Jonas Lund likes to say.",
        said=(
            mixed("Chips are “the steel of our century”", "Jonas Lund"),
            direct("the steel of our century", "Jonas Lund"),
        ),
    ),
    Passage(
        name="police are a name with a place only",
        text="Police said the fab was safe. Westhaven Police said the road was closed.",
        said=(
            indirect("the fab was safe", mention="Police", role="Police"),
            indirect("the road was closed", "Westhaven Police"),
        ),
    ),
    Passage(
        name="what may lead up to an office",
        text="Work will end in May, said navy spokesman Tom Ilves.",
        said=(indirect("Work will end in May", "Tom Ilves", role="navy spokesman"),),
    ),
    Passage(
        name="the company is no adverb",
        text="Kestrel tests every machine. Normally, the company said, that takes a week.",
        said=(indirect("Normally, the company said, that takes a week", "Kestrel"),),
    ),
    Passage(
        name="it's official is nobody",
        text="It's official: Norvane buys Kestrel",
        where=Where.TITLE,
    ),
    Passage(
        name="a chief of something before the name",
        text="Chief of Detectives Anna Roth said the men were held.",
        said=(indirect("the men were held", "Anna Roth", role="Chief of Detectives"),),
    ),
    Passage(
        name="initials in brackets",
        text="Rapidan Valley Chips (RVC) said its line would restart. RVC said the fire was out.",
        said=(
            indirect("its line would restart", "Rapidan Valley Chips"),
            indirect("the fire was out", "Rapidan Valley Chips", mention="RVC"),
        ),
    ),
    Passage(
        name="a party in brackets and a description behind the name",
        text="Sen. Ruth Abara (D-Mo.), the bill's sponsor, said it would pass.",
        said=(indirect("it would pass", "Ruth Abara", role="Sen."),),
    ),
    Passage(
        name="a memo from somebody to somebody",
        text="A memo from Aune to staff, seen by the Harbour Post, said nobody should read the news.",
        said=(indirect("nobody should read the news", "Aune"),),
    ),
    Passage(
        name="a chamber of commerce",
        text="The Ostland Chamber of Commerce said the rule would cost jobs.",
        said=(indirect("the rule would cost jobs", "Ostland Chamber of Commerce"),),
    ),
    Passage(
        name="an association of makers",
        text="The Chip Makers' Association of Ostland said the rule was wrong.",
        said=(indirect("the rule was wrong", "Chip Makers' Association of Ostland"),),
    ),
    Passage(
        name="an agency that wrote a rule says one thing",
        text="BOS, the agency that wrote the rule, said it would extend the period.",
        said=(indirect("it would extend the period", "BOS", mention="BOS"),),
    ),
    Passage(
        name="a notice states",
        text="The notice states: “Comments must be received by 12 May.”",
        said=(direct("Comments must be received by 12 May.", mention="The notice"),),
    ),
    Passage(
        name="one who counters that something is so",
        text="Tom Ilves, the panel's youngest member, countered that the bill “protects nobody”.",
        said=(mixed("that the bill “protects nobody”", "Tom Ilves"),),
    ),
    Passage(
        name="a short quotation before a semicolon",
        text="The bill, Abara said, “protects nobody”; Ilves said it would fail.",
        said=(direct("protects nobody", "Abara"), indirect("it would fail", "Ilves")),
    ),
    Passage(
        name="one name alone, whom a pronoun makes a woman",
        text="Abara said she had read the bill. “All of it,” she added.",
        said=(
            indirect("she had read the bill", "Abara"),
            direct("All of it,", "Abara", mention="she"),
        ),
    ),
    Passage(
        name="the label of a wire is nobody",
        text="EXCLUSIVE-Norvane must sell its memory arm, minister says",
        where=Where.TITLE,
        said=(indirect("Norvane must sell its memory arm", mention="minister"),),
    ),
    Passage(
        name="sources behind a dash in a headline",
        text="Norvane to sell memory arm -sources",
        where=Where.TITLE,
        said=(indirect("Norvane to sell memory arm", mention="sources", anonymous=True),),
    ),
    Passage(
        name="whoever is told by where they come from and where they are",
        text="A Western diplomat in Kuala Lumpur said that the rule would wait.",
        said=(indirect("that the rule would wait", role="Western diplomat in Kuala Lumpur"),),
    ),
    Passage(
        name="a firm whose name begins like a nationality",
        text="Western Digital in San Jose said that the rule would wait.",
        said=(indirect("that the rule would wait", "Western Digital"),),
    ),
)
