"""The desk's folder to a Desk: everything checked, every problem with its file and line, all at once."""

import re
from importlib.resources import as_file, files
from pathlib import Path

from bot.desk.rows import people_of, sources_of, topics_of
from bot.desk.tables import read_desk_file
from bot.errors import ConfigError
from digests.desk import Desk

_COUNTED = re.compile(r"([^\t]+)\t([0-9]{1,15})\s*")


def load_desk(folder: Path | None = None) -> Desk:
    """The desk in a folder (the program's own when none is given); ConfigError with all problems, a line each."""
    if folder is None:
        with as_file(files("bot.desk")) as own:
            return load_desk(own)
    desk, problems = _read(folder)
    if problems:
        raise ConfigError("\n".join(problems))
    return desk


def check_desk(folder: Path | None = None) -> tuple[str, ...]:
    """The problems of the desk in a folder, a sentence each with file and line; none when it can be used."""
    if folder is None:
        with as_file(files("bot.desk")) as own:
            return check_desk(own)
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Desk, tuple[str, ...]]:
    if not folder.is_dir():
        return Desk(), (f"{folder} is no folder; name one with topics.toml, people.toml and sources.toml in it",)
    topics, people, sources = (read_desk_file(folder / name) for name in ("topics.toml", "people.toml", "sources.toml"))
    background, misread = _shares(folder / "background.tsv")
    beat, misread_too = _shares(folder / "beat.tsv")
    desk = Desk(
        topics=topics_of(topics),
        people=people_of(people),
        sources=sources_of(sources),
        background=background,
        beat=beat,
    )
    sentences = [sentence for file in (topics, people, sources) for sentence in file.sentences()]
    return desk, (*sentences, *misread, *misread_too)


def _shares(path: Path) -> tuple[dict[str, float], tuple[str, ...]]:
    """The share of documents that hold each word; the file's first line gives how many documents there are."""
    if not path.exists():
        return {}, ()
    try:
        first, *lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        return {}, (f"{path.name}, line 1: the file cannot be read ({error.strerror})",)
    except UnicodeDecodeError:
        return {}, (f"{path.name}, line 1: the file is not UTF-8 text; save it as UTF-8",)
    documents = int(re.sub(r"[^0-9]", "", first)[:18] or 0)
    if not documents:
        return {}, (f"{path.name}, line 1: write the number of documents",)
    shares: dict[str, float] = {}
    for number, line in enumerate(lines, start=2):
        if counted := _COUNTED.fullmatch(line):
            shares[counted[1]] = int(counted[2]) / documents
        elif line.strip():
            return {}, (f"{path.name}, line {number}: write a word, a tab and a whole number",)
    return shares, ()
