"""Article and the desk's people to remarks: attributed stretches with their speakers, hedges, hops, day and venue."""

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date

from digests.articles import Article
from digests.desk import Person
from digests.remarks.attribution import (
    LIKELY,
    SURE,
    Attributed,
    Weights,
    attributed_in,
    understood,
    without_echoes,
)
from digests.remarks.cast import Cast
from digests.remarks.claims import is_claim, is_title
from digests.remarks.disowned import is_disowned, is_unsaid
from digests.remarks.east import EAST, east_parts
from digests.remarks.headlines import headline_parts, line_parts
from digests.remarks.lexicon import SMALL_NAMES, one_of
from digests.remarks.moments import hedges_in, said_on, venue_in
from digests.remarks.names import cast_of
from digests.remarks.owners import is_refusal
from digests.remarks.people import People
from digests.remarks.pronouns import infer_genders
from digests.remarks.quoted import stretch
from digests.remarks.reading import Unit
from digests.remarks.remark import Remark, RemarkKind, Where
from digests.remarks.roles import ORGANISATION_WORDS, plain
from digests.remarks.speaker import NOBODY_YET, Speaker, Spoke
from digests.remarks.speakers import Resolver
from digests.remarks.transcripts import Turn, turn_at, turns_in

_SHIPPED = Weights()
_PRONOUNS = one_of("he she they it who we i you")


def remarks_in(article: Article, *, people: tuple[Person, ...]) -> tuple[Remark, ...]:
    """Who says what in an article, headline first; what the text says of a speaker wins over the desk."""
    on = article.published_at.date()
    index = People(people)
    whole = f"{article.title}\n{article.body}"
    body = _Reading(article.body, Where.BODY, article.id, index, on, within=whole)
    title = _Reading(article.title, Where.TITLE, article.id, index, on, around=body.cast, within=whole)
    return (*title.remarks(), *body.remarks())


def remarks_in_text(
    text: str,
    *,
    where: Where = Where.BODY,
    article_id: str = "",
    people: tuple[Person, ...] = (),
    on: date | None = None,
) -> tuple[Remark, ...]:
    """Who says what in a text, in the order of the words; `on` is the day of publication."""
    return _Reading(text, where, article_id, People(people), on).remarks()


