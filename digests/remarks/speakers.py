"""A mention to its speaker: by name, pronoun, office or "the company" inside the article, then by the desk."""

import re
from dataclasses import dataclass
from datetime import date

from digests.remarks.lexicon import one_of
from digests.remarks.names import Cast, Known, plain, role_after, runs_of, split_run
from digests.remarks.people import People, role_of
from digests.remarks.reading import Token, Unit


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a mention stands for; `name` is None where neither the text nor the desk says."""

    name: str | None = None
    id: str | None = None
    role: str = ""
    anonymous: bool = False


_ANONYMOUS = re.compile(
    r"^(?:(?:the|a|an|one|two|three|four|five|several|some|many|multiple|other|another|both|senior|former|current|unnamed|"
    r"anonymous|top|u\.s\.|american|chinese|white house|government|administration|industry|company|congressional|"
    r"intelligence|law enforcement|pentagon|\w+ese|\w+ish)\s+)*"
    r"(?:sources?|people|persons?|insiders?|officials?|aides?|individuals?|someone|executives?)\b",
    re.IGNORECASE,
)
_OFFICIAL_GROUP = re.compile(r"\b(?:officials|executives|aides|people)\b", re.IGNORECASE)
_INSTITUTION_VOICE = re.compile(
    r"\b(spokes(?:man|woman|person|people)|representatives?)\s+(?:for|of|at|with)\s+(?:the\s+)?([^,.;:]+)|"
    r"\b((?:[A-Z][\w&.-]+\s+)*?(?:[A-Z][\w&.-]+))(?:['’]s)?\s+(spokes(?:man|woman|person)|representative)$"
)
_COMPANIES = one_of(
    "company firm chipmaker chip-maker manufacturer group supplier foundry maker startup giant bank retailer automaker"
)
_OFFICES = one_of(
    "ministry department agency commission bureau administration court council committee association government "
    "office union"
)


@dataclass(slots=True)
class Resolver:
    """What resolving needs: the text, its units and cast, the desk's people, the day, and who spoke so far."""

    text: str
    units: list[Unit]
    cast: Cast
    people: People
    on: date | None

    def speaker_of(self, mention: tuple[int, int], unit: int, last: Speaker | None) -> Speaker:
        """Who the mention in a unit stands for; `last` is who spoke before."""
        words = self.text[mention[0] : mention[1]]
        first = plain(words.split()[0]) if words.split() else ""
        if first in _PRONOUN_GENDERS and (
            len(words.split()) == 1 or first in {"his", "her", "their"} or "'" in words or "’" in words
        ):
            return self._by_pronoun(_PRONOUN_GENDERS[first], mention[0], unit, last)
        if first in {"who", "which", "that"}:
            return self._by_relative(mention[0], unit)
        named = self._by_name(words, mention)
        if named is not None:
            return named
        return self._by_description(words, mention[0])

    def _by_name(self, words: str, mention: tuple[int, int]) -> Speaker | None:
        desk = self.people.named(words.strip())
        if desk is not None:
            return self._with_desk(desk.name, "")
        voice = _INSTITUTION_VOICE.search(words)
        if voice is not None:
            return self._voice(voice)
        tokens = [t for unit in self.units if unit.start <= mention[0] < unit.end for t in unit.tokens]
        inside = [t for t in tokens if mention[0] <= t.start < mention[1]]
        runs = runs_of(self.text, inside)
        if not runs or _ANONYMOUS.match(words):
            return None
        named = [(run, *split_run(run.words)) for run in runs]
        run, role, name = max(
            named, key=lambda n: (self._is_known_person(n[2]), bool(n[2]) and n[1] != "", -n[0].start)
        )
        if not name or _describes(inside, run.end):
            return None
        full = self._full(name)
        known = self.cast.known.get(full)
        role = role or role_after(self.text, run.end, run.end + 140) or (known.role if known else "")
        return self._with_desk(full, role)

    def _is_known_person(self, name: str) -> bool:
        known = self.cast.known.get(self._full(name)) if name else None
        return bool(known and (known.is_person or " " in known.name))

    def _full(self, name: str) -> str:
        return self.cast.surnames.get(name, name) if " " not in name else name

    def _with_desk(self, name: str, role: str) -> Speaker:
        """The speaker with the desk's knowledge where the text is silent; the text's role stays."""
        person = self.people.named(name, alone=" " not in name)
        if person is None:
            return Speaker(name=name, role=role)
        known = self.cast.known.get(person.name)
        return Speaker(
            name=person.name,
            id=person.id,
            role=role or (known.role if known else "") or role_of(person, self.on),
        )

    def _voice(self, voice: re.Match[str]) -> Speaker:
        role, organisation = voice.group(1) or voice.group(4), voice.group(2) or voice.group(3)
        words = [w for w in organisation.split()]
        return Speaker(name=" ".join(words[:6]).removesuffix("'s").removesuffix("’s"), role=role)

    def _by_pronoun(self, gender: str, place: int, unit: int, last: Speaker | None) -> Speaker:
        if gender == "they":
            return self._plural(place, last)
        if gender == "i":
            return Speaker()
        for known in self._subjects_before(place, unit):
            if known.gender in {"", gender} and (known.is_person or " " in known.name):
                return self._with_desk(known.name, known.role)
        return last if last is not None else Speaker()

    def _plural(self, place: int, last: Speaker | None) -> Speaker:
        return last if last is not None and (last.anonymous or last.name is None) else Speaker()

    def _subjects_before(self, place: int, unit: int) -> list[Known]:
        """Who a pronoun may stand for, the likeliest first: this sentence, the ones before, then anybody."""
        found: list[Known] = []
        start = self.units[unit].start
        for at in range(unit, max(-1, unit - 4), -1):
            stretch = self.units[at]
            end = min(stretch.end, place)
            inside = [k for k in reversed(self.cast.before(end)) if any(stretch.start <= p < end for p in k.places)]
            if at == unit and place - start < 3:
                continue
            found.extend(inside)
        return found or self.cast.before(place)

    def _by_relative(self, place: int, unit: int) -> Speaker:
        tokens = [t for t in self.units[unit].tokens if t.end <= place]
        while tokens and tokens[-1].kind in ",(":
            tokens.pop()
        runs = runs_of(self.text, tokens)
        if not runs or (tokens and runs[-1].end != tokens[-1].end):
            return Speaker()
        role, name = split_run(runs[-1].words)
        return self._with_desk(self._full(name), role) if name else Speaker()

    def _by_description(self, words: str, place: int) -> Speaker:
        anonymous = bool(_ANONYMOUS.match(words))
        person = None if anonymous else self.people.in_office(words, self.on)
        if person is not None:
            return Speaker(name=person.name, id=person.id, role=role_of(person, self.on))
        low = words.lower().replace("’", "'")
        if anonymous and not (low.startswith("the ") and not _OFFICIAL_GROUP.search(low)):
            return Speaker(anonymous=True)
        head = low.split()[-1] if low.split() else ""
        if low.startswith("the ") or low.startswith("its "):
            found = self._described(head, place)
            if found is not None:
                return found
        return Speaker(anonymous=anonymous)

    def _described(self, head: str, place: int) -> Speaker | None:
        """The nearest one named before that "the minister", "the company" fits."""
        for known in self.cast.before(place):
            if head in known.role.lower().split() or (head == "ceo" and "chief executive" in known.role.lower()):
                return self._with_desk(known.name, known.role)
            low = known.name.lower().split()
            if head in _OFFICES and head in low:
                return Speaker(name=known.name)
            if head in _COMPANIES and not known.is_person and " " not in known.name:
                return Speaker(name=known.name)
        return None


_PRONOUN_GENDERS = {
    "he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "they": "they", "their": "they", "it": "they",
    "its": "they", "we": "they", "i": "i", "you": "i", "my": "i",
}  # fmt: skip


def _describes(inside: list[Token], end: int) -> bool:
    """Whether small words follow the name in the mention, so that it only describes ("Clinton supporters")."""
    after = [token for token in inside if token.start >= end]
    return bool(after) and after[0].kind == "w" and after[0].low not in _TIES


_TIES = one_of("of and at from for in")
