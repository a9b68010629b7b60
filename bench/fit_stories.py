"""Headlines and labelled stories to what grouping knows: the background table and the weights of likeness.

python bench/fit_stories.py background HEADLINES.jsonl.gz > bot/desk/background.tsv
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from digests.text import words

LEAST = 3
"""A word that fewer documents hold is left out: the table is about what is common."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("background").add_argument("headlines", type=Path)
    asked = parser.parse_args()
    sys.stdout.writelines(f"{line}\n" for line in background_lines(row["title"] for row in rows_in(asked.headlines)))


def rows_in(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a file with one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def background_lines(texts: Iterable[str]) -> Iterator[str]:
    """The number of documents, then each word that is not rare, tab, how many documents hold it; common ones first."""
    documents, held = 0, Counter[str]()
    for text in texts:
        documents += 1
        held.update({word.text for word in words(text)})
    yield f"# {documents} documents"
    for word, count in sorted(held.items(), key=lambda row: (-row[1], row[0])):
        if count >= LEAST:
            yield f"{word}\t{count}"


if __name__ == "__main__":
    main()
