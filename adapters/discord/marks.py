"""Our key to what a post of Discord can carry: a nonce, and a number on its first component that history shows."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

Json = dict[str, object]

LONGEST_NONCE: Final = 25
EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)
_LEAST_MARK = 1_000_000
"""Discord numbers components from 1; a mark is above whatever it gives."""
_MOST_MARK = 2**31 - 1


def nonce_of(key: str) -> str:
    """The nonce of a page: 25 characters of a hash of its key."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[:LONGEST_NONCE].lower()


def mark_of(key: str) -> int:
    """The number that the first component of a page carries."""
    number = int.from_bytes(hashlib.sha256(f"mark {key}".encode()).digest()[:8], "big")
    return _LEAST_MARK + number % (_MOST_MARK - _LEAST_MARK)


def marked(content: Json, key: str) -> Json:
    """The content of a post with our key on it; posting it twice within minutes gives the first post again."""
    components = content.get("components")
    if isinstance(components, list) and components:
        content = content | {"components": [components[0] | {"id": mark_of(key)}, *components[1:]]}
    return content | {"nonce": nonce_of(key), "enforce_nonce": True}


def carries(post: Mapping[str, object], key: str) -> bool:
    """Whether a post read back is the page with this key."""
    return post.get("nonce") == nonce_of(key) or _mark(post) == mark_of(key)


def is_marked(post: Mapping[str, object]) -> bool:
    """Whether a post read back says which page it is; plain text does not."""
    return bool(post.get("nonce")) or (_mark(post) or 0) >= _LEAST_MARK


def snowflake(moment: datetime) -> int:
    """The smallest id that Discord gives at a moment."""
    return max(0, int((moment - EPOCH).total_seconds() * 1000)) << 22


def moment_of(id: str) -> datetime:
    """When Discord gave an id."""
    return EPOCH + timedelta(milliseconds=int(id) >> 22)


def _mark(post: Mapping[str, object]) -> int | None:
    components = post.get("components")
    first = components[0] if isinstance(components, list) and components else None
    number = first.get("id") if isinstance(first, dict) else None
    return number if isinstance(number, int) else None
