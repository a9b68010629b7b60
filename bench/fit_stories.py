"""Headlines, the desk and labelled stories to what grouping knows: the background, the beat, the weights of likeness.

python bench/fit_stories.py background HEADLINES.jsonl.gz > bot/desk/background.tsv
python bench/fit_stories.py beat > bot/desk/beat.tsv
python bench/fit_stories.py weights STORIES.jsonl.gz ... [--steps 60] [--check STORIES.jsonl.gz ...]

Weights are fitted in two stages, which differ in what they count as right. The first table came from a logistic
regression over pairs of an article and part of a story (of the same event, or of the five nearest others), the
time left out where a set's dates are those of a crawler. From there, this program climbs: it changes two or three
weights by a random step, groups the sets anew, and keeps what raises the mean B-cubed F; a ridge term holds the
weights near the table they came from. Each set counts as it is and thinned out, where most stories have one or two
reports; the sample week, the invented headlines of bench/fresh_chips.txt and the affairs of tests/data count as what a
young store sees: weights that fit only full sets join whatever names the same firm. `--check` scores sets that the
climb does not see.
"""

import argparse
import gzip
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.desk import Desk
from digests.grouping.beat import A_MENTION, MOST, mentions_in
from digests.grouping.index import StoryIndex
from digests.grouping.weights import WEIGHTS, Measures, Weights
from digests.text import words
from sample.week import load_week

LEAST = 3
"""A word that fewer documents hold is left out: the table is about what is common."""
STEPS = {
    "surprise": 0.02, "surprise_here": 0.03, "mean_surprise": 0.1, "cosine": 0.6, "covered": 0.6, "second": 0.12,
    "third": 0.08, "sums_shared": 0.2, "quiet": 0.3, "size": 0.12, "length": 0.3,
    "bias": 0.4, "prior": 12.0, "strict": 0.6, "join": 0.3, "merge": 0.4, "merge_size": 0.3, "apart": 0.05,
}  # fmt: skip
"""The size of a random step of each weight; refusals are not fitted."""
RIDGE = 0.0001
FRESH = Path(__file__).with_name("fresh_chips.txt")
DRAWS = 12
"""How many thinned sets are drawn from a set, and how many from the invented headlines."""
KEPT = (1, 1, 1, 1, 1, 2, 3, 6, 16)
"""How many reports of a story a thinned set keeps, each as likely."""
AFFAIRS = Path(__file__).parents[1] / "tests" / "data" / "affairs.toml"
BEGINS, SUNDAY = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 15, tzinfo=UTC)

