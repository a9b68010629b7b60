"""Names as a text gives them, one by one, to its cast: who is known by what, and whom a last name alone means."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from digests.remarks.lexicon import PARTICLES
from digests.remarks.roles import ORGANISATION_WORDS, family_name, plain

_NAMED_BEFORE = 300
_MOST_BEARERS = 12  # of one last name; who has more is a list, or a trap


class Mention(NamedTuple):
    """Where somebody is named in full: the place, the beginning of the sentence, and whether nobody is named before."""

    place: int
    sentence: int
    leads: bool


@dataclass(slots=True)
class Known:
    """Somebody or something that a text names; `places` are where, in order, `in_full` those of the full name.

    `alone` are those where a last name alone stands for it. A stranger is one whom the text itself
    introduces by a last name alone ("a trader surnamed Wei"), so that it is nobody whom readers know. What `is_body` is
    told to be no person ("the newspaper De Middag"); what never `stands` is only where something is ("in Westhaven").
    """

    name: str
    role: str = ""
    gender: str = ""
    is_person: bool = False
    places: list[int] = field(default_factory=list)
    in_full: list[Mention] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    stranger: bool = False
    is_body: bool = False
    stands: bool = False


@dataclass(slots=True)
class Cast:
    """Who is named in a text: by full name; `bearers` are those whom a last name may stand for, the first first."""

    known: dict[str, Known] = field(default_factory=dict)
    bearers: dict[str, list[str]] = field(default_factory=dict)
    order: list[tuple[int, str]] = field(default_factory=list)

    def lend(self, other: "Cast") -> None:
        """Take over whom another text names, as if before this one's beginning; what this text says stays."""
        for name, known in other.known.items():
            own = self.known.setdefault(name, Known(name, places=[-1]))
            own.role = own.role or known.role
            own.gender = own.gender or known.gender
            own.is_person = own.is_person or known.is_person
            own.stranger = own.stranger or known.stranger
            own.is_body, own.stands = own.is_body or known.is_body, own.stands or known.stands
            own.alone = own.alone or [-1] * len(known.alone)
        for last, names in other.bearers.items():
            for name in names if last not in self.bearers else ():
                self.bear(last, name)

    def bear(self, last: str, full: str) -> None:
        """Let a last name stand for somebody too, unless it already does under another form of the same name."""
        bearers = self.bearers.setdefault(last, [])
        first = full.partition(" ")[0]
        if len(bearers) < _MOST_BEARERS and all(
            one.partition(" ")[0] != first or not one.endswith(f" {last}") for one in bearers
        ):
            bearers.append(full)

    def is_borne(self, full: str) -> bool:
        """Whether a last name stands for somebody of that full name."""
        return any(full in names for names in self.bearers.values())

    def full(self, name: str, place: int, gender: str = "") -> str:
        """The full name of whoever a last name at a place stands for; itself where it is none, or of two."""
        parts = name.split()
        alone = len(parts) == 1 or parts[0].lower() in PARTICLES
        bearers = self.bearers.get(family_name(parts), []) if alone else []
        meant = self._of_gender([self.known[bearer] for bearer in bearers], gender)
        if len(meant) > 1:
            meant = _meant(meant, place)
        return meant[0].name if len(meant) == 1 else name

    def _of_gender(self, bearers: list[Known], gender: str) -> list[Known]:
        """Those whom a title before the name does not contradict; of several, people and what is named twice."""
        if len(bearers) > 1:
            bearers = [one for one in bearers if one.is_person or len(one.in_full) > 1] or bearers
        if not gender:
            return bearers
        same = [one for one in bearers if one.gender == gender]
        return same or [one for one in bearers if not one.gender]

    def begun_with(self, first: str) -> str:
        """The one person named in full whose name begins with a word and has three: "Tan Kok Wei" for "Tan"."""
        begun = {name for name in self.known if len(parts := name.split()) == 3 and parts[0] == first}
        alone = next(iter(begun)) if len(begun) == 1 else ""
        return alone if not any(plain(part) in ORGANISATION_WORDS for part in alone.split()) else ""

    def between(self, start: int, end: int) -> list[Known]:
        """Who was named in a stretch, the first first, each once."""
        first, last = bisect_left(self.order, (start, "")), bisect_left(self.order, (end, ""))
        return list({name: self.known[name] for _, name in self.order[first:last]}.values())

    def pass_over(self, stretches: list[tuple[int, int]]) -> None:
        """Forget that anybody is named in stretches that only label who speaks; who they are stays known."""
        inside = {at for start, end in stretches for at in range(start, end)}
        self.order = [(place, name) for place, name in self.order if place not in inside] if inside else self.order

    def before(self, place: int) -> list[Known]:
        """Who was named before a place, the last first; no more than the last few hundred."""
        at = bisect_left(self.order, (place, ""))
        return [self.known[name] for _, name in reversed(self.order[max(0, at - _NAMED_BEFORE) : at])]


_LATEST = 8  # mentions in full of one person that are looked at
_NEAR = 600  # characters: how long a name in full lends the last name to one who does not have it yet


def _meant(bearers: list[Known], place: int) -> list[Known]:
    """Whoever of several a last name at a place means: one just named in full, else the one mostly called by it.

    One who is only touched on does not take it from another. Before any is named it is whoever is called so later.
    """
    full = [(m, one) for one in bearers for m in one.in_full[: bisect_left(one.in_full, (place + 1,))][-_LATEST:]]
    settled = [one for one in bearers if _called(one, place)]
    near = [(m, one) for m, one in full if place - m.place < _NEAR and (m.leads or not _others(settled, one, m.place))]
    last = _last(near) or ([] if settled else _last(full))
    if len(last) == 1 or not (settled or not full):
        return last
    candidates = [one for one in last or settled or bearers if one.alone]
    most = max((_called(one, place) for one in candidates), default=0)
    return [one for one in candidates if _called(one, place) == most]


def _last(mentions: list[tuple[Mention, Known]]) -> list[Known]:
    """Whoever is named in the last sentence of several."""
    last = max((m.sentence for m, _ in mentions), default=0)
    return list({one.name: one for m, one in mentions if m.sentence == last}.values())


def _called(one: Known, place: int) -> int:
    """How often somebody is called by the last name alone before a place."""
    return bisect_left(one.alone, place)


def _others(settled: list[Known], but: Known, place: int) -> bool:
    """Whether another of those called by the last name alone is so before a place."""
    return any(one is not but and one.alone[0] < place for one in settled)
