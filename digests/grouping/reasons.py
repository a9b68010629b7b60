"""A placement to its reasons, in words that a reader can check."""

from digests.articles import Article
from digests.grouping.open_story import OpenStory
from digests.grouping.rarity import Rarity
from digests.grouping.terms import term_of
from digests.grouping.traits import Traits, lead_of
from digests.text import words

SHOWN = 5


def reasons_for(article: Article, traits: Traits, story: OpenStory, *, rarity: Rarity) -> tuple[str, ...]:
    """Why an article is in its story: how many reports there are, and the rarest words and sums they share with it."""
    others = len(story.days) - 1
    if not others:
        return ("no other report of this is known",)
    shared = [term for term, weight in traits.terms.items() if story.terms.get(term, 0.0) > weight + 1e-6]
    shared.sort(key=lambda term: (-story.terms[term] * rarity.weight(term), term))
    named = [term for term in shared if term[0] not in "#~"][:SHOWN]
    said = _as_written(article, set(named))
    shown = list(dict.fromkeys(said[term] for term in named if term in said))
    sums = [term[1:] for term in shared if term[0] == "#"]
    keys = [term[1:] for term in shared if term[0] == "~"]
    return (
        f"one of {others + 1} reports",
        *([f"they share {', '.join(shown)}"] if shown else []),
        *([f"they name the same sum ({', '.join(sums[:2])})"] if sums else []),
        *([f"they carry the same mark ({', '.join(keys[:2])})"] if keys else []),
    )


def _as_written(article: Article, wanted: set[str]) -> dict[str, str]:
    """Some terms of an article with the words it uses for them."""
    said: dict[str, str] = {}
    for text in (article.title, lead_of(article.body)):
        if len(said) == len(wanted):
            break
        for word in words(text):
            for start, end in _parts(text, word.start, word.end):
                if (term := term_of(text[start:end].lower().replace("’", "'"))) in wanted:
                    said.setdefault(term, text[start:end])
    return said


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = [(start, end)]
    at = start
    for part in text[start:end].split("-"):
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return spans
