"""Labelled quotations to the weights of digests/remarks: fits, prints figures, and with --write rewrites the tables.

    python bench/fit_speakers.py DATA [--write]

DATA is a folder with train.jsonl.gz and dev.jsonl.gz (a line: {"text", "attributions": [{"content", "source", "kind",
"speech"}]}). Only coefficients by feature name are written, none of the text: a feature is kept if it occurs in at
least 15 examples and moves the log odds by 0.05 or more. Logistic regression by Newton's method; the ridge penalty is
2, and 5 for the speakers, whose features are many and alike.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

from digests.remarks.acceptance import features_of
from digests.remarks.attribution import Attributed, Weights, reported, spoken, understood
from digests.remarks.cuts import features_of_cut, is_mark
from digests.remarks.quoted import Candidate
from digests.remarks.reading import Token
from digests.remarks.verbs import BELIEFS

Row = dict[str, Any]
Examples = tuple[list[list[str]], list[bool]]
EDGE = " \n“”\"'’,.―"
TABLES = Path(__file__).parent.parent / "digests" / "remarks" / "weights"


def rows_of(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


# --- what is right ------------------------------------------------------------------------------------------------


def overlap(a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]) -> int:
    right = list(b)
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in right)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def labels(row: Row, found: list[Attributed]) -> list[bool | None]:
    """For each found stretch: attributed speech with its source, or not; None where the set has something else."""
    text, known = row["text"], row["attributions"]
    said = [strip(text, f.start, f.end) for f in found]
    contents = [[strip(text, s, e) for s, e in a["content"]] for a in known]
    pairs = []
    for i, span in enumerate(said):
        for j, content in enumerate(contents):
            both = overlap([span], content)
            if both:
                either = span[1] - span[0] + sum(e - s for s, e in content) - both
                pairs.append((both / either, i, j))
    match: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, i, j in sorted(pairs, reverse=True):
        if likeness >= 0.5 and i not in match and j not in taken:
            match[i] = j
            taken.add(j)
    return [_label(known[match[i]], f) if i in match else False for i, f in enumerate(found)]


def _label(known: Row, found: Attributed) -> bool | None:
    believed = found.saying is not None and found.saying.lemma in BELIEFS
    return overlap([found.mention], known["source"]) > 0 if known["speech"] or believed else None


# --- examples -----------------------------------------------------------------------------------------------------


def acceptance_examples(rows: list[Row], weights: Weights) -> Examples:
    names: list[list[str]] = []
    right: list[bool] = []
    for row in rows:
        units, sayings = understood(row["text"], weights)
        found = reported(units, sayings, weights.cuts)
        for label, item in zip(labels(row, found), found, strict=True):
            if label is None or item.saying is None:
                continue
            content, item.saying.content = item.saying.content, item.saying.full
            names.append(features_of(units[item.unit].tokens, item.saying))
            item.saying.content = content
            right.append(label)
    return names, right


def cut_examples(rows: list[Row]) -> Examples:
    names: list[list[str]] = []
    right: list[bool] = []
    for row in rows:
        units, sayings = understood(row["text"], Weights({"bias": -30.0}, {}, {}))
        for unit, found in zip(units, sayings, strict=True):
            for saying in found:
                if saying.content is None or saying.shape not in {"right", "around", "noun"}:
                    continue
                for features, label in _cuts(row, unit.tokens, saying.content, saying.at + 2, saying.shape):
                    names.append(features)
                    right.append(label)
    return names, right


def _cuts(
    row: Row, tokens: list[Token], content: tuple[int, int], past: int, shape: str
) -> Iterator[tuple[list[str], bool]]:
    first, last = content
    start = past if shape == "around" else first
    if start >= last:
        return
    begin, end = tokens[first].start, tokens[last - 1].end
    ends = [
        max((e for _, e in a["content"] if e <= end + 3), default=None)
        for a in row["attributions"]
        if any(abs(s - begin) <= 6 for s, _ in a["content"])
    ]
    if not ends or ends[0] is None:
        return
    for mark in range(start + 2, last - 1):
        if is_mark(tokens[mark]):
            over = tokens[mark].start >= ends[0] - 2
            yield features_of_cut(tokens, (start, last), mark), abs(tokens[mark].start - ends[0]) < 3
            if over:
                return


def speaker_examples(rows: list[Row], weights: Weights) -> Examples:
    names: list[list[str]] = []
    right: list[bool] = []
    for row in rows:

        def choose(quotation: Token, candidates: list[Candidate], row: Row = row) -> tuple[Candidate | None, float]:
            source = _source_of(row, quotation)
            best = None
            for candidate in candidates:
                hit = overlap([candidate.mention], source) > 0
                names.append(["bias", *candidate.features])
                right.append(hit)
                best = candidate if hit and best is None else best
            return best, 1.0

        units, sayings = understood(row["text"], weights)
        spoken(row["text"], units, sayings, choose)
    return names, right


def _source_of(row: Row, quotation: Token) -> list[tuple[int, int]]:
    for a in row["attributions"]:
        if overlap(a["content"], [(quotation.start, quotation.end)]) > 0.7 * (quotation.end - quotation.start):
            return list(a["source"])
    return []


# --- fitting ------------------------------------------------------------------------------------------------------


def fitted(examples: Examples, *, least: int = 15, ridge: float = 2.0) -> dict[str, float]:
    names, right = examples
    counts = Counter(name for row in names for name in row)
    kept = sorted(name for name, count in counts.items() if count >= least)
    place = {name: i for i, name in enumerate(kept)}
    matrix = np.zeros((len(names), len(kept)), dtype=np.float32)
    for i, row in enumerate(names):
        for name in row:
            if name in place:
                matrix[i, place[name]] = 1
    wanted, weights = np.array(right, float), np.zeros(len(kept))
    for _ in range(15):
        likely = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (likely - wanted) + ridge * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + ridge * np.eye(len(kept))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < 1e-4:
            break
    return {name: round(float(w), 2) for name, w in zip(kept, weights, strict=True) if abs(w) >= 0.05}


def fit(rows: list[Row]) -> Weights:
    """The three tables, each fitted on what the one before leaves."""
    cuts = fitted(cut_examples(rows))
    first = fitted(acceptance_examples(rows, Weights({"bias": -30.0}, cuts, {})))
    acceptance = fitted(acceptance_examples(rows, Weights(first, cuts, {})))
    return Weights(acceptance, cuts, fitted(speaker_examples(rows, Weights(acceptance, cuts, {})), ridge=5.0))


def accuracy(examples: Examples, table: dict[str, float]) -> float:
    names, right = examples
    said = [1 / (1 + exp(-sum(table.get(n, 0.0) for n in row))) > 0.5 for row in names]
    return sum(a == b for a, b in zip(said, right, strict=True)) / max(1, len(right))


def write(name: str, says: str, table: dict[str, float]) -> None:
    lines = [
        f'"""{says} Written by bench/fit_speakers.py."""',
        "",
        "# fmt: off",
        f"{name.upper()}: dict[str, float] = {{",
    ]
    line = "   "
    for key, value in sorted(table.items()):
        entry = f" {json.dumps(key, ensure_ascii=False)}: {value},"
        if len(line) + len(entry) > 118:
            lines.append(line)
            line = "   "
        line += entry
    (TABLES / f"{name}.py").write_text("\n".join([*lines, line, "}", ""]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    train, dev = rows_of(args.data / "train.jsonl.gz"), rows_of(args.data / "dev.jsonl.gz")
    weights = fit(train)
    print("cuts:       accuracy on dev", round(accuracy(cut_examples(dev), weights.cuts), 3))
    print("acceptance: accuracy on dev", round(accuracy(acceptance_examples(dev, weights), weights.acceptance), 3))
    print("speakers:   accuracy on dev", round(accuracy(speaker_examples(dev, weights), weights.speakers), 3))
    if args.write:
        write("acceptance", "Log odds that a saying reports somebody's words, by feature.", weights.acceptance)
        write("cuts", "Log odds that a content ends at a mark, by feature.", weights.cuts)
        write("speakers", "Log odds that a candidate said a quotation, by feature.", weights.speakers)


if __name__ == "__main__":
    main()
