"""What a publisher answered, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a publisher answered: `unchanged` (then without a body), or the unpacked body.

    `url` is where the answer came from; `permanent` where permanent redirects alone led, "" without any.
    """

    url: str
    body: bytes = b""
    unchanged: bool = False
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    content_hash: str = ""
    permanent: str = ""
