"""Short passages with the remarks they hold: each a form of saying, refusing, hedging, chaining or mistaking."""

from tests.digests.remarks.passages_back import BACK
from tests.digests.remarks.passages_bodies import BODIES
from tests.digests.remarks.passages_datelines import DATELINES
from tests.digests.remarks.passages_deeds import DEEDS
from tests.digests.remarks.passages_forms import FORMS
from tests.digests.remarks.passages_marks import MARKS
from tests.digests.remarks.passages_names import NAMES
from tests.digests.remarks.passages_offices import OFFICES
from tests.digests.remarks.passages_others import OTHERS
from tests.digests.remarks.passages_pronouns import PRONOUNS
from tests.digests.remarks.passages_small_words import SMALL_WORDS
from tests.digests.remarks.passages_speakers import SPEAKERS
from tests.digests.remarks.passages_statements import STATEMENTS
from tests.digests.remarks.passages_transcripts import TRANSCRIPTS
from tests.digests.remarks.passages_traps import TRAPS
from tests.digests.remarks.passages_turns import TURNS
from tests.digests.remarks.passages_who import WHO
from tests.digests.remarks.passages_whose import WHOSE
from tests.digests.remarks.passages_words import WORDS

PASSAGES = (
    *BACK,
    *BODIES,
    *DATELINES,
    *DEEDS,
    *FORMS,
    *MARKS,
    *NAMES,
    *OFFICES,
    *OTHERS,
    *PRONOUNS,
    *SMALL_WORDS,
    *SPEAKERS,
    *STATEMENTS,
    *TRANSCRIPTS,
    *TRAPS,
    *TURNS,
    *WHO,
    *WHOSE,
    *WORDS,
)
