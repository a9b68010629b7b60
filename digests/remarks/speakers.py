"""A mention to its speaker: by name, pronoun, office or "the company" inside the article, then by the desk."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from digests.desk import Person
from digests.remarks.back_references import body_before, known_described
from digests.remarks.cast import Cast
from digests.remarks.descriptions import (
    ANONYMOUS,
    body_named,
    can_be_somebody,
    is_anonymous,
    is_of_a_document,
    is_several,
    owns_utterance,
    points_back,
    without_article,
)
from digests.remarks.east import EAST
from digests.remarks.east_names import east_speaker
from digests.remarks.genders import gender_of
from digests.remarks.lexicon import DETERMINERS, NOUNS, PREPOSITIONS, TIME_WORDS, UTTERANCES
from digests.remarks.mentions import is_described, only_describes, says_only_whence
from digests.remarks.names import Run, runs_of, told_gender
from digests.remarks.pairs import are_a_pair, joined_before
from digests.remarks.people import People, role_of
from digests.remarks.phrases import AUTHORED
from digests.remarks.pronouns import Pronoun, person_meant
from digests.remarks.reading import Token, Unit
from digests.remarks.relatives import antecedent
from digests.remarks.roles import ORGANISATION_WORDS, ROLE_WORDS, TITLES, plain, role_after, split_run
from digests.remarks.speaker import NOBODY_YET, Speaker, Spoke

_INSTITUTION_VOICE = re.compile(
    r"\b(spokes(?:man|woman|person|people)|representatives?)\s+(?:for|of|at|with)\s+(?:the\s+)?([^.;:]+)|"
    r"\b((?:[A-Z][\w&.-]+\s+)*?(?:[A-Z][\w&.-]+))(?:['’]s)?\s+(spokes(?:man|woman|person)|representative)$"
)


@dataclass(slots=True)
class Resolver:
    """What resolving needs: the text, its units and cast, the desk's people, the day, and the whole article's words."""

    text: str
    units: list[Unit]
    cast: Cast
    people: People
    on: date | None
    around: str = ""

    def speaker_of(self, mention: tuple[int, int], unit: int, last: Spoke = NOBODY_YET, verb: str = "") -> Speaker:
        """Who the mention in a unit stands for; `last` is who spoke before and where, `verb` what is done by it."""
        words = self.text[mention[0] : mention[1]]
        if EAST.search(words):
            return east_speaker(words, self.people, self.on, last.speaker)
        first = plain(words.split()[0]) if words.split() else ""
        if first in _PRONOUN_GENDERS and _is_pronoun(words):
            return self._by_pronoun(
                Pronoun(_PRONOUN_GENDERS[first], mention[0], unit, last.speaker, last.unit, verb), first
            )
        if first in {"who", "which", "that"}:
            return self._by_relative(mention[0], unit)
        author = _AUTHORED.match(words)
        if author is not None:
            return self.speaker_of((mention[0] + author.end(), mention[1]), unit, last, verb)
        named = self._by_office(words, mention) or self._by_name(words, mention)
        if named is not None:
            return self._with_first(named, mention)
        return self._by_description(words, mention)

    def _with_first(self, named: Speaker, mention: tuple[int, int]) -> Speaker:
        """A speaker, with whoever speaks too and is named first: "Ann Lee, a judge, and Tom Kovar, a lawyer, said"."""
        run = joined_before(self.text, self._tokens_at(mention[0]), mention[0])
        first = self._full(run) if run is not None else ""
        if not first or not named.name or first == named.name:
            return named
        return Speaker(name=f"{self._with_desk(first, '').name} and {named.name}")

    def _by_office(self, words: str, mention: tuple[int, int]) -> Speaker | None:
        """Whoever is named behind an office that ends in no name of its own: "the ambassador to Ostland, Ann Lee,"."""
        inside = [t for t in self._tokens_at(mention[0]) if mention[0] <= t.start < mention[1]]
        bare = bool(inside) and (inside[-1].kind == "w" or any(t.low in PREPOSITIONS for t in inside[-3:-1]))
        return self._apposed(words, mention[1]) if bare else None

    def _by_name(self, words: str, mention: tuple[int, int]) -> Speaker | None:
        desk = self.people.named(without_article(words.strip()))
        if desk is not None:
            return self._with_desk(desk.name, "")
        voice = _INSTITUTION_VOICE.search(words)
        if voice is not None and (voice.group(3) or "").lower() not in DETERMINERS:
            return self._voice(voice)
        return self._by_runs(words, mention)

    def _by_runs(self, words: str, mention: tuple[int, int]) -> Speaker | None:
        """Who is meant by the capitalised words of a mention; None where they only belong to a description."""
        inside = [t for t in self._tokens_at(mention[0]) if mention[0] <= t.start < mention[1]]
        runs = [run for run in runs_of(self.text, inside) if split_run(run.words)[1]]
        if not runs or ANONYMOUS.match(words) or is_of_a_document(words):
            return None
        runs = runs[1:] if len(runs) > 1 and says_only_whence(runs[0].words) else runs
        if only_describes(inside, runs[0].start):
            return self._named_last(words)
        several = self._body(runs) or self._pair(runs)
        if several is not None:
            return several
        run, role, name = self._best(runs, inside)
        if not name or (is_described(inside, run.end) and not owns_utterance(words)):
            return None
        full = self._full(run)
        known = self.cast.known.get(full)
        role = role or role_after(self.text, run.end, run.end + 140) or (known.role if known else "")
        return self._with_desk(full, role)

    def _named_last(self, words: str) -> Speaker | None:
        """Whoever stands behind an office and its field: "Chief of Detectives Ann Lee"; no "lawyer for Ann Lee"."""
        parts = words.split()
        at = next((i for i in range(len(parts) - 2, 1, -1) if gender_of(parts[i], "", "")), 0)
        field = plain(parts[at - 1]) if at else ""
        if not at or words[0].islower() or not parts[at - 1].istitle() or field in ROLE_WORDS | TITLES:
            return None
        return self._with_desk(" ".join(parts[at:]), without_article(" ".join(parts[:at])))

    def _best(self, runs: list[Run], inside: list[Token]) -> tuple[Run, str, str]:
        """The run that most likely names the speaker: a person known before one with a role before the first."""
        last = [run for run in runs if not is_described(inside, run.end)]
        named = [(run, *split_run(run.words)) for run in last or runs]
        return max(named, key=lambda n: (self._is_known_person(n[0]), bool(n[2]) and n[1] != "", -n[0].start))

    def _pair(self, runs: list[Run]) -> Speaker | None:
        """Two who speak as one: "Senators Ann Lee and Tom Kovar", "Norvane and Kestrel"."""
        if not are_a_pair(self.text, runs):
            return None
        names = [self._full(run) for run in runs]
        known = [self._with_desk(name, "").name for name in names]
        return Speaker(name=" and ".join(name or "" for name in known), role=split_run(runs[0].words)[0])

    def _body(self, runs: list[Run]) -> Speaker | None:
        """An institution's name with its "of ...": "Commission on Wafer Trade"."""
        first, last = runs[0], runs[-1]
        between = self.text[first.end : last.start]
        if plain(first.words[-1]) not in ORGANISATION_WORDS or not _LINKED.fullmatch(between):
            return None
        _, head = split_run(first.words)
        return self._with_desk(head + self.text[first.end : last.end], "") if first is not last else None

    def _full(self, run: Run) -> str:
        """The full name of whoever a run names."""
        role, name = split_run(run.words)
        return self.cast.full(name, run.end, told_gender(run, role, name)) if name else ""

    def _is_known_person(self, run: Run) -> bool:
        known = self.cast.known.get(self._full(run))
        return bool(known and (known.is_person or " " in known.name))

    def _with_desk(self, name: str, role: str) -> Speaker:
        """The speaker with the desk's knowledge where the text is silent; the text's role stays."""
        person = self._on_desk(name, role)
        borne = self.people.share(name) and not self.cast.bearers.get(name)
        elsewhere = borne and (person is None or person.name not in self.around)
        namesake = self.cast.begun_with(name) if elsewhere else ""
        if person is None or namesake:
            return Speaker(name=namesake or self._as_written(name), role=role)
        known = self.cast.known.get(person.name)
        return Speaker(
            name=person.name,
            id=person.id,
            role=role or (known.role if known else "") or role_of(person, self.on),
        )

    def _on_desk(self, name: str, role: str) -> Person | None:
        """The desk's person of a name; by a last name alone never a stranger, nor one of several in the text."""
        person = self.people.named(name)
        known = self.cast.known.get(name)
        if person is not None or (known is not None and known.stranger) or len(self.cast.bearers.get(name, ())) > 1:
            return person
        gender = known.gender if known is not None else ""
        role = role or (known.role if known is not None else "")
        return self.people.by_last_name(name, around=self.around, role=role, gender=gender)

    def _as_written(self, name: str) -> str:
        """A name with the "The" that the text writes with a capital inside a sentence: "told The Morning Post"."""
        the = f"The {name}"
        return the if the in self.around and re.search(rf"[a-z],? {re.escape(the)}(?![\w’'])", self.around) else name

    def _voice(self, voice: re.Match[str]) -> Speaker:
        role, organisation = voice.group(1) or voice.group(4), voice.group(2) or voice.group(3)
        name = " ".join(without_article(organisation).split()[:8]).removesuffix("'s").removesuffix("’s")
        return replace(self._with_desk(name, role), role=role)

    def _by_pronoun(self, pronoun: Pronoun, word: str) -> Speaker:
        last = pronoun.last
        if pronoun.gender == "they":
            body = body_before(self.units, self.cast, pronoun.unit) if word == "it" else None
            return self._with_desk(body.name, body.role) if body is not None else self._body_or_group(last)
        if pronoun.gender == "i":
            return Speaker()
        known = person_meant(self.units, self.cast, pronoun)
        if known is not None:
            known.gender = known.gender or pronoun.gender  # told from here on
            return self._with_desk(known.name, known.role)
        return last if last is not None and self._may_be_one(last, pronoun) else Speaker()

    def _may_be_one(self, last: Speaker, pronoun: Pronoun) -> bool:
        """Whether who spoke before may be "he" or "she": somebody with two names, and no institution."""
        words = (last.name or "").split()
        known = self.cast.known.get(last.name or "")
        if known is not None and (known.is_body or known.gender not in {"", pronoun.gender}):
            return False
        if len(words) == 1 and (last.role or pronoun.goes_on):
            return True  # "a spokesman for Norvane said ... He said": the spokesman
        return 1 < len(words) < 4 and not any(plain(word) in ORGANISATION_WORDS or word == "and" for word in words)

    def _body_or_group(self, last: Speaker | None) -> Speaker:
        """Who "it" and "they" stand for: whoever spoke before, unless that is one person."""
        known = self.cast.known.get(last.name) if last is not None and last.name else None
        return last if last is not None and not (known and known.is_person) else Speaker()

    def _by_relative(self, place: int, unit: int) -> Speaker:
        found = antecedent(self.text, self.units[unit].tokens, place)
        if found is None:
            return Speaker()
        words = self.text[slice(*found)]
        return self._by_runs(words, found) or self._by_description(words, found)

    def _by_description(self, words: str, mention: tuple[int, int]) -> Speaker:
        """Who is described and not named; where nobody is found, the description stands as the role."""
        role = without_article(words)
        if is_anonymous(words):
            return Speaker(role=role, anonymous=True)
        person = self.people.in_office(words, self.on)
        if person is not None:
            return Speaker(name=person.name, id=person.id, role=role_of(person, self.on))
        voice = self._own_voice(words, mention[0])
        if voice is not None:
            return voice
        known = known_described(self.units, self.cast, words, mention[0]) if points_back(words) else None
        if known is not None:
            return self._with_desk(known.name, known.role)
        return Speaker(
            name=body_named(words), role="" if body_named(words) else role, anonymous=bool(ANONYMOUS.match(words))
        )

    def _own_voice(self, words: str, place: int) -> Speaker | None:
        """Whose spokesman "its spokesman" is: that of the body that the sentence begins with."""
        match = _OWN_VOICE.fullmatch(words)
        tokens = self._tokens_at(place)
        if match is None or not tokens:
            return None
        first = 1 if tokens[0].low == "the" else 0
        runs = runs_of(self.text, [token for token in tokens if token.start < place])
        if not runs or runs[0].start != tokens[first].start:
            return None
        known = self.cast.known.get(split_run(runs[0].words)[1])
        return replace(self._with_desk(known.name, ""), role=match[1]) if known and not known.is_person else None

    def _tokens_at(self, place: int) -> list[Token]:
        """The tokens of the sentence that holds a place."""
        number = max(0, bisect_right(self.units, place, key=lambda unit: unit.start) - 1)
        return self.units[number].tokens if self.units else []

    def _apposed(self, words: str, end: int) -> Speaker | None:
        """Whoever is named behind an office: "Norvane's finance chief, Lea Ortiz, said"."""
        match = _NAMED_BEHIND.match(self.text, end)
        if match is None or is_several(words) or not can_be_somebody(words):
            return None
        _, name = split_run(tuple(match.group(1).split()))
        if not name or _NO_NAME & {plain(part) for part in name.split()}:
            return None
        return self._with_desk(self.cast.full(name, end), without_article(words))


_PRONOUN_GENDERS = {
    "he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "they": "they", "their": "they", "it": "they",
    "its": "they", "we": "i", "i": "i", "you": "i", "my": "i",
}  # fmt: skip


def _is_pronoun(words: str) -> bool:
    """Whether a mention that begins with a pronoun is one, or its utterance: "he", "she’s", "his comments"."""
    parts = words.split()
    return len(parts) == 1 or parts[-1].lower() in UTTERANCES | NOUNS


_AUTHORED = re.compile(
    rf"(?:(?:an?|the|its|this|one)\s+)?(?:[\w-]+\s+){{0,2}}(?:{'|'.join(sorted(AUTHORED))})\s+(?:from|by)\s+(?=\S)",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(r"(?:[Ii]ts|[Tt]heir)\s+(spokes(?:man|woman|person|people)|representatives?|lawyers?)")
_NAMED_BEHIND = re.compile(r", ((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+)(?=[,.;]|$)")
_NO_NAME = ORGANISATION_WORDS | TIME_WORDS
_LINKED = re.compile(r"\s+(?:of|on|for)\s+(?:the\s+)?(?:[A-Z]\w+,?\s+(?:(?:and|of|&)\s+)?(?:the\s+)?)*")