class _Reading:
    """One text being read: its units, sayings and cast."""

    def __init__(
        self,
        text: str,
        where: Where,
        article_id: str,
        people: People,
        on: date | None,
        *,
        around: Cast | None = None,
        within: str | None = None,
    ) -> None:
        self.text, self.where, self.article_id, self.on = text, where, article_id, on
        self.units, self.sayings = understood(text, _SHIPPED)
        self._nouns: dict[str, bool] = {}
        self.starts = [unit.start for unit in self.units]
        self.cast = cast_of(text, self.units)
        self.turns = turns_in(text, self.units)
        self.cast.pass_over([turn.label for turn in self.turns])
        infer_genders(self.units, self.cast)
        if around is not None:
            self.cast.lend(around)
        self.resolver = Resolver(text, self.units, self.cast, people, on, text if within is None else within)

    def remarks(self) -> tuple[Remark, ...]:
        """The remarks in the order of their words, each stretch once."""
        found = [a for a in attributed_in(self.text, self.units, self.sayings, _SHIPPED) if self._holds(a)]
        east = east_parts(self.text)
        if east:
            found = [a for a in found if not EAST.search(self.text, a.start, a.end)] + east
        parts = headline_parts if self.where is Where.TITLE else line_parts
        found.extend(parts(self.text, self.units, self.cast, self.resolver.people))
        found = without_echoes([a for a in found if not self._is_anothers(a)])
        found.sort(key=lambda a: (a.start, -a.end, a.kind, -a.confidence))
        remarks: list[Remark] = []
        last = NOBODY_YET
        turn: Turn | None = None
        by_mention: dict[tuple[int, int], Speaker] = {}
        for attributed in found:
            if turn is not (turn := turn_at(self.turns, attributed.start)):
                last = NOBODY_YET
            speaker = by_mention.get(attributed.mention)
            if speaker is None:
                speaker = by_mention[attributed.mention] = self._speaker(attributed, last, turn)
            last = Spoke(speaker, self._unit_of(attributed)) if speaker.name or speaker.anonymous else last
            if not remarks or (remarks[-1].start, remarks[-1].end) != (attributed.start, attributed.end):
                remarks.append(self._remark(attributed, speaker))
        return tuple(remarks)

    def _speaker(self, attributed: Attributed, last: Spoke, turn: Turn | None) -> Speaker:
        """Who the mention stands for: "I" in a turn of a transcript is whoever's turn it is."""
        mention = attributed.mention
        if turn is not None and self.text[slice(*mention)] == "I":
            mention = turn.label
        verb = attributed.saying.lemma if attributed.saying else ""
        speaker = self.resolver.speaker_of(mention, self._unit_of(attributed), last, verb)
        if turn is not None and self.text[slice(*mention)].lower() in {"he", "she"}:
            known = self.cast.known.get(speaker.name or "")
            named = known is not None and any(turn.start <= place < turn.end for place in known.places)
            return speaker if known is not None and (known.is_person or named) else Speaker()
        return self._without_common_noun(speaker)

    def _without_common_noun(self, speaker: Speaker) -> Speaker:
        """The speaker; one whose only name is a noun that opened its sentence, such as "Petitions", has none."""
        name = speaker.name or ""
        low = name.lower()
        if speaker.id or not name.isalpha() or low in SMALL_NAMES or not self._has_noun(low):
            return speaker
        return replace(speaker, name=None, role=speaker.role or low)

    def _has_noun(self, low: str) -> bool:
        """Whether a word stands in the text in lower case; each is looked for once."""
        if low not in self._nouns:
            self._nouns[low] = re.search(rf"\b{low}\b", self.text) is not None
        return self._nouns[low]

    def _holds(self, attributed: Attributed) -> bool:
        """Whether an attributed stretch is sure enough, and something was said at all."""
        saying = attributed.saying
        least = SURE if attributed.kind is RemarkKind.DIRECT else LIKELY
        if attributed.start >= attributed.end or attributed.confidence <= least:
            return False
        if not any(map(str.isalnum, self.text[slice(*attributed.mention)])):
            return False  # a mark that has no partner is nobody
        words = self.text[attributed.start : attributed.end]
        if is_title(words):
            return False
        if saying is None:
            return True
        if (
            attributed.kind is RemarkKind.INDIRECT
            and saying.lemma != "according to"
            and not is_claim(words, saying.lemma)
        ):
            return False
        return not is_refusal(saying)

    def _is_anothers(self, attributed: Attributed) -> bool:
        """Whether the sentence itself says that words are not those of whoever is named before them."""
        start, (first, end) = attributed.start, attributed.mention
        if end > start:
            return False
        before = self.text[self.units[max(0, bisect_right(self.starts, start) - 1)].start : start]
        if attributed.kind is RemarkKind.DIRECT:
            return is_disowned(before)
        return is_unsaid(self.text[first:end], before)

    def _unit_of(self, attributed: Attributed) -> int:
        """The unit of the mention, which may be another than that of the words."""
        return max(0, bisect_right(self.starts, attributed.mention[0]) - 1)

    def _remark(self, attributed: Attributed, speaker: Speaker) -> Remark:
        words = self.text[attributed.start : attributed.end]
        around = self._around(attributed)
        saying = attributed.saying
        return Remark(
            article_id=self.article_id,
            kind=attributed.kind,
            start=attributed.start,
            end=attributed.end,
            words=words,
            verb=saying.verb if saying else attributed.verb,
            where=self.where,
            mention=attributed.mention,
            speaker=speaker.name,
            speaker_id=speaker.id,
            role=speaker.role,
            anonymous=speaker.anonymous,
            hedges=hedges_in(words),
            chain=self._chain(attributed, speaker),
            said_on=said_on(around, self.on),
            venue=venue_in(around),
            confidence=round(attributed.confidence, 2),
        )

    def _around(self, attributed: Attributed) -> str:
        """The sentence of the mention without what stands in the words themselves; "" where days are told otherwise."""
        if EAST.search(self.text, *attributed.mention):
            return ""
        unit = self.units[self._unit_of(attributed)]
        opening = unit.tokens[0].start if unit.tokens else unit.start  # behind the dateline
        start, end = max(opening, attributed.start), min(unit.end, attributed.end)
        if start >= end:
            return self.text[opening : unit.end]
        return self.text[opening:start] + " ; " + self._parenthesis(attributed, unit) + self.text[end : unit.end]

    def _parenthesis(self, attributed: Attributed, unit: Unit) -> str:
        """The clause of a saying that stands inside its words: "The list, Roth said on Tuesday, is final."."""
        saying = attributed.saying
        if saying is None or saying.shape != "around":
            return ""
        marks = (token.start for token in unit.tokens[saying.at :] if token.kind in ",-")
        return self.text[unit.tokens[saying.clause].start : next(marks, unit.end)] + " ; "

    def _chain(self, attributed: Attributed, speaker: Speaker) -> tuple[str, ...]:
        """The hops behind the words, nearest first: who was told, then whoever reports the saying."""
        hops: list[str] = []
        saying = attributed.saying
        unit = self.units[self._unit_of(attributed)]
        if saying is not None and saying.hearer is not None:
            start, end = stretch(unit.tokens, saying.hearer)
            if end <= unit.end:
                hops.append(self.text[start:end])
        hops.extend(self._reporters(attributed, unit, speaker))
        turn = turn_at(self.turns, attributed.start) if saying is not None else None
        teller = self.resolver.speaker_of(turn.label, self._unit_of(attributed)).name if turn else None
        if teller is not None and teller != speaker.name:
            hops.append(teller)
        return tuple(hop for hop in dict.fromkeys(hops) if not _is_own(hop, speaker))

    def _reporters(self, attributed: Attributed, unit: Unit, speaker: Speaker) -> list[str]:
        """Whoever the sentence names as the source of the saying itself, the nearest first."""
        number = self._unit_of(attributed)
        hops: list[tuple[int, str]] = []
        for saying in self.sayings[number]:
            if saying is attributed.saying or saying.subject is None or saying.content is None:
                continue
            if saying.lemma != "according to" and saying.likelihood <= LIKELY:
                continue
            start, end = stretch(unit.tokens, saying.content)
            if start <= attributed.mention[0] and attributed.mention[1] <= end:
                source = stretch(unit.tokens, saying.subject)
                hops.append((end - start, self._hop(source, number)))
        return [name for _, name in sorted(hops) if name and name != speaker.name]

    def _hop(self, source: tuple[int, int], number: int) -> str:
        """A hop as written, a pronoun by its name."""
        words = self.text[source[0] : source[1]]
        if len(words) > 4 or (
            words[:1].isupper() and words.lower() not in {"he", "she", "they", "it", "who", "we", "i"}
        ):
            return words
        return self.resolver.speaker_of(source, number).name or ""


def _is_own(hop: str, speaker: Speaker) -> bool:
    """Whether a hop is the speaker under a longer or shorter name: "Legislator Mia Roth" for "Roth"."""
    own, other = set((speaker.name or "").lower().split()), set(hop.lower().split())
    if own < other and any(plain(word) in ORGANISATION_WORDS for word in other):
        return False  # the Roth Post is not Roth
    return bool(own) and (own <= other or other <= own)
