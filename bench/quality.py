"""How good the editorial engine is: every labelled set that is present, beside its goal and its rival.

`python -m bench.quality [--shared ../shared] [--json]`. The sets and the scorer lie beside the project, not in it (their
licences differ), so what is absent is skipped and said. Rivals' figures are those of the design notes, measured there on the
kept-back parts of the same sets.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.tables import print_figures

COMMAND = f"{sys.executable} -m bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one set, with what it should reach."""

    task: str
    data: str
    figure: str
    measured: float
    goal: float
    rival: str

    @property
    def reached(self) -> bool:
        """Whether the goal is met."""
        return self.measured >= self.goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A figure to take from a scorer's answer: `path` leads to it."""

    task: str
    data: str
    figure: str
    path: tuple[str, ...]
    goal: float
    rival: str


QUOTES, CHIPS, HEADLINES = "quotes/dev", "stories/chips-2025-08", "stories/headlines-2014-03"
WANTED = (
    Wanted(task="quotes", data=QUOTES, figure="direct with speaker, F1", path=("direct+speaker", "F"), goal=0.88, rival=".854 ranker, .781 textacy"),
    Wanted(task="quotes", data=QUOTES, figure="direct with speaker, precision", path=("direct+speaker", "P"), goal=0.93, rival=""),
    Wanted(task="quotes", data=QUOTES, figure="all remarks with source, F1", path=("speech+source", "F"), goal=0.72, rival=".683 regex, textacy and spaCy"),
    Wanted(task="quotes", data=QUOTES, figure="indirect with source, F1", path=("indirect+source", "F"), goal=0.70, rival=".661 spaCy"),
    Wanted(task="stories", data=CHIPS, figure="B-cubed F1", path=("B3", "F"), goal=0.88, rival=".82 to .85 TF-IDF and embeddings"),
    Wanted(task="stories", data=CHIPS, figure="B-cubed precision", path=("B3", "P"), goal=0.88, rival=""),
    Wanted(task="stories", data=HEADLINES, figure="B-cubed F1", path=("B3", "F"), goal=0.88, rival=".865 TF-IDF and embeddings"),
    Wanted(task="stories", data="stories/ecbplus-topics-1-35", figure="B-cubed F1", path=("B3", "F"), goal=0.92, rival=".86 to .89 TF-IDF"),
    Wanted(task="stories", data="stories/leads-dev", figure="B-cubed F1", path=("B3", "F"), goal=0.92, rival=".87 to .94 MiniLM"),
    Wanted(task="relevance", data="relevance/chips-2025-08", figure="precision", path=("P",), goal=0.85, rival=".70 two keyword lists"),
    Wanted(task="relevance", data="relevance/chips-2025-08", figure="recall", path=("R",), goal=0.90, rival=".87 two keyword lists"),
    Wanted(task="summaries", data="summaries/inshorts-0-249", figure="ROUGE-1", path=("rouge1",), goal=46.9, rival="46.9 lead-3"),
    Wanted(task="summaries", data="summaries/cnndm-100", figure="ROUGE-1", path=("rouge1",), goal=34.5, rival="34.5 lead-3"),
    Wanted(task="summaries", data="summaries/descriptions-dev", figure="ROUGE-1", path=("rouge1",), goal=44.5, rival="43.2 centroid"),
)  # fmt: skip


def scored(shared: Path) -> Iterator[Figure]:
    """The figures of every set that is there, each set scored once through the command line."""
    answers: dict[str, dict[str, object]] = {}
    for wanted in WANTED:
        gold = shared / "data" / f"{wanted.data}.jsonl.gz"
        if not gold.exists():
            sys.stderr.write(f"skipped: {gold} is not here\n")
            continue
        if wanted.data not in answers:
            answers[wanted.data] = _score(shared / "tools" / "score.py", wanted.task, gold)
        found: object = answers[wanted.data]
        for step in wanted.path:
            assert isinstance(found, dict)
            found = found[step]
        assert isinstance(found, int | float)
        yield Figure(
            task=wanted.task,
            data=wanted.data,
            figure=wanted.figure,
            measured=float(found),
            goal=wanted.goal,
            rival=wanted.rival,
        )
    yield from _kept(answers)


def _kept(answers: dict[str, dict[str, object]]) -> Iterator[Figure]:
    """What has to hold without exception: words verbatim, sentences verbatim."""
    for data, answer in answers.items():
        for key in ("words_not_verbatim", "sentences_not_verbatim"):
            if key in answer:
                broken = answer[key]
                assert isinstance(broken, int)
                yield Figure(
                    task="verbatim", data=data, figure=key, measured=float(-broken), goal=0.0, rival="none may break"
                )


def _score(scorer: Path, task: str, gold: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(scorer), task, str(gold), "--command", COMMAND], capture_output=True, text=True, check=True
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = list(scored(args.shared))
    if args.json:
        print(json.dumps([asdict(one) | {"reached": one.reached} for one in figures], indent=2))
        return
    rows = [
        (
            one.task,
            one.data.rpartition("/")[2],
            one.figure,
            f"{one.measured:g}",
            f"{one.goal:g}",
            one.reached,
            one.rival,
        )
        for one in figures
    ]
    print_figures("Editorial quality", ("task", "set", "figure", "measured", "goal", "reached", "rival"), rows)


if __name__ == "__main__":
    main()
