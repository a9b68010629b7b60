"""The words around a saying: nouns, refusals, hedges, and the small words that make a sentence."""


def one_of(words: str) -> frozenset[str]:
    """The words of a list that is written as one line of text."""
    return frozenset(words.split())


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
# Small words inside a family name: "van Dalen", "von der Leest", "de la Cruz".
PARTICLES = one_of("van von der de den ter del della di da dos la le al el zu zur bin ibn")
# Firms that write their names, or the last word of them, in small letters: "SK hynix".
SMALL_NAMES = one_of("hynix imec onsemi ams-osram u-blox d-matrix")
NATIONALITIES = one_of(
    "american chinese european japanese korean taiwanese dutch british french german italian spanish russian indian "
    "israeli iranian saudi emirati qatari malaysian singaporean vietnamese thai indonesian canadian mexican brazilian "
    "australian swiss swedish polish ukrainian belgian irish western eastern asian african arab republican democratic "
    "federal us u.s. uk u.k. eu e.u."
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
WEEKDAYS = one_of("monday tuesday wednesday thursday friday saturday sunday")
TIME_WORDS = WEEKDAYS | one_of(
    "today yesterday tonight tomorrow recently earlier "
    "later week month year night morning afternoon evening weekend last this next early late again repeatedly "
    "publicly bluntly flatly afterward afterwards"
)
# What may stand before a colon in a headline and is nobody.
LABELS = one_of(
    "live update updates breaking exclusive opinion analysis explainer watch video podcast review factbox "
    "timeline report interview editorial column comment transcript read poll insight focus special"
)
