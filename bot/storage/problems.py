"""What database drivers raise to StorageError, where the database cannot be used."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StorageError

_MISTAKES = (IntegrityError, ProgrammingError, DataError)  # ours, not the database's: they keep their own class

_MENDS = {
    "file is not a database": "name another file in storage.url",
    "malformed": "the file is damaged: restore a backup, or name another file in storage.url",
    "readonly": "let this user write the file and its folder",
    "disk is full": "make room on its disk",
    "locked": "another program holds it: end that, and try again",
    "unable to open": "see that the folder is there and may be written by this user",
    "no such column": "it is not ours, or damaged: name another in storage.url, or restore a backup",
    "no such table": "it is not ours, or damaged: name another in storage.url, or restore a backup",
    "password authentication failed": "mend user and password in storage.url",
    "does not exist": "create it, or mend its name in storage.url",
}
"""What to do, by words of the drivers."""
_NUMBER = re.compile(r"^(?:\[Errno -?\d+\] |<class '[\w.]+'>: )")


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what a database driver raises for a database that cannot be used into a StorageError with its words."""
    try:
        yield
    except _MISTAKES:
        raise
    except DBAPIError as error:
        raise StorageError(_unusable(error.orig or error)) from error
    except (OSError, PoolTimeout) as error:
        why = _first_line(error)
        raise StorageError(
            f"The database cannot be reached ({why}); see storage.url, and that its server runs"
        ) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "asyncpg":
            raise
        raise StorageError(_unusable(error)) from error


def _unusable(error: BaseException) -> str:
    why = _first_line(error)
    mend = next((f"; {mend}" for words, mend in _MENDS.items() if words in why.lower()), "")
    return f"The database cannot be used ({why}){mend}."


def _first_line(error: BaseException) -> str:
    words = _NUMBER.sub("", str(error).strip())
    return words.splitlines()[0] if words else type(error).__name__
