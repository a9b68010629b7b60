"""Passages on who "he", "she" and "it" are: the subject of the sentence before, whoever just spoke, nobody."""

from tests.digests.remarks.said import Passage, direct, indirect

PRONOUNS = (
    Passage(
        name="he is the subject before him, not whom that one thanked",
        text=(
            "Trade minister Paul Hartigan said the tax would stay. Senator Rick Merrow thanked President Arnold Trent. In a "
            "post on X, he said: “This is our day.”"
        ),
        said=(
            indirect("the tax would stay", "Paul Hartigan"),
            direct("This is our day.", "Rick Merrow", mention="he"),
        ),
    ),
    Passage(
        name="a new subject is nearer than whoever spoke in the paragraph before",
        text=(
            "Information Minister Anil Vaidya said the projects would come up in Ostland. “The momentum is building,” he "
            "said.\n\nChief Minister Naveen Mohanty thanked Prime Minister Narayan Mody. In a tweet, he said: “A dream comes "
            "true today.”"
        ),
        said=(
            indirect("the projects would come up in Ostland", "Anil Vaidya"),
            direct("The momentum is building,", "Anil Vaidya"),
            direct("A dream comes true today.", "Naveen Mohanty"),
        ),
    ),
    Passage(
        name="who disagrees is a person",
        text=(
            "“A prototype is a photograph,” said Anil Mehta, research director at Harbour Research.\n\nHowever, Cai Yongfu of "
            "the Ostland Wafer Association disagreed. “They said the same about rail,” he said."
        ),
        said=(
            direct("A prototype is a photograph,", "Anil Mehta"),
            direct("They said the same about rail,", "Cai Yongfu", mention="he"),
        ),
    ),
    Passage(
        name="who is reached by phone is a person",
        text=(
            "Industry minister Morita Kenji said he would fund Norvane. “Professor Iwata was my teacher,” he said.\n\nIwata, "
            "reached by phone, said he stood by the grade.\n\n“I gave him a B because it was a B,” he said."
        ),
        said=(
            indirect("he would fund Norvane", "Morita Kenji"),
            direct("Professor Iwata was my teacher,", "Morita Kenji"),
            indirect("he stood by the grade", "Iwata"),
            direct("I gave him a B because it was a B,", "Iwata", mention="he"),
        ),
    ),
    Passage(
        name="offices in capitals make no headline of a sentence",
        text=(
            "Security officer David Reber wrote in a blog post that trackers would undermine trust.\n\nThe bill now heads to "
            "the floor. “I expect a vote by spring,” Majority Leader Jack Thorn said. Would it pass? “Yes,” he said."
        ),
        said=(
            indirect("that trackers would undermine trust", "David Reber"),
            direct("I expect a vote by spring,", "Jack Thorn"),
            direct("Yes,", "Jack Thorn", mention="he"),
        ),
    ),
    Passage(
        name="whoever spoke in the sentence before speaks on over the paragraph",
        text=(
            "Cruz-like talk sells well, but Paul Hartigan will have a hard time, said James Henson, a professor.\n\n“It is an "
            "open question,” he said."
        ),
        said=(
            indirect("Cruz-like talk sells well, but Paul Hartigan will have a hard time", "James Henson"),
            direct("It is an open question,", "James Henson", mention="he"),
        ),
    ),
    Passage(
        name="an opening with a name is no subject",
        text="Paul Hartigan spoke in Bern. In a letter to Rick Merrow, he said the tax would stay.",
        said=(indirect("the tax would stay", "Paul Hartigan", mention="he"),),
    ),
    Passage(
        name="who leads up to an office is no subject",
        text="Trent campaign spokesman Jason Mills would not explain the rule. “It is not written down,” he said.",
        said=(direct("It is not written down,", "Jason Mills", mention="he"),),
    ),
    Passage(
        name="a pronoun tells a gender for what follows",
        text=(
            "Rep. Joan Castell said the bill was weak. Her colleague Bud Harlan nodded. “She is right,” he said. “The bill,” "
            "she added, “has no teeth.”"
        ),
        said=(
            indirect("the bill was weak", "Joan Castell"),
            direct("She is right,", "Bud Harlan", mention="he"),
            direct("The bill,", "Joan Castell", mention="she"),
            direct("has no teeth.", "Joan Castell", mention="she"),
        ),
    ),
    Passage(
        name="it is whoever just denied",
        text=(
            "According to De Graaf, the works council was never asked. Optivar denies this. The works council, it says, “was "
            "kept informed”."
        ),
        said=(
            indirect("the works council was never asked", "De Graaf"),
            direct("was kept informed", "Optivar", mention="it"),
        ),
    ),
    Passage(
        name="it is no place that something happened in",
        text="Norvane said the fab would close. Ostland is a big market. It said that the chips would be missed.",
        said=(
            indirect("the fab would close", "Norvane"),
            indirect("that the chips would be missed", "Norvane", mention="It"),
        ),
    ),
    Passage(
        name="the firm is whoever does something",
        text="Kestrel moved 1,200 jobs to Westmark. The firm denied the report.",
        said=(indirect("the report", "Kestrel", mention="The firm"),),
    ),
    Passage(
        name="she is no place whose member of parliament asks her",
        text="Mia Roth said the list was full. Representative Tom Veld, of Ostland, pressed her for more. There was none, she said.",
        said=(
            indirect("the list was full", "Mia Roth"),
            indirect("There was none", "Mia Roth", mention="she"),
        ),
    ),
)
