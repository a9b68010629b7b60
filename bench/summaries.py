"""How well brief sentences match human summaries, beside the first sentences, and what each weight is worth.

`python -m bench.summaries [--data FOLDER] [--ablate] [--json]`; every `*.jsonl.gz` of the folder is a set of lines
{"title", "body", "summary", "sentences": k}. ROUGE F of the first k sentences, as tools/score.py counts it. A sentence
that does not stand in its text fails the run.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rouge_score.rouge_scorer import RougeScorer

from digests import choosing
from digests.choosing import brief_sentences
from digests.telling import tellable
from digests.text import Sentence, sentences

KINDS = ("rouge1", "rouge2", "rougeLsum")
DATA = Path("../shared/data/summaries")

Chooser = Callable[["Text"], Sequence[Sentence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with the summary that somebody wrote of it, and how many sentences are asked for."""

    title: str
    body: str
    summary: str
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a chooser reaches on a set: ROUGE F in percent, and milliseconds a text."""

    name: str
    set: str
    rouge1: float
    rouge2: float
    rouge_l: float
    milliseconds: float


def first(text: Text) -> Sequence[Sentence]:
    """The rival: the first sentences as they stand."""
    return sentences(text.body)[: text.sentences]


def first_told(text: Text) -> Sequence[Sentence]:
    """The first sentences that are no captions, bylines or buttons."""
    return tellable(text.body)[: text.sentences]


def ours(text: Text) -> Sequence[Sentence]:
    """What `inspect brief` shows."""
    return brief_sentences(text.body, title=text.title, limit=text.sentences)


def texts_in(path: Path) -> tuple[Text, ...]:
    """The texts of a set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(Text(**{name: row[name] for name in Text.__dataclass_fields__}) for row in rows)


def measure(name: str, choose: Chooser, *, sets: Mapping[str, Sequence[Text]]) -> Iterator[Measured]:
    """What a chooser reaches on each set."""
    scorer = RougeScorer(list(KINDS), use_stemmer=True)
    for label, texts in sets.items():
        start = time.process_time()
        chosen = [choose(text) for text in texts]
        milliseconds = (time.process_time() - start) * 1000 / len(texts)
        totals = dict.fromkeys(KINDS, 0.0)
        for text, told in zip(texts, chosen, strict=True):
            if any(text.body[one.start : one.end] != one.text for one in told):
                sys.exit(f"{label}: a sentence does not stand in its text")
            for kind, score in scorer.score(text.summary, "\n".join(one.text for one in told)).items():
                totals[kind] += 100 * score.fmeasure / len(texts)
        values = [round(totals[kind], 1) for kind in KINDS]
        yield Measured(
            name=name,
            set=label,
            rouge1=values[0],
            rouge2=values[1],
            rouge_l=values[2],
            milliseconds=round(milliseconds, 2),
        )


@contextmanager
def without(name: str) -> Iterator[None]:
    """The choice with one weight at zero."""
    weight = choosing.WEIGHTS[name]
    choosing.WEIGHTS[name] = 0.0
    try:
        yield
    finally:
        choosing.WEIGHTS[name] = weight


def run(sets: Mapping[str, Sequence[Text]], *, ablate: bool) -> list[Measured]:
    """Ours beside its rivals, and ours without each weight when asked."""
    found = [*measure("first sentences", first, sets=sets), *measure("first told", first_told, sets=sets)]
    found += measure("ours", ours, sets=sets)
    for name in choosing.WEIGHTS if ablate else ():
        with without(name):
            found += measure(f"ours without {name}", ours, sets=sets)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of *.jsonl.gz")
    parser.add_argument("--ablate", action="store_true", help="measure the choice without each weight too")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    options = parser.parse_args()
    sets = {path.name.removesuffix(".jsonl.gz"): texts_in(path) for path in sorted(options.data.glob("*.jsonl.gz"))}
    if not sets:
        sys.exit(f"{options.data} holds no *.jsonl.gz")
    found = run(sets, ablate=options.ablate)
    if options.json:
        for one in found:
            print(json.dumps(asdict(one)))
        return
    table = Table("choice", "set", "ROUGE-1", "ROUGE-2", "ROUGE-Lsum", "ms a text")
    for one in found:
        table.add_row(*(str(value) for value in asdict(one).values()))
    Console().print(table)


if __name__ == "__main__":
    main()
