"""Articles to the stories they belong to: placed a poll at a time, near stories merged, affairs linked as sagas."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from digests.articles import Article
from digests.desk import Desk
from digests.grouping.beat import beat_of
from digests.grouping.follow_ups import may_follow, odds_of_following
from digests.grouping.likeness import Sought, apart, measure, odds, sought
from digests.grouping.open_story import OpenStory
from digests.grouping.pace import gap_between
from digests.grouping.placement import Kept, Placement
from digests.grouping.poll import Poll
from digests.grouping.rarity import Rarity
from digests.grouping.reasons import reasons_for
from digests.grouping.traits import Traits, features_of, traits_from
from digests.grouping.weights import WEIGHTS, Weights
from digests.grouping.window import PROMISING, Window

OPEN_DAYS = 21.0
"""How long after its last report a story can be joined; its own pace makes that harder long before."""
SAGA_DAYS = 30.0
"""How long after its last report a story still lends its saga to new ones."""
SETTLED = 8
"""How many reports settle what a story is about: beyond, a single one more does not make it like another story."""
SMALL, FAINTLY = 2, 0.08
"""A story of so many reports merges into none faintly like it; a larger one into one like this much of itself."""
AT_ONCE = 200
"""How many articles are placed knowing each other; a larger poll is placed as several, by date."""
CLOSING_EVERY = 0.25
"""How often stories are closed, in days."""


class StoryIndex:
    """The stories still open, to which articles are added as they come.

    Inside one poll the order of articles does not matter: they are placed by date, then id, and those that stood alone
    once more when all are known. Articles of earlier polls stay where they are, unless their whole story merges into
    an older one; no story is taken apart.
    """

    def __init__(
        self,
        *,
        desk: Desk | None = None,
        known: Iterable[Kept] = (),
        weights: Weights = WEIGHTS,
    ) -> None:
        self._weights = weights
        self._window = Window(Rarity(desk.background, beat_of(desk)) if desk else Rarity({}))
        self._homes: dict[str, OpenStory] = {}
        self._ready: dict[int, tuple[Traits, Sought]] = {}
        self._newest = 0.0
        self._next_closing = 0.0
        self._restore(known)

    def __len__(self) -> int:
        """How many articles the window holds."""
        return len(self._homes)

    def stories(self) -> tuple[str, ...]:
        """The ids of the stories still open, oldest first."""
        return tuple(story.id for story in self._window.stories.values())

    def place(self, article: Article, *, hint: tuple[str, ...] = ()) -> Placement:
        """The story of one article; `hint` holds further marks of its story, such as a docket number."""
        return self.place_all([article], hints={article.id: hint})[0]

    def place_all(
        self, articles: Iterable[Article], *, hints: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[Placement, ...]:
        """The stories of the articles of one poll, in the order given; one that is known keeps its story."""
        poll = Poll.of(articles, hints=hints or {}, known=self._homes, first_new=self._window.next_number)
        for first in range(0, len(poll.fresh), AT_ONCE):
            self._place_some(poll.fresh[first : first + AT_ONCE], poll)
        self._name(poll)
        self._link(poll)
        placements = tuple(self._placement(article, traits, poll) for article, traits in poll.articles)
        self._close_old(poll)
        return placements

    def _place_some(self, some: Sequence[Traits], poll: Poll) -> None:
        """Put the next articles of a poll into stories: strictly first, then those alone again, knowing them all."""
        left = some
        for strict in (self._weights.strict, 0.0) if len(some) > 1 else (0.0,):
            left = [traits for traits in left if not self._settle(traits, self._weights.join + strict)]
            stories = self._moved(some)
            while stories:
                stories = self._merge_near(stories, poll, self._weights.merge + strict)
        self._follow_up(some)

    # --- placing ---------------------------------------------------------------------------------------------------

    def _settle(self, traits: Traits, least: float) -> bool:
        """Put an article where it belongs, out of where it is; whether others are there."""
        home = self._home(traits.article_id) if traits.article_id in self._homes else None
        if home is not None and home.reports > 1:
            self._window.remove(traits, home)
            home = None
        found = self._likeliest(traits, least, alone_in=home)
        if found is None and home is not None:
            return False
        if home is not None:
            self._window.remove(traits, home)
        story = found or self._window.open()
        self._window.add(traits, story)
        self._homes[traits.article_id] = story
        return found is not None

    def _home(self, article_id: str) -> OpenStory:
        story = self._homes[article_id] = self._homes[article_id].now()
        return story

    def _likeliest(self, traits: Traits, least: float, *, alone_in: OpenStory | None) -> OpenStory | None:
        article = self._sought(traits)
        documents = (traits.document,) if traits.document else ()
        best, best_odds = None, least
        for story in self._window.near(traits):
            if story is alone_in or story.refuses(documents):
                continue
            if gap_between(traits.day, traits.day, story.days) > OPEN_DAYS:
                continue
            found = self._odds(article, story)
            if found > best_odds:
                best, best_odds = story, found
        return best

    def _odds(self, article: Sought, story: OpenStory, quiet: float | None = None) -> float:
        beat = self._window.rarity.beat
        return odds(measure(article, story, beat=beat, prior=self._weights.prior, quiet=quiet), self._weights)

    def _affair_odds(self, article: Sought, story: OpenStory) -> float:
        """The odds that two stories are of one affair: neither time nor a change of course speaks against it."""
        beat = self._window.rarity.beat
        found = measure(article, story, beat=beat, prior=self._weights.prior, quiet=0.0)
        return odds(found._replace(acts_differ=0.0, days_differ=0.0), self._weights)

    def _sought(self, traits: Traits, story: OpenStory | None = None) -> Sought:
        here = self._window.shares_here(traits.terms)
        return sought(traits, rarity=self._window.rarity, here=here, story=story)

    def _summed(self, story: OpenStory) -> Sought:
        """A story's summary made ready, once in a round of mergers unless it grows."""
        summary = story.summary()
        known = self._ready.get(story.number)
        if known is None or known[0] is not summary:
            known = self._ready[story.number] = (summary, self._sought(summary, story))
        return known[1]

    # --- merging ---------------------------------------------------------------------------------------------------

    def _moved(self, some: Sequence[Traits]) -> list[OpenStory]:
        """The stories that some new articles may have brought nearer to others, small ones first.

        Those that hold one of them; a settled one only when a tenth of its reports are new.
        """
        homes = [self._home(traits.article_id) for traits in some]
        new = Counter(story.number for story in homes)
        moved = {story for story in homes if story.reports <= max(SETTLED, 10 * new[story.number])}
        return sorted(moved, key=_rank)

    def _merge_near(self, stories: list[OpenStory], poll: Poll, least: float) -> list[OpenStory]:
        """Let each of these stories merge with the one that it is most like; those that grew by it.

        The older id stays.
        """
        self._ready.clear()
        grown: dict[int, OpenStory] = {}
        own_turn = {story.number for story in stories}
        for story in stories:
            if story.became is None and (other := self._twin(story, least, own_turn)) is not None:
                stays, goes = (story, other) if story.number < other.number else (other, story)
                self._window.merge(goes, stays)
                stays.saga = stays.saga or goes.saga
                grown.pop(goes.number, None)
                grown[stays.number] = stays
                if goes.number < poll.first_new:
                    poll.merged.append((goes.id, stays))
        return sorted(grown.values(), key=_rank)

    def _twin(self, story: OpenStory, least: float, own_turn: Collection[int]) -> OpenStory | None:
        """The story that one is most like, the smaller of two held against the larger.

        A smaller one whose number is in `own_turn` is left to that.
        """
        article = self._summed(story)
        best, best_odds = None, least
        promising = PROMISING if story.reports <= SMALL else FAINTLY
        for other in self._window.near(story.summary(), promising=promising):
            if other is story or other.refuses(story.documents):
                continue
            if gap_between(story.days[0], story.days[-1], other.days) > OPEN_DAYS:
                continue
            if _rank(other) > _rank(story):
                found = self._merge_odds(article, story, other)
            elif other.number not in own_turn:
                found = self._merge_odds(self._summed(other), other, story)
            else:
                continue
            if found > best_odds:
                best, best_odds = other, found
        return best

    def _merge_odds(self, article: Sought, small: OpenStory, large: OpenStory) -> float:
        """The odds that a story belongs to a larger one, above what its size asks for."""
        quiet = large.quiet(small.days[0], small.days[-1])
        asked = self._weights.merge_size * math.log(min(small.reports, SETTLED))
        found = self._odds(article, large, quiet=quiet) - asked
        if found <= self._weights.merge or small.reports == 1:
            return found
        return found - self._weights.apart * apart(small, large, self._window.rarity)

    def _follow_up(self, some: Sequence[Traits]) -> None:
        """Put the bare headlines that still stand alone with what they follow up, each held against what was there."""
        followed = [(traits, story) for traits in some if (story := self._followed(traits)) is not None]
        for traits, story in followed:
            self._window.remove(traits, self._home(traits.article_id))
            self._window.add(traits, story)
            self._homes[traits.article_id] = story

    def _followed(self, traits: Traits) -> OpenStory | None:
        home, beat = self._home(traits.article_id), self._window.rarity.beat
        if home.reports > 1 or not may_follow(traits, beat):
            return None
        article, best, best_odds = self._sought(traits), None, 0.0
        for story in self._window.near(traits, promising=0.0, common=1.0):
            if story is not home and not story.refuses((traits.document,) if traits.document else ()):
                found = odds_of_following(article, traits, story, beat=beat, weights=self._weights)
                if found > best_odds:
                    best, best_odds = story, found
        return best

    # --- names, sagas and the end ----------------------------------------------------------------------------------

    def _name(self, poll: Poll) -> None:
        """Name the stories that this poll opened after their earliest article."""
        for traits in poll.fresh:
            story = self._home(traits.article_id)
            story.id = story.id or f"s-{traits.article_id}"

    def _link(self, poll: Poll) -> None:
        """Bring each touched story without a saga into that of the story most like it, whatever lies between."""
        self._ready.clear()
        for story in self._moved(poll.fresh):
            if story.saga:
                continue
            article = self._summed(story)
            near = [other for other in self._window.near(story.summary()) if other is not story]
            found = [self._affair_odds(article, other) for other in near]
            if max(found, default=-math.inf) > self._weights.saga:
                other = near[found.index(max(found))]
                if not other.saga:
                    other.saga = min(story, other, key=lambda one: one.number).id
                    poll.linked.append((other, story))
                story.saga = other.saga

    def _close_old(self, poll: Poll) -> None:
        """Close the stories that have been silent for too long to lend even their saga."""
        newest = max((traits.day for traits in poll.fresh), default=0.0)
        self._newest = max(self._newest, newest)
        if self._newest < self._next_closing:
            return
        self._next_closing = self._newest + CLOSING_EVERY
        for story in [one for one in self._window.stories.values() if one.days[-1] < self._newest - SAGA_DAYS]:
            self._window.close(story)
        self._homes = {id: home for id, home in self._homes.items() if home.now().number in self._window.stories}

    def _placement(self, article: Article, traits: Traits, poll: Poll) -> Placement:
        story = self._home(article.id)
        merged = tuple((id, story.id) for id, stays in poll.merged if stays.now() is story)
        linked = tuple((other.id, other.saga) for other, by in poll.linked if by.now() is story and other is not story)
        return Placement(
            article_id=article.id,
            story_id=story.id,
            saga=story.saga or None,
            reasons=reasons_for(article, traits, story, rarity=self._window.rarity),
            merged=merged,
            linked=linked,
            features=features_of(traits),
        )

    def _restore(self, known: Iterable[Kept]) -> None:
        stories: dict[str, OpenStory] = {}
        rows = [(traits_from(kept.article_id, kept.features), kept) for kept in known if kept.features]
        for traits, kept in sorted(rows, key=lambda row: (row[0].day, row[0].article_id)):
            story = stories.get(kept.story_id)
            if story is None:
                story = stories[kept.story_id] = self._window.open(kept.story_id)
            story.saga = kept.saga or story.saga
            self._window.add(traits, story)
            self._homes[kept.article_id] = story
            self._newest = max(self._newest, traits.day)


def _rank(story: OpenStory) -> tuple[int, int]:
    """Small stories first; of two as large, the younger."""
    return story.reports, -story.number
