"""A mention to whoever else speaks with it: two names that "and" joins, alone or each with what describes it."""

from digests.remarks.lexicon import AUXILIARIES
from digests.remarks.names import Run, runs_of
from digests.remarks.reading import Token
from digests.remarks.roles import unowned
from digests.remarks.verbs import VERBS


def are_a_pair(text: str, runs: list[Run]) -> bool:
    """Whether a mention is two names and "and": "Norvane and Kestrel", not "Roth and Veld's firm"."""
    if len(runs) != 2 or text[runs[0].end : runs[1].start].strip() not in {"and", "and the"}:
        return False
    return all(word == unowned(word) for run in runs for word in run.words[:-1])


def joined_before(text: str, tokens: list[Token], mention: int) -> Run | None:
    """Who opens the sentence and is described up to the "and" before a mention: "Ann Lee, a judge, and Tom Kovar"."""
    before = [token for token in tokens if token.end <= mention]
    if len(before) < 4 or before[-1].low != "and" or before[-2].kind != ",":
        return None
    if any(token.kind in "Q:;" or token.low in AUXILIARIES or token.low in VERBS for token in before):
        return None
    runs = runs_of(text, before)
    comma = next((token.start for token in before if token.kind == ","), 0)
    opens = bool(runs) and runs[0].start == before[0].start and text[runs[0].end : comma].strip() == ""
    return runs[0] if opens and len(before) > 4 else None
