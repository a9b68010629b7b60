"""Secrets to text that the store may hold: sealed with keys that come from the environment, each named by its hash."""

import hashlib
import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import StorageError


def new_key() -> str:
    """A key, of the operating system's chance."""
    return Fernet.generate_key().decode()


class Seal:
    """Seals with its first key and opens with all of them, so that keys can be changed while the bot runs."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take one key at least; ValueError when one is no Fernet key."""
        self._keys = MultiFernet([Fernet(key) for key in keys])
        self.key_id = hashlib.sha256(keys[0].encode()).hexdigest()[:8]

    def close(self, secret: str, *, owner: str) -> str:
        """The secret sealed; it opens for its owner only, so a row that is copied to another's name is of no use."""
        return self._keys.encrypt(json.dumps([owner, secret]).encode()).decode()

    def open(self, sealed: str, *, owner: str) -> str:
        """The secret; StorageError when no key of ours opens it, or when it is another's."""
        try:
            whose, secret = json.loads(self._keys.decrypt(sealed))
        except InvalidToken:
            raise StorageError(
                f"No key of slack.token_keys opens the token of {owner}; add the one that did."
            ) from None
        if whose != owner:
            raise StorageError(f"The token kept for {owner} is another's; install the app there again.")
        return str(secret)
