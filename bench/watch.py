"""Articles against watches: the cost of an article at 1,000 to 1,000,000 watches, beside a loop and PostgreSQL.

`python -m bench.watch [--json] [--sizes 1000,10000] [--no-postgres]`.

Each size runs in a process of its own, so that memory is its own.
Popular watches ask for words that many articles hold, rare ones for words that few do. The loop over regular expressions is
measured on a sample of the watches and scaled. PostgreSQL has the same watches in a table of tsqueries and is asked
with the tsvector of the same articles; the time is what its client waits.
"""

import argparse
import gc
import json
import random
import re
import subprocess
import sys
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import accumulate
from statistics import median

from bench import tsquery
from digests.query import Percolator, Query, Searchable, Word, all_of, any_of, none_of, parse

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MODES = ("popular", "rare")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
VOCABULARY = 60_000
ARTICLES = 60
WORDS = 700
SAMPLE = 1_000
CHECKED = 10_000  # up to so many watches, both have to find the same


class World:
    """A made-up language with word frequencies like those of a real one, and what is written and asked in it."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        made = {"".join(self.chance.choices(letters, k=self.chance.randint(3, 10))) for _ in range(VOCABULARY)}
        self.words = sorted(made)
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.common = self.words[100:]
        self.popular = list(accumulate(1 / (rank + 900) for rank in range(len(self.common))))

    def article(self) -> Searchable:
        """About 700 words, a speaker and a topic."""
        chosen = self.chance.choices(self.words, cum_weights=self.weights, k=WORDS)
        return Searchable(
            title=" ".join(chosen[:10]),
            body=" ".join(chosen[10:]),
            publisher="Sample Wire",
            speakers=(f"speaker {self.chance.randrange(500)}",),
            topics=(f"topic-{self.chance.randrange(50)}",),
            language="en",
            published_at=NOW,
        )

    def term(self, mode: str) -> str:
        """A word to ask for: common ones often, so that an article meets a watch in forty (popular), or any (rare)."""
        if mode == "rare":
            return self.words[self.chance.randrange(2_000, len(self.words))]
        return self.chance.choices(self.common, cum_weights=self.popular)[0]

    def query(self, mode: str) -> Query:
        """What people ask for: a word, two or three together, alternatives, something left out, a field."""
        kind = self.chance.random()
        first, second, third = (Word(self.term(mode)) for _ in range(3))
        if kind < 0.35:
            return first
        if kind < 0.65:
            return all_of(first, second)
        if kind < 0.75:
            return all_of(first, second, third)
        if kind < 0.85:
            return any_of(first, second)
        if kind < 0.92:
            return all_of(first, none_of(second))
        return all_of(first, parse(f"topic:topic-{self.chance.randrange(50)}"))


def resident() -> int:
    """Bytes of memory in use."""
    import psutil

    gc.collect()
    return int(psutil.Process().memory_info().rss)


def measure(size: int, mode: str) -> dict[str, float | int | str]:
    """One size: build time, memory, and what an article costs."""
    world = World()
    articles = [world.article() for _ in range(ARTICLES)]
    index = Percolator({})
    index.matching(articles[0], now=NOW)
    before, began = resident(), time.process_time()
    spent = 0.0
    for watch in range(1, size + 1):
        query = world.query(mode)
        start = time.process_time()
        index.add(watch, query)
        spent += time.process_time() - start
    built = resident() - before
    index.matching(articles[0], now=NOW)
    cold, warm, found = [], [], []
    for article in articles[1:]:
        start = time.process_time()
        found.append(len(index.matching(article, now=NOW)))
        middle = time.process_time()
        index.matching(article, now=NOW)
        cold.append(middle - start)
        warm.append(time.process_time() - middle)
    loop = substring_loop(world, articles[1:4], mode) * size
    return {
        "watches": size,
        "terms": mode,
        "article_ms": round(1000 * median(cold), 4),
        "match_ms": round(1000 * median(warm), 4),
        "matches": int(median(found)),
        "build_s": round(spent, 2),
        "memory_mb": round(built / 1e6, 1),
        "loop_ms": round(1000 * loop, 2),
        "times_faster": round(loop / median(cold), 1),
        "generated_s": round(time.process_time() - began, 1),
    }


def substring_loop(world: World, articles: list[Searchable], mode: str) -> float:
    """Seconds that one watch costs a loop over compiled regular expressions of whole words, the plain way to do it."""
    patterns = [re.compile(rf"\b{world.term(mode)}\b") for _ in range(SAMPLE)]
    texts = [f"{article.title} {article.body}".lower() for article in articles]
    start = time.process_time()
    for text in texts:
        for pattern in patterns:
            pattern.search(text)
    return (time.process_time() - start) / len(texts) / SAMPLE


def in_postgres(address: str, size: int, mode: str) -> dict[str, float | int | str]:
    """The same watches and articles in PostgreSQL: what an article costs there."""
    world = World()
    articles = [world.article() for _ in range(ARTICLES)]
    queries = [world.query(mode) for _ in range(size)]
    asked = articles[1 : 1 + max(3, min(ARTICLES, 200_000 // size))]
    spent, found = tsquery.joined(address, queries, asked)
    index = Percolator({})
    for watch, query in enumerate(queries if size <= CHECKED else ()):
        index.add(watch, query)
    if size <= CHECKED and found != [len(index.matching(one, now=NOW)) for one in asked]:
        raise SystemExit("PostgreSQL finds other watches: they are not asked the same")
    return {"postgres_ms": round(1000 * spent, 2)}


def in_own_process(size: int, mode: str, address: str) -> dict[str, float | int | str]:
    """One size, measured where nothing else has used memory, then in the PostgreSQL at an address unless that is ""."""
    command = [sys.executable, "-m", "bench.watch", "--one", str(size), mode]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float | int | str] = json.loads(done.stdout)
    if address:
        result |= in_postgres(address, size, mode)
        result["times_postgres"] = round(float(result["postgres_ms"]) / float(result["article_ms"]), 1)
    return result


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--json", action="store_true")
    reader.add_argument("--sizes", default=",".join(map(str, SIZES)))
    reader.add_argument("--no-postgres", action="store_true")
    reader.add_argument("--one", nargs=2, metavar=("SIZE", "MODE"))
    asked = reader.parse_args()
    if asked.one:
        print(json.dumps(measure(int(asked.one[0]), asked.one[1])))
        return
    sizes = [int(size) for size in asked.sizes.split(",")]
    with nullcontext("") if asked.no_postgres else tsquery.serving() as address:
        results = [in_own_process(size, mode, address) for mode in MODES for size in sizes]
    if asked.json:
        print(json.dumps(results))
        return
    columns = [name for name in results[0] if name != "generated_s"]
    print("  ".join(f"{name:>14}" for name in columns))
    for result in results:
        print("  ".join(f"{result[name]:>14}" for name in columns))


if __name__ == "__main__":
    main()
