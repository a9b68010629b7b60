"""Passages on names that hold what is a small word elsewhere, and on small words with capitals that are no names."""

from tests.digests.remarks.said import Passage, direct, indirect, mixed

SMALL_WORDS = (
    Passage(
        name="a name that begins with an auxiliary",
        text="Prime Minister Do Quang Vinh called the fab “a historic day”. Vinh said the state would pay for it.",
        said=(
            mixed("the fab “a historic day”", "Do Quang Vinh", role="Prime Minister"),
            indirect("the state would pay for it", "Do Quang Vinh"),
        ),
    ),
    Passage(
        name="a name that ends with an adverb, and the adverb alone",
        text="Norvane chairman Nguyen Thanh Long said work would begin. “We are ready,” Long said. Long said it was time.",
        said=(
            indirect("work would begin", "Nguyen Thanh Long", role="Norvane chairman"),
            direct("We are ready,", "Nguyen Thanh Long", mention="Long"),
            indirect("it was time", "Nguyen Thanh Long", mention="Long"),
        ),
    ),
    Passage(
        name="a first name that is an auxiliary",
        text="Governor Will Strand said the fab would open.\n\nWill Strand said more would follow.",
        said=(
            indirect("the fab would open", "Will Strand", role="Governor"),
            indirect("more would follow", "Will Strand"),
        ),
    ),
    Passage(
        name="a family name that is a pronoun, and the pronoun",
        text="The spokesperson, He Yanlin, said Ostland would act. He said the list was wrong.",
        said=(
            indirect("Ostland would act", "He Yanlin", role="spokesperson"),
            indirect("the list was wrong", "He Yanlin", mention="He"),
        ),
    ),
    Passage(
        name="a family name that is a month, and the month",
        text="Mia May said the rule would end. In May Norvane said it would stay. May said no.",
        said=(
            indirect("the rule would end", "Mia May"),
            indirect("it would stay", "Norvane"),
            indirect("no", "Mia May", mention="May"),
        ),
    ),
    Passage(
        name="a firm whose last word is in small letters",
        text="Kestrel Electronics and SK hynix said they would stay. “We stay in Ostland,” SK hynix said.",
        said=(
            indirect("they would stay", "Kestrel Electronics and SK hynix"),
            direct("We stay in Ostland,", "SK hynix"),
        ),
    ),
    Passage(
        name="a firm in small letters",
        text="Research institute imec said it would open a line.",
        said=(indirect("it would open a line", "imec"),),
    ),
    Passage(
        name="what opens a sentence is no part of the name behind it",
        text="Then Norvane said it would stay. Once Norvane left, Kestrel said it would leave too.",
        said=(indirect("it would stay", "Norvane"), indirect("it would leave too", "Kestrel")),
    ),
    Passage(
        name="an article with a capital, and a paper whose name has one",
        text="Roth told The Morning Post that the rule would end.",
        said=(indirect("that the rule would end", "Roth", chain=("The Morning Post",)),),
    ),
    Passage(
        name="capitals of a headline make no names of small words",
        text="Will Norvane Stay Or Will It Leave For Ostland, Roth Asks",
    ),
)
