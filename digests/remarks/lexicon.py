"""The words of saying: verbs with what they take, nouns, refusals, hedges, and the small words around them."""

from dataclasses import dataclass
from enum import StrEnum


def one_of(words: str) -> frozenset[str]:
    """The words of a list that is written as one line of text."""
    return frozenset(words.split())


class Form(StrEnum):
    """The form a verb of saying stands in."""

    BARE = "bare"  # say
    PRESENT = "present"  # says
    PAST = "past"  # said
    ING = "ing"  # saying


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of saying.

    `takes` says how its content follows, a letter each:
    c a clause ("said that ..."), d a hearer first ("told them ..."), n a noun phrase ("announced a plan"),
    i an infinitive ("vowed to ..."), q quoted words only ("quipped"), a "called X Y", "described X as Y".
    `tail` is a word that must follow ("for" in "called for", "out" in "pointed out").
    """

    lemma: str
    form: Form
    takes: str
    tails: tuple[str, ...] = ()


# lemma: (forms "bare present past ing" where they are not regular, what it takes)
_VERBS = """
say c says said saying
tell dc tells told telling
add c
note c
argue c
claim c
warn dc
insist c
suggest cn
acknowledge cn
admit c admits admitted admitting
concede c
announce cn
report c
state c
declare cn
assert c
contend c
maintain c
explain c
deny cn denies denied denying
confirm cn
reveal cn
disclose cn
predict cn
promise ci
pledge cin
vow ci
urge di
ask di
propose ni
tweet c
post q
write c writes wrote writing
recall cn
stress c
emphasize c
emphasise c
reiterate c
repeat cn
respond q
reply q replies replied replying
counter q
conclude c
observe q
remark c
complain c
lament cn
caution c
allege c
testify c testifies testified testifying
joke c
quip q quips quipped quipping
muse q
boast c
brag c brags bragged bragging
exclaim q
shout q
yell q
whisper q
continue q
begin q begins began beginning
agree q
hint c
imply c implies implied implying
indicate c
signal c signals signaled signaling
estimate c
question n
mention cn
describe a
call a
accuse a
read q reads read reading
opine c
reckon c
retort q
chime q
stipulate c
recount c
proclaim c
advise dc
inform dc
remind dc
assure dc
demand cn
request n
recommend cn
comment c
speculate c
project c
forecast c forecasts forecast forecasting
insinuate c
posit c posits posited positing
charge c
reason q
protest c
interject q
gush q
fume q
snap q snaps snapped snapping
thunder q
volunteer q
elaborate q
clarify c clarifies clarified clarifying
marvel q
vent q
tout n
cite n
blame a
refute n
rebut n rebuts rebutted rebutting
dispute n
label a
dub a dubs dubbed dubbing
brand a
characterize a
characterise a
dismiss a
slam a slams slammed slamming
blast a
praise a
hail a
criticize a
criticise a
denounce a
condemn a
mock a
believe c
think c thinks thought thinking
expect ci
fear c
doubt c
"""
BELIEFS = one_of("believe think expect fear doubt")  # held, and so said to somebody

# Verbs that say something only with a certain word after them.
_PHRASES = {
    "point": (("out", "c"), ("to", "n")),
    "call": (("for", "n"), ("on", "di")),
    "warn": (("of", "n"), ("about", "n"), ("against", "n")),
    "go": (("on", "q"),),
    "complain": (("about", "n"), ("of", "n")),
    "insist": (("on", "n"),),
    "speak": (("of", "n"), ("about", "n")),
    "talk": (("about", "n"),),
    "refer": (("to", "n"),),
}
_IRREGULAR = {"go": "goes went going", "speak": "speaks spoke speaking", "refer": "refers referred referring"}
_FORMS = (Form.BARE, Form.PRESENT, Form.PAST, Form.ING)


def _regular(lemma: str) -> tuple[str, str, str]:
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    present = lemma + ("es" if lemma.endswith(("ss", "sh", "ch", "x")) else "s")
    return present, lemma + "ed", lemma + "ing"


def _verbs() -> dict[str, Verb]:
    """Every form of every verb of saying, by the form in lower case."""
    found: dict[str, Verb] = {}
    for line in _VERBS.strip().splitlines():
        lemma, takes, *irregular = line.split()
        for form, written in zip(_FORMS, (lemma, *(irregular or _regular(lemma))), strict=True):
            found[written] = Verb(lemma, form, takes)
    for lemma in _PHRASES:
        irregular = _IRREGULAR.get(lemma, "").split()
        for form, written in zip(_FORMS, (lemma, *(irregular or _regular(lemma))), strict=True):
            found.setdefault(written, Verb(lemma, form, ""))
    found["told"] = Verb("tell", Form.PAST, "dc")
    return found


VERBS = _verbs()
PHRASES = {lemma: dict(tails) for lemma, tails in _PHRASES.items()}

# Nouns that carry what somebody said: "his claim that ...", "her call for ...", "their promise to ...".
NOUNS = one_of(
    "claim claims statement statements remark remarks comment comments announcement assertion assertions argument "
    "arguments warning warnings promise promises pledge pledges vow call calls suggestion suggestions allegation "
    "allegations accusation accusations admission acknowledgement acknowledgment declaration contention "
    "insistence proposal proposals prediction predictions testimony tweet tweets message complaint complaints "
    "denial demand assurance assurances explanation answer reply response letter speech post memo note words quip "
    "joke disclosure revelation charge charges insight observation observations"
)
# Nouns that may stand as the subject of "suggest", "indicate", "show": then whoever made them is the speaker.
UTTERANCES = one_of(
    "comment comments remark remarks statement statements word words testimony speech letter tweet tweets post "
    "message memo answer reply response assertion claim claims argument warning reflection"
)
MEANS = one_of(
    "suggest suggests suggested indicate indicates indicated imply implies implied signal signals signaled hint hints"
)

REFUSALS = one_of("decline declined declines declining refuse refused refuses refusing")
REFUSED = one_of("comment respond reply answer elaborate speak discuss say")
NEGATIONS = one_of(
    "not never n't didn't don't doesn't hasn't haven't hadn't wouldn't won't isn't wasn't can't couldn't cannot"
)
AUXILIARIES = one_of(
    "is are was were be been being am has have had having do does did will would can could may might must shall "
    "should ought 's 've 'd 'll 're isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't "
    "wouldn't can't cannot couldn't shouldn't not never he's she's it's they're"
)
BE = one_of("is are was were be been being am isn't aren't wasn't weren't 're")
ADVERBS = one_of(
    "also then now later once often still just even never always again earlier further instead soon ever first "
    "thus simply both himself herself themselves itself only quickly long all however though too sometimes"
)
SUBJECT_PRONOUNS = one_of("he she they it i we you who")
PRONOUNS = SUBJECT_PRONOUNS | one_of("him her them us me his their its my our your one others another some many")
DETERMINERS = one_of(
    "the a an his her their its our my your this that these those some many several most all both each another "
    "other one two three four five six no any few every"
)
PREPOSITIONS = one_of(
    "of in on at by for with from to about into over under between among against during after before since until "
    "without within like than per via amid following despite through toward towards upon around across behind "
    "near"
)
CLAUSE_WORDS = one_of(
    "that because if when while although though as after since but so what which whom whose how why whether where "
    "than unless until before and or nor yet whereas"
)
TIME_WORDS = one_of(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow recently earlier "
    "later week month year night morning afternoon evening weekend last this next early late again repeatedly "
    "publicly bluntly flatly afterward afterwards"
)
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
ABBREVIATED_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
# What may stand before a colon in a headline and is nobody.
LABELS = one_of(
    "live update updates breaking exclusive opinion analysis explainer watch video podcast review factbox "
    "timeline report interview editorial column comment transcript read poll insight focus special"
)
