"""A name or an office to the desk's person, by the day: the desk never overrides what the text says."""

import re
from collections.abc import Iterable
from datetime import date

from digests.desk import Office, Person
from digests.remarks.genders import gender_of
from digests.remarks.offices import fits, has, is_placed

_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s+|['’]s\b", re.IGNORECASE)


class People:
    """The desk's people by name, alias, last name and office."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        """Index the people; a last name may be several people's."""
        self._by_name: dict[str, Person] = {}
        last: dict[str, list[Person]] = {}
        self._offices: list[tuple[str, Office, Person]] = []
        for person in people:
            for name in (person.name, *person.aliases):
                self._by_name.setdefault(_folded(name), person)
            last.setdefault(_folded(person.family_name), []).append(person)
            for office in person.offices:
                self._offices.extend((key, office, person) for key in _keys(office))
        named = [(name, person) for name, person in self._by_name.items() if _EAST.search(name)]
        self._in_east = sorted(named, key=lambda pair: -len(pair[0]))
        last.pop("", None)
        self._by_last = last

    def named(self, name: str) -> Person | None:
        """The person of that name or alias."""
        return self._by_name.get(_folded(name))

    def by_last_name(self, name: str, *, around: str, role: str = "", gender: str = "") -> Person | None:
        """The person whom a text means by a last name alone.

        Only where the text `around` has the full name, an office or the organisation too, or the last name alone is
        unmistakable; and never against the role or the gender that the text gives.
        """
        namesakes = self._by_last.get(_folded(name), [])
        named = [one for one in namesakes if any(has(around, full) for full in one.names)]
        fitting = [one for one in named or namesakes if _may_be(one, gender)]
        if not named:
            fitting = [one for one in fitting if not role or fits(one, role)]
            placed = [one for one in fitting if is_placed(one, around)]
            fitting = placed or [one for one in fitting if one.unmistakable]
        return fitting[0] if len(fitting) == 1 else None

    def named_within(self, words: str) -> Person | None:
        """The person whose name in Chinese, Japanese or Korean stands among the words, the longest name first."""
        folded = words.casefold()
        return next((person for name, person in self._in_east if name in folded), None)

    def share(self, name: str) -> bool:
        """Whether a name is the last name of anybody on the desk."""
        return _folded(name) in self._by_last

    def in_office(self, words: str, on: date | None) -> Person | None:
        """Who held, on that day, the office that the words name ("the Commerce Secretary", "Nvidia's chief")."""
        key = _plain(words)
        found = [person for office_key, office, person in self._offices if office_key == key and held(office, on)]
        return found[0] if len({person.id for person in found}) == 1 else None


def _may_be(person: Person, gender: str) -> bool:
    own = gender_of(person.name.partition(" ")[0], "", "")
    return not gender or own in {"", gender}


def held(office: Office, on: date | None) -> bool:
    """Whether an office was held on a day; without a day, whether it is not known to have ended."""
    if on is None:
        return office.until is None
    return (office.since is None or office.since <= on) and (office.until is None or on <= office.until)


def role_of(person: Person, on: date | None) -> str:
    """The person's office on a day, as "CEO, Nvidia"; "" if the desk knows of none."""
    offices: Iterable[Office] = (office for office in person.offices if held(office, on))
    office = next(iter(offices), None)
    if office is None:
        return ""
    return f"{office.role}, {office.organisation}" if office.organisation else office.role


def _folded(name: str) -> str:
    """A name as it is looked up: whatever its case, and with a straight apostrophe."""
    return name.casefold().replace("’", "'")


def _plain(words: str) -> str:
    return " ".join(_ARTICLE.sub(" ", _folded(words)).split())


def _keys(office: Office) -> set[str]:
    """How an office is named: its role, its aliases, and the organisation with the role."""
    role, organisation = office.role, office.organisation
    names = {*office.aliases, f"{organisation} {role}", f"{role} of {organisation}"}
    if {"chief", "ceo"} & set(role.lower().split()):
        names.add(f"{organisation} chief")
    if len(role.split()) > 1:
        names.add(role)
    return {_plain(name) for name in names if name}
