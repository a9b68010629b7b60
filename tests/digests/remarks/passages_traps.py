"""Passages that lead astray: deadlines, what is not said, verbs that only do, nouns like verbs, short answers."""

from datetime import date

from digests.remarks import Where
from tests.digests.remarks.said import Passage, direct, indirect, mixed

TRAPS = (
    # --- when ----------------------------------------------------------------------------------------------------
    Passage(
        name="a deadline is no day of speaking",
        text="“We need an answer,” Mia Roth said, giving the firm until Friday.",
        said=(direct("We need an answer,", "Mia Roth", no_day=True),),
    ),
    Passage(
        name="tomorrow's weekday is today farther east, not last week",
        text="“We need an answer,” Mia Roth said on Thursday.",
        said=(direct("We need an answer,", "Mia Roth", no_day=True),),
    ),
    Passage(
        name="before a day is not on it",
        text="“We need an answer,” Mia Roth said before Friday's deadline.",
        said=(direct("We need an answer,", "Mia Roth", no_day=True),),
    ),
    Passage(
        name="somebody else's vote is no day of speaking",
        text="“The plant is safe,” Mia Roth said of Monday's vote.",
        said=(direct("The plant is safe,", "Mia Roth", no_day=True),),
    ),
    Passage(
        name="a term of office is no day of speaking",
        text="Mia Roth, whose term ends on 12 May, said the plant was safe.",
        said=(indirect("the plant was safe", "Mia Roth", no_day=True),),
    ),
    Passage(
        name="a deadline that a body set",
        text="The ministry, which set a deadline of 12 May, said on 9 March that comments were welcome.",
        said=(indirect("that comments were welcome", mention="The ministry", said_on=date(2026, 3, 9)),),
    ),
    Passage(
        name="the day of a hearing is one of speaking",
        text="“It will fail,” Mia Roth said at Monday's hearing.",
        said=(direct("It will fail,", "Mia Roth", said_on=date(2026, 3, 9)),),
    ),
    Passage(
        name="the day in the dateline is not that of the saying",
        text="OSTMARK, March 11 (Sample Wire) - Norvane will close its plant, Mia Roth told analysts on Tuesday.",
        said=(indirect("Norvane will close its plant", "Mia Roth", said_on=date(2026, 3, 10)),),
    ),
    Passage(
        name="the day of a saying inside its words",
        text="The list, Mia Roth said on Tuesday, will be final from 1 April.",
        said=(
            indirect(
                "The list, Mia Roth said on Tuesday, will be final from 1 April",
                "Mia Roth",
                said_on=date(2026, 3, 10),
            ),
        ),
    ),
    Passage(
        name="a weekday in a paper's name is no day",
        text="Tomas Veld told the Sunday Courier that the fab was full.",
        said=(indirect("that the fab was full", "Tomas Veld", chain=("Sunday Courier",), no_day=True),),
    ),
    # --- what is not said ----------------------------------------------------------------------------------------
    Passage(
        name="said, and did not rule out",
        text="Norvane said the plant was safe and did not rule out more cuts.",
        said=(indirect("the plant was safe", "Norvane"),),
    ),
    Passage(
        name="confirmed, and declined to comment further",
        text="Norvane confirmed that it had received a letter, and declined to comment further.",
        said=(indirect("that it had received a letter", "Norvane"),),
    ),
    Passage(
        name="said, without elaborating",
        text="Mia Roth said the firm would appeal without elaborating.",
        said=(indirect("the firm would appeal", "Mia Roth"),),
    ),
    Passage(
        name="refusing something else is said",
        text="Mia Roth said the firm had checked the order and refused to ship it.",
        said=(indirect("the firm had checked the order and refused to ship it", "Mia Roth"),),
    ),
    Passage(
        name="comments that are due are no verb",
        text="The agency said comments are due by 12 May, and said the rule takes effect in June.",
        said=(
            indirect("comments are due by 12 May", mention="The agency"),
            indirect("the rule takes effect in June", mention="The agency"),
        ),
    ),
    Passage(
        name="told somebody to do it, officials say",
        text="Mia Roth told staff to stop exports, two officials said.",
        said=(
            indirect("Mia Roth told staff to stop exports", mention="two officials", anonymous=True),
            indirect("to stop exports", "Mia Roth", chain=("two officials",)),
        ),
    ),
    Passage(
        name="a headline in which somebody adds things",
        text="Ostland adds 42 chip firms to trade blacklist",
        where=Where.TITLE,
    ),
    Passage(name="whoever adds things says nothing", text="Ostland added 42 chip firms to its list on Monday."),
    Passage(
        name="whoever adds that something is so says it",
        text="Mia Roth added the list would grow by 42 firms.",
        said=(indirect("the list would grow by 42 firms", "Mia Roth"),),
    ),
    Passage(name="whoever writes a rule says nothing", text="Mia Roth wrote the rule in a week."),
    Passage(name="a call on the telephone", text="Mia Roth called Tomas Veld on Monday."),
    Passage(
        name="saying no to somebody",
        text="Ostland says no to Norvane",
        where=Where.TITLE,
    ),
    Passage(
        name="a question that is asked is whole",
        text="Mia Roth asked who had signed it.",
        said=(indirect("who had signed it", "Mia Roth"),),
    ),
    Passage(
        name="whom a paper quotes",
        text="The state news agency quoted Ana Kovar as saying the talks had failed.",
        said=(indirect("the talks had failed", "Ana Kovar"),),
    ),
    Passage(
        name="what somebody may say is not said",
        text="Tomas Veld may say that the rule is dead.",
    ),
    Passage(
        name="what somebody will say has no day yet",
        text="Tomas Veld will say on Friday that the rule is dead.",
        said=(indirect("that the rule is dead", "Tomas Veld", no_day=True),),
    ),
    Passage(name="few say so", text="Few said the rule was dead."),
    Passage(
        name="why somebody is not named",
        text="The official, speaking on condition of anonymity because the talks are private, said an accord was near.",
        said=(indirect("an accord was near", mention="The official", anonymous=True),),
    ),
    Passage(
        name="a headline in which somebody is urged",
        text="Norvane urged to drop suit",
        where=Where.TITLE,
    ),
    Passage(
        name="what an official's nickname is",
        text="Ana Kovar, known as “the wall”, said the list was final.",
        said=(indirect("the list was final", "Ana Kovar"),),
    ),
    Passage(
        name="although somebody said so, others went on",
        text="Although Mia Roth said the list was final, officials kept adding names.",
        said=(indirect("the list was final", "Mia Roth"),),
    ),
    Passage(name="a verb of Chinese with nothing behind it", text="0表示,,", where=Where.TITLE),
    Passage(
        name="what somebody is asked is not his",
        text="Tomas Veld was asked: “Will you sign the letter?” “Yes,” he replied.",
        said=(direct("Yes,", "Tomas Veld", mention="he"),),
    ),
    Passage(
        name="what somebody said was that",
        text="What Mia Roth said was that prices would rise.",
        said=(indirect("that prices would rise", "Mia Roth"),),
    ),
    Passage(
        name="a relative clause in brackets",
        text="Mia Roth (who said “nobody bought our machines”) left.",
        said=(direct("nobody bought our machines", "Mia Roth"),),
    ),
    Passage(
        name="what somebody had been told by another",
        text="Mia Roth said Tomas Veld had told her, “Nobody bought our machines.”",
        said=(
            mixed("Tomas Veld had told her, “Nobody bought our machines.”", "Mia Roth"),
            direct("Nobody bought our machines.", "Tomas Veld"),
        ),
    ),
    Passage(
        name="a sentence ends before a quotation",
        text="The agency replied within a day. “We are acting,” it said.",
        said=(direct("We are acting,", mention="it"),),
    ),
    # --- short answers -------------------------------------------------------------------------------------------
    Passage(
        name="a question, an answer, an answer to that",
        text="“Will you sign?” Mia Roth asked. “No,” Tomas Veld answered. “Then we leave,” she answered.",
        said=(
            direct("Will you sign?", "Mia Roth"),
            direct("No,", "Tomas Veld"),
            direct("Then we leave,", "Mia Roth", mention="she"),
        ),
    ),
    Passage(
        name="who is named behind a quotation that ends says something else",
        text=(
            "“The market has turned sharply,” Mia Roth said. “We have to act before the next wave.” Tomas Veld said "
            "suppliers would suffer."
        ),
        said=(
            direct("The market has turned sharply,", "Mia Roth"),
            direct("We have to act before the next wave.", "Mia Roth"),
            indirect("suppliers would suffer", "Tomas Veld"),
        ),
    ),
    Passage(
        name="somebody else nods before a word that nobody is said to say",
        text="“There is no plan B,” Mia Roth said. Veld nodded. “None.”",
        said=(direct("There is no plan B,", "Mia Roth"),),
    ),
    Passage(
        name="a short second half before a participle",
        text="“The rule,” Mia Roth said, “is dead,” adding that “nobody will miss it.”",
        said=(
            direct("The rule,", "Mia Roth"),
            direct("is dead,", "Mia Roth"),
            mixed("that “nobody will miss it.”", "Mia Roth"),
            direct("nobody will miss it.", "Mia Roth"),
        ),
    ),
    Passage(
        name="whoever goes on is whoever spoke",
        text="“There is no plan B,” Veld said.\n\n“None at all,” he went on. “Not one.”",
        said=(
            direct("There is no plan B,", "Veld"),
            direct("None at all,", "Veld", mention="he"),
            direct("Not one.", "Veld", mention="he"),
        ),
    ),
    Passage(
        name="whoever disagrees",
        text="Mia Roth said the market was full. Dora Silva disagreed: “It has hardly begun.”",
        said=(indirect("the market was full", "Mia Roth"), direct("It has hardly begun.", "Dora Silva")),
    ),
    Passage(
        name="whoever laughs when asked about another's answer",
        text="Tomas Veld spoke last. Asked about Lu Tanaka's answer, he laughed: “Nobody believes that.”",
        said=(direct("Nobody believes that.", "Tomas Veld", mention="he"),),
    ),
)
