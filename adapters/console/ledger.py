"""Posts to a file and back: one JSON object a line, on the disk before `append` returns."""

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A page that was shown: our key, where, the console's id of it, its words and when."""

    key: str
    target: str
    id: str
    text: str
    posted_at: datetime


class Ledger:
    """A file of posts that several processes may append to; a line torn by a crash is skipped and never joined."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def check(self) -> None:
        """Raises OSError when no post can be recorded here."""
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600))

    def append(self, *, key: str, target: str, text: str, posted_at: datetime) -> str:
        """Record a post and give its id: where its line begins. OSError when it is not on the disk for certain."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            end = os.lseek(descriptor, 0, os.SEEK_END)
            mend = b"\n" if end and os.pread(descriptor, 1, end - 1) != b"\n" else b""
            post_id = f"console-{end + len(mend)}"
            line = {"key": key, "target": target, "id": post_id, "text": text, "posted_at": posted_at.isoformat()}
            self._write(descriptor, mend + json.dumps(line).encode("ascii") + b"\n", end=end)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if end == 0:
            self._sync_folder()
        return post_id

    def posts(self) -> Iterator[Post]:
        """Every whole line of the file, oldest first; nothing when there is no file."""
        try:
            with self.path.open("rb") as lines:
                for line in lines:
                    post = _post(line)
                    if post is not None:
                        yield post
        except FileNotFoundError:
            return

    def find(self, *, key: str, target: str) -> str | None:
        """The id of the first post that carries a key in a target."""
        return next((post.id for post in self.posts() if post.key == key and post.target == target), None)

    def _write(self, descriptor: int, line: bytes, *, end: int) -> None:
        """Write the whole line, or leave the file as it was."""
        try:
            written = 0
            while written < len(line):
                written += os.write(descriptor, line[written:])
        except OSError:
            os.ftruncate(descriptor, end)
            raise

    def _sync_folder(self) -> None:
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _post(line: bytes) -> Post | None:
    if not line.endswith(b"\n"):
        return None
    try:
        fields = json.loads(line)
        return Post(
            key=str(fields["key"]),
            target=str(fields["target"]),
            id=str(fields["id"]),
            text=str(fields["text"]),
            posted_at=datetime.fromisoformat(fields["posted_at"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
