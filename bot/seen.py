"""Names of requests to whether they came before: platforms repeat what they are not sure was heard."""

from collections import OrderedDict

KEPT = 20_000


class Seen:
    """Remembers the latest names."""

    def __init__(self, kept: int = KEPT) -> None:
        """Keep so many."""
        self._kept = kept
        self._names: OrderedDict[str, None] = OrderedDict()

    def again(self, name: str) -> bool:
        """Whether a name was given before; it is remembered from now on."""
        if name in self._names:
            return True
        self._names[name] = None
        if len(self._names) > self._kept:
            self._names.popitem(last=False)
        return False

    def forget(self, name: str) -> None:
        """Remember a name no longer."""
        self._names.pop(name, None)
