"""A speaker: who a mention stands for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a mention stands for; `name` is None where neither the text nor the desk says."""

    name: str | None = None
    id: str | None = None
    role: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Spoke:
    """Who spoke last, and in which sentence."""

    speaker: Speaker | None = None
    unit: int = 0


NOBODY_YET = Spoke()
