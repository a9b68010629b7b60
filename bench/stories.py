"""What it costs to place an article in its story while the window grows, beside MinHash (near copies only).

`python -m bench.stories [--sizes 1000 10000 100000] [--json]`; rensa and datasketch are measured where installed.
The articles are made up, the same every time: words as frequent as in the news, events with names of their own.
"""

import argparse
import gc
import importlib
import json
import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import psutil
from rich.console import Console
from rich.table import Table

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.grouping.index import StoryIndex

START = datetime(2026, 11, 20, tzinfo=UTC)
SPAN = timedelta(days=3)
POLL = 200
SINGLE = 300
SYLLABLES = ("bar", "den", "fo", "gal", "hin", "ka", "lor", "mi", "nex", "or", "pul", "ra", "sto", "tem", "vi", "zan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Processor time an article in microseconds: on the way to the window, then one by one; memory in megabytes."""

    name: str
    window: int
    mean: float
    median_alone: float
    p99_alone: float
    megabytes: float
    groups: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    sizes = sorted(asked.sizes)
    articles = {size: made_up(size + SINGLE, seed=size) for size in sizes}
    rows = [measured(size, articles[size]) for size in sizes]
    rows += [row for size in sizes for measure in (with_rensa, with_datasketch) if (row := measure(articles[size]))]
    exponents = {name: exponent([row for row in rows if row.name == name]) for name in {row.name for row in rows}}
    if asked.json:
        print(json.dumps({"rows": [asdict(row) for row in rows], "exponents": exponents}))
    else:
        show(rows, exponents)


# --- articles ------------------------------------------------------------------------------------------------------


def made_up(count: int, *, seed: int) -> list[Article]:
    """Articles of events with one to thirty reports, evenly spread over the span, in order of time."""
    chance = random.Random(seed)
    shares = load_desk().background
    vocabulary, weights = list(shares), list(accumulate(shares.values()))

    def some(number: int) -> list[str]:
        return chance.choices(vocabulary, cum_weights=weights, k=number)

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=4)).capitalize()

    rows: list[tuple[float, str, str]] = []
    while len(rows) < count:
        names, about, begins = [name() for _ in range(3)], some(12), chance.random()
        for _ in range(min(30, int(chance.paretovariate(1.1)))):
            title = [*chance.sample(names, 2), *chance.sample(about, 5), *some(3)]
            lead = [*names, *chance.sample(about, 8), *some(25)]
            chance.shuffle(title)
            rows.append((min(1.0, begins + chance.expovariate(12)), " ".join(title), " ".join(lead)))
    return [an_article(number, *row) for number, row in enumerate(sorted(rows[:count]))]


def an_article(number: int, moment: float, title: str, lead: str) -> Article:
    at = START + moment * SPAN
    return Article(
        id=f"{number:016x}",
        url="",
        title=title,
        body=lead,
        publisher=f"Paper {number % 97}",
        published_at=at,
        seen_at=at,
    )


# --- measures ------------------------------------------------------------------------------------------------------


def measured(size: int, articles: Sequence[Article]) -> Measured:
    """Our index: the window filled a poll at a time, then some articles alone."""
    before = memory()
    index = StoryIndex(desk=load_desk())
    start = time.process_time()
    for at in range(0, size, POLL):
        index.place_all(articles[at : min(size, at + POLL)])
    mean = (time.process_time() - start) / size
    megabytes = memory() - before
    alone = timed(index.place, articles[size:])
    return Measured(
        name="chipbrief", window=size, mean=1e6 * mean, megabytes=megabytes, groups=len(index.stories()), **alone
    )


def with_rensa(articles: Sequence[Article]) -> Measured | None:
    """MinHash of rensa with its own index, 128 permutations."""
    try:
        rensa = importlib.import_module("rensa")
    except ImportError:
        return None
    index = rensa.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)

    def place(article: Article, number: int) -> None:
        sketch = rensa.RMinHash(num_perm=128, seed=1)
        sketch.update(said(article))
        index.query(sketch)
        index.insert(number, sketch)

    return rival("rensa", place, articles)


def with_datasketch(articles: Sequence[Article]) -> Measured | None:
    """MinHash of datasketch with its own index, 128 permutations."""
    try:
        datasketch = importlib.import_module("datasketch")
    except ImportError:
        return None
    index = datasketch.MinHashLSH(threshold=0.5, num_perm=128)

    def place(article: Article, number: int) -> None:
        sketch = datasketch.MinHash(num_perm=128)
        for word in said(article):
            sketch.update(word.encode())
        index.query(sketch)
        index.insert(str(number), sketch)

    return rival("datasketch", place, articles)


def rival(name: str, place: Callable[[Article, int], None], articles: Sequence[Article]) -> Measured:
    size = len(articles) - SINGLE
    before = memory()
    start = time.process_time()
    for number, article in enumerate(articles[:size]):
        place(article, number)
    mean = (time.process_time() - start) / size
    megabytes = memory() - before
    numbers = iter(range(size, len(articles)))
    alone = timed(lambda article: place(article, next(numbers)), articles[size:])
    return Measured(name=name, window=size, mean=1e6 * mean, megabytes=megabytes, groups=0, **alone)


def said(article: Article) -> list[str]:
    """The words that MinHash compares: title and body, as we read both."""
    return f"{article.title} {article.body}".lower().split()


def timed(place: Callable[[Article], object], articles: Sequence[Article]) -> dict[str, float]:
    times = []
    for article in articles:
        start = time.process_time_ns()
        place(article)
        times.append((time.process_time_ns() - start) / 1_000)
    return {"median_alone": statistics.median(times), "p99_alone": statistics.quantiles(times, n=100)[98]}


def memory() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def exponent(rows: Sequence[Measured]) -> float:
    """How the cost of the whole corpus grows: the slope of its logarithm from the smallest window to the largest."""
    if len(rows) < 2:
        return math.nan
    first, last = rows[0], rows[-1]
    grown = math.log(last.mean * last.window) - math.log(first.mean * first.window)
    return round(grown / math.log(last.window / first.window), 3)


def show(rows: Sequence[Measured], exponents: dict[str, float]) -> None:
    table = Table("", "window", "us an article", "alone, median", "p99", "MB", "groups", "exponent")
    for row in rows:
        numbers = (f"{value:,.0f}" for value in (row.mean, row.median_alone, row.p99_alone, row.megabytes, row.groups))
        table.add_row(row.name, f"{row.window:,}", *numbers, f"{exponents[row.name]:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
