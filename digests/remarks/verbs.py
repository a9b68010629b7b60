"""The verbs of saying: each form of each verb to what it takes."""

from dataclasses import dataclass
from enum import StrEnum

from digests.remarks.lexicon import one_of


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
email q
answer q
disagree q disagrees disagreed disagreeing
scoff q
snort q
correct q
laugh q
sigh q
shrug q shrugs shrugged shrugging
concur q concurs concurred concurring
mutter q
murmur q
cry q cries cried crying
grumble q
plead q
venture q
enthuse q
confess c
swear c swears swore swearing
affirm c
believe c
expect ci
fear c
doubt c
"""
BELIEFS = one_of("believe expect fear doubt")  # held, and so said to somebody

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
    "hint": (("at", "n"),),
    "put": (("it", "q"),),
    "hit": (("back", "q"),),
    "fire": (("back", "q"),),
    "shoot": (("back", "q"),),
    "push": (("back", "q"),),
    "chime": (("in", "q"),),
    "refer": (("to", "n"),),
}
_IRREGULAR = {
    "put": "puts put putting",
    "hit": "hits hit hitting",
    "shoot": "shoots shot shooting",
    "go": "goes went going",
    "speak": "speaks spoke speaking",
    "refer": "refers referred referring",
}
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
    found["ruled"] = Verb("rule", Form.PAST, "c")
    found["told"] = Verb("tell", Form.PAST, "dc")
    return found


VERBS = _verbs()
PHRASES = {lemma: dict(tails) for lemma, tails in _PHRASES.items()}
