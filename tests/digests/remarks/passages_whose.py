"""Passages in which one clause of saying stands in another, or nobody says what is quoted: whose words they are."""

from tests.digests.remarks.said import Passage, direct, indirect, mixed

WHOSE = (
    # --- the inner clause's, not the outer's ------------------------------------------------------------------------
    Passage(
        name="a paper reports whom somebody urged in quoted words",
        text="The spokesperson, Lin Weidong, urged Ostland to “immediately correct its wrong practices”, Radio North reported.",
        said=(
            mixed(
                "The spokesperson, Lin Weidong, urged Ostland to “immediately correct its wrong practices”",
                "Radio North",
            ),
            mixed(
                "Ostland to “immediately correct its wrong practices”",
                "Lin Weidong",
                chain=("Radio North",),
            ),
            direct("immediately correct its wrong practices", "Lin Weidong", chain=("Radio North",)),
        ),
    ),
    Passage(
        name="a paper reports what somebody called a thing",
        text="Mia Roth called the chip list “a confession of weakness”, the Harbour Daily reported.",
        said=(
            mixed("Mia Roth called the chip list “a confession of weakness”", "Harbour Daily"),
            mixed("the chip list “a confession of weakness”", "Mia Roth", chain=("the Harbour Daily",)),
            direct("a confession of weakness", "Mia Roth", chain=("the Harbour Daily",)),
        ),
    ),
    Passage(
        name="quoted words behind a clause that ended are the paper's",
        text="Norvane called for talks, and the plan is “dead in the water”, Radio North reported.",
        said=(
            mixed("Norvane called for talks, and the plan is “dead in the water”", "Radio North"),
            mixed("talks, and the plan is “dead in the water”", "Norvane"),
            direct("dead in the water", "Radio North"),
        ),
    ),
    Passage(
        name="somebody else said what stands whole between a colon and its speaker",
        text="The rule has one thing for it, Mia Roth suggested: “It will keep every lawyer in Ostmark busy.”",
        said=(direct("It will keep every lawyer in Ostmark busy.", "Mia Roth"),),
    ),
    # --- quoted as saying --------------------------------------------------------------------------------------------
    Passage(
        name="a paper reports somebody as saying quoted words",
        text="“The list was wrong,” the Harbour Daily reported Ola Brandt, the trade minister, as saying about chips.",
        said=(direct("The list was wrong,", "Ola Brandt", verb="saying", chain=("Harbour Daily",)),),
    ),
    Passage(
        name="a paper cites somebody unnamed as saying quoted words",
        text="“This is a warning,” the Harbour Daily cited an unnamed ministry official as saying about chip tools.",
        said=(
            direct(
                "This is a warning,", mention="an unnamed ministry official", anonymous=True, chain=("Harbour Daily",)
            ),
        ),
    ),
    Passage(
        name="a paper quotes somebody's few words",
        text="“It stays,” Radio North quoted trade minister Ola Brandt as saying of the chip tax.",
        said=(direct("It stays,", "Ola Brandt", role="trade minister", chain=("Radio North",)),),
    ),
    Passage(
        name="somebody is quoted by a paper as saying quoted words",
        text="Ola Brandt was quoted by Radio North as saying “it stays whatever they do”.",
        said=(direct("it stays whatever they do", "Ola Brandt", chain=("Radio North",)),),
    ),
    Passage(
        name="a paper that reports by itself says it",
        text="“It stays where it is,” Radio North reported as the talks ended.",
        said=(direct("It stays where it is,", "Radio North"),),
    ),
    Passage(
        name="a paper reports something, quoting somebody else",
        text="The Harbour Daily had reported that the firm would move, quoting a union official as saying “the boxes are packed”.",
        said=(
            indirect("that the firm would move", "Harbour Daily"),
            direct("the boxes are packed", role="union official", chain=("The Harbour Daily",), anonymous=True),
        ),
    ),
    Passage(
        name="a quotation before one that is quoted as said keeps its own speaker",
        text="“The controls leak,” Mia Roth told Radio North. “And the chips flow,” the station quoted her as saying.",
        said=(
            direct("The controls leak,", mention="Mia Roth", chain=("Radio North",)),
            direct("And the chips flow,", "Mia Roth", mention="her"),
        ),
    ),
    # --- relative clauses --------------------------------------------------------------------------------------------
    Passage(
        name="what a report claims is not said by who responds to it",
        text="Ola Brandt was responding to a report by an Ostmark think tank which claimed that the chips had been moved.",
        said=(indirect("that the chips had been moved", mention="which", role="Ostmark think tank"),),
    ),
    Passage(
        name="what a letter said is not said by who replies to it",
        text="Mia Roth replied to a letter from Norvane that said the list was full.",
        said=(indirect("the list was full", "Norvane"),),
    ),
    Passage(
        name="who replies that something is so says it",
        text="Mia Roth replied in a letter from Bern that the list was full.",
        said=(indirect("that the list was full", "Mia Roth"),),
    ),
    Passage(
        name="who laughs at what another one called a thing",
        text="Asked about Bo Lin, an economist who has called the fab “a cathedral without a congregation,” Mia Roth laughed.",
        said=(direct("a cathedral without a congregation,", "Bo Lin", verb="called"),),
    ),
    Passage(
        name="who laughs what stands whole beside it",
        text="“It is a cathedral without a congregation,” Mia Roth laughed.",
        said=(direct("It is a cathedral without a congregation,", "Mia Roth"),),
    ),
    Passage(
        name="whom somebody met called a thing so",
        text="Mia Roth met Bo Lin, who called the rule “a cathedral without a congregation”.",
        said=(
            mixed("the rule “a cathedral without a congregation”", "Bo Lin"),
            direct("a cathedral without a congregation", "Bo Lin"),
        ),
    ),
    Passage(
        name="who is employed by a firm says something, not the firm",
        text="Mia Roth met Bo Lin, an economist at Norvane who said the list was full.",
        said=(indirect("the list was full", "Bo Lin"),),
    ),
    Passage(
        name="who is not named and employed by a firm says something, not the firm",
        text="Mia Roth met analysts at Norvane who said the list was full.",
        said=(indirect("the list was full", role="analysts at Norvane"),),
    ),
    # --- nobody's ------------------------------------------------------------------------------------------------------
    Passage(
        name="if somebody were to say quoted words",
        text="If Senator Mia Roth were to say “the chip ban is over”, markets would jump.",
    ),
    Passage(
        name="somebody has yet to say quoted words",
        text="Commerce Secretary Mia Roth has yet to say “the chip ban is over”.",
    ),
    Passage(name="nobody would say quoted words", text="Nobody at Norvane would say “we are done in Ostland”."),
    Passage(name="not one official said quoted words", text="Not one official said “we are done in Ostland”."),
    Passage(name="somebody refused to say quoted words", text="Mia Roth refused to say “we are done in Ostland”."),
    Passage(
        name="somebody would say quoted words",
        text="Mia Roth would say “we are done in Ostland”.",
        said=(direct("we are done in Ostland", "Mia Roth"),),
    ),
    Passage(
        name="somebody could not only say quoted words",
        text="Mia Roth did not only say “we are done in Ostland”.",
        said=(direct("we are done in Ostland", "Mia Roth"),),
    ),
    Passage(
        name="if one thing happens, somebody says quoted words",
        text="If the plan fails, Mia Roth said, “we are done in Ostland”.",
        said=(direct("we are done in Ostland", "Mia Roth"),),
    ),
    Passage(
        name="somebody refused, and another one said quoted words",
        text="Mia Roth refused to sign, and Bo Lin said “we are done in Ostland”.",
        said=(direct("we are done in Ostland", "Bo Lin"),),
    ),
    # --- participles -----------------------------------------------------------------------------------------------------
    Passage(
        name="who is accused says something",
        text="Two men accused of shipping chips told a court on Tuesday that they had been “following instructions”.",
        said=(mixed("that they had been “following instructions”", role="Two men", verb="told"),),
    ),
    Passage(
        name="who is charged with reviewing an act",
        text="Lawmakers charged with reviewing the chip act said they were done.",
        said=(indirect("they were done", role="Lawmakers", mention="Lawmakers"),),
    ),
    Passage(
        name="who accuses and says",
        text="Mia Roth accused Norvane of shipping chips and said the list was full.",
        said=(indirect("Norvane of shipping chips", "Mia Roth"), indirect("the list was full", "Mia Roth")),
    ),
    Passage(
        name="who asks about what another one said",
        text="Mia Roth asked about the plant the firm said was closed.",
        said=(
            indirect("about the plant the firm said was closed", "Mia Roth"),
            indirect("was closed", mention="the firm"),
        ),
    ),
)