Row = dict[str, str]
Set = tuple[list[Article], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("background").add_argument("headlines", type=Path)
    tasks.add_parser("beat")
    fit = tasks.add_parser("weights")
    fit.add_argument("sets", type=Path, nargs="+")
    fit.add_argument("--check", type=Path, nargs="*", default=[])
    fit.add_argument("--steps", type=int, default=60)
    asked = parser.parse_args()
    if asked.task == "background":
        sys.stdout.writelines(
            f"{line}\n" for line in background_lines(row["title"] for row in rows_in(asked.headlines))
        )
    elif asked.task == "beat":
        sys.stdout.writelines(f"{line}\n" for line in beat_lines(load_desk()))
    else:
        fit_weights(asked.sets, asked.check, steps=asked.steps)


def rows_in(path: Path) -> Iterator[Row]:
    """The objects of a file with one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


# --- the background ------------------------------------------------------------------------------------------------


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


def beat_lines(desk: Desk) -> Iterator[str]:
    """As many documents as make a mention's share, then each term that the desk mentions, tab, how often."""
    documents = round(1 / A_MENTION)
    yield f"# {documents} documents"
    for term, count in sorted(mentions_in(desk).items(), key=lambda row: (-row[1], row[0])):
        yield f"{term}\t{min(count, round(MOST * documents))}"


# --- the weights ---------------------------------------------------------------------------------------------------


def fit_weights(paths: Sequence[Path], unseen: Sequence[Path], *, steps: int) -> None:
    """Climb from the table as it is, and print the one reached."""
    desk = load_desk()
    sets = {path.name: [articles_in(path)] for path in paths}
    thin = {f"{name}, thinned": thinned(whole) for name, (whole,) in sets.items()}
    own = {"fresh": fresh(), "sample week": [sample_week()], "affairs": [affairs()]}
    weights = climb({**sets, **thin, **own}, desk, steps=steps)
    print(weights)
    told = {**sets, **thin, **own, **{path.name: [articles_in(path)] for path in unseen}}
    for name, draws in told.items():
        precision, recall, both = mean_b_cubed(draws, desk, weights)
        print(f"{name}: precision {precision:.3f} recall {recall:.3f} F {both:.3f}")


def thinned(whole: Set) -> list[Set]:
    """A set as it might be on a quiet beat: of each story only some reports."""
    chance, by_story = random.Random(2), dict[str, list[Article]]()
    for article, story in zip(*whole, strict=True):
        by_story.setdefault(story, []).append(article)
    draws: list[Set] = []
    for _ in range(DRAWS):
        kept = [
            (article, story)
            for story, articles in by_story.items()
            for article in chance.sample(articles, min(len(articles), chance.choice(KEPT)))
        ]
        draws.append(([article for article, _ in kept], [story for _, story in kept]))
    return draws


def fresh() -> list[Set]:
    """Two days of an empty store: some of the invented headlines."""
    lines = [line for line in FRESH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    chance = random.Random(3)
    return [a_fresh_set(chance.sample(lines, chance.choice((6, 8, 12, 20))), chance) for _ in range(DRAWS)]


def a_fresh_set(lines: Sequence[str], chance: random.Random) -> Set:
    articles: list[Article] = []
    stories: list[str] = []
    for line in lines:
        at = BEGINS + timedelta(hours=chance.uniform(0, 48))
        for number, title in enumerate(line.split(" | ")):
            row = {"id": f"{len(articles):04}", "url": "", "title": title, "body": "", "publisher": f"Paper {number}"}
            articles.append(article_of(row | {"published_at": (at + number * timedelta(hours=3)).isoformat()}))
            stories.append(line)
    return articles, stories


def sample_week() -> Set:
    """The relevant articles in English of the sample week."""
    articles: list[Article] = []
    stories: list[str] = []
    for feed in load_week().feeds:
        for entry in feed.entries:
            if entry.label.relevant and feed.language == "en":
                body = re.sub(r"<[^>]+>", " ", "\n".join(entry.paragraphs))
                row = {"id": f"{feed.slug}/{entry.id}", "url": "", "title": entry.title, "body": body}
                row |= {"publisher": feed.publisher, "published_at": entry.published_at.isoformat()}
                articles.append(article_of(row))
                stories.append(entry.label.story)
    return articles, stories


def affairs() -> Set:
    """The invented affairs that go on, all in one empty store."""
    told = tomllib.loads(AFFAIRS.read_text(encoding="utf-8"))["affair"]
    events = [event["reports"] for affair in told for event in affair["event"]]
    articles: list[Article] = []
    stories: list[str] = []
    for event, reports in enumerate(events):
        for at, title, body in reports:
            day, hour = map(int, at.split())
            moment = SUNDAY + timedelta(days=day, hours=hour)
            row = {"id": f"{len(articles):04}", "url": "", "title": title, "body": body, "publisher": "Sample Wire"}
            articles.append(article_of(row | {"published_at": moment.isoformat()}))
            stories.append(str(event))
    return articles, stories


def climb(sets: Mapping[str, Sequence[Set]], desk: Desk, *, steps: int) -> Weights:
    chance, best = random.Random(1), WEIGHTS
    best_value = value_of(best, sets, desk)
    for step in range(steps):
        tried = best
        for name in chance.sample(sorted(STEPS), chance.choice((1, 2, 2, 3))):
            tried = changed(tried, name, chance.gauss(0, STEPS[name]))
        value = value_of(tried, sets, desk)
        if value > best_value:
            best, best_value = tried, value
            print(f"step {step}: {value:.4f}", file=sys.stderr)
    return best


def value_of(weights: Weights, sets: Mapping[str, Sequence[Set]], desk: Desk) -> float:
    scores = [mean_b_cubed(draws, desk, weights)[2] for draws in sets.values()]
    strayed = sum(((weight_of(weights, name) - weight_of(WEIGHTS, name)) / step) ** 2 for name, step in STEPS.items())
    return sum(scores) / len(scores) - RIDGE * strayed


def mean_b_cubed(draws: Sequence[Set], desk: Desk, weights: Weights) -> tuple[float, float, float]:
    told = [b_cubed(gold, grouped(articles, desk, weights)) for articles, gold in draws]
    precision, recall, both = (sum(figures) / len(told) for figures in zip(*told, strict=True))
    return precision, recall, both


def weight_of(weights: Weights, name: str) -> float:
    return float(getattr(weights if hasattr(weights, name) else weights.measures, name))


def changed(weights: Weights, name: str, by: float) -> Weights:
    value = weight_of(weights, name) + by
    if name in Measures._fields:
        return replace(weights, measures=weights.measures._replace(**{name: value}))
    of = {each.name: getattr(weights, each.name) for each in fields(Weights)}
    of[name] = max(1.0, value) if name == "prior" else value
    return Weights(**of)


def grouped(articles: Sequence[Article], desk: Desk, weights: Weights) -> list[str]:
    index = StoryIndex(desk=desk, weights=weights)
    return [placement.story_id for placement in index.place_all(articles)]


def articles_in(path: Path) -> Set:
    rows = list(rows_in(path))
    return [article_of(row) for row in rows], [row["story"] for row in rows]


def article_of(row: Row) -> Article:
    at = datetime.fromisoformat(row["published_at"])
    return Article(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        body=row["body"],
        publisher=row["publisher"],
        published_at=at,
        seen_at=at,
    )


def b_cubed(gold: Sequence[str], told: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F of a grouping, each article weighing the same."""
    both = Counter(zip(gold, told, strict=True))
    stories, groups = Counter(gold), Counter(told)
    precision = sum(n * n / groups[group] for (_, group), n in both.items()) / len(gold)
    recall = sum(n * n / stories[story] for (story, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
