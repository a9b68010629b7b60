"""What leads: stories in order, each with printed reasons."""

from dataclasses import dataclass

from digests.stories import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A story with its score and the reasons for it, in words."""

    story: Story
    score: float
    reasons: tuple[str, ...]
