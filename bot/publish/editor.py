"""What publishing needs to know of editing: how stories become a digest, and a digest a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.subscriptions import Subscription
from digests.digest import Digest
from digests.message import Message
from digests.shown import Shown
from digests.stories import Story


class Compose(Protocol):
    """The digest of the stories of a window, for a subscription that was shown some of them before."""

    def __call__(
        self,
        stories: Sequence[Story],
        *,
        subscription: Subscription,
        since: datetime,
        until: datetime,
        shown: Mapping[str, Shown],
    ) -> Digest:
        """Compose."""


LayOut = Callable[[Digest, Subscription], Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """How stories become a digest, and a digest a message."""

    compose: Compose
    lay_out: LayOut
