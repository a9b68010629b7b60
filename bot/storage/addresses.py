"""A database address as people write it to the address that the drivers take."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StorageError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def store_url(text: str) -> URL:
    """The address with its driver; StorageError with a sentence when it is of no kind that we know."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StorageError(f"{text!r} is not a database address; write sqlite:///chipbrief.db") from error
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise StorageError(f"The store can be sqlite or postgresql, not {url.drivername!r}")
    url = url.set(drivername=driver)
    if is_sqlite(url):
        return _with_a_file(url)
    return _with_asyncpg_words(url)


def plain_address(url: URL) -> str:
    """The address as asyncpg itself takes it, password and all."""
    mode = {"sslmode": url.query["ssl"]} if "ssl" in url.query else {}  # libpq's word for it
    plain = url.set(drivername="postgresql").difference_update_query(["ssl"]).update_query_dict(mode)
    return plain.render_as_string(hide_password=False)


def is_sqlite(url: URL) -> bool:
    """Whether the address is a SQLite file."""
    return url.get_backend_name() == "sqlite"


def _with_a_file(url: URL) -> URL:
    if url.database in (None, "", ":memory:"):
        raise StorageError("The store needs a file: write sqlite:///chipbrief.db")
    return url


def _with_asyncpg_words(url: URL) -> URL:
    """Libpq's `sslmode` is called `ssl` by asyncpg."""
    mode = url.query.get("sslmode")
    if mode is None:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
