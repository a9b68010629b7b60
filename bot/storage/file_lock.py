"""A path to a lock that one process holds, and that the system frees when the process dies."""

import fcntl
import os
from pathlib import Path

from bot.errors import StorageError


class FileLock:
    """The lock beside a SQLite file, `<file>.lock`; it holds the number of the process that has it."""

    def __init__(self, database: str) -> None:
        """Name the lock of a database file."""
        self._database = database
        self._path = Path(f"{database}.lock")
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Take the lock; false when another process (or another open store of this one) has it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageError(f"The store {self._database} cannot be opened: {error.strerror}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return False
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def refusal(self) -> str:
        """Why a second owner is refused, in a sentence."""
        holder = self._path.read_text(encoding="ascii", errors="replace").strip() or "unknown"
        return (
            f"The store {self._database} is already in use by process {holder}. Stop that one first, "
            "or give PostgreSQL as the store: any number of processes can share it."
        )


def keep_private(path: str) -> None:
    """Make sure that a file exists and that a new one is readable by its owner only; StorageError where none can be."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(f"The store {path} cannot be opened: {error.strerror}") from error
