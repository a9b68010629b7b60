"""What database drivers raise to StorageError, where the database cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StorageError

_MISTAKES = (IntegrityError, ProgrammingError, DataError)  # ours, not the database's: they keep their own class


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what a database driver raises for a database that cannot be used into a StorageError with its words."""
    try:
        yield
    except _MISTAKES:
        raise
    except DBAPIError as error:
        raise StorageError(f"The database cannot be used: {_first_line(error.orig or error)}") from error
    except (OSError, PoolTimeout) as error:
        raise StorageError(f"The database cannot be reached: {_first_line(error)}") from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "asyncpg":
            raise
        raise StorageError(f"The database cannot be used: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    words = str(error).strip()
    return words.splitlines()[0] if words else type(error).__name__
