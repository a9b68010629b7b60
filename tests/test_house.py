"""The rules of the house that no linter knows."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "adapters", "digests", "sample")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
TEXTS = sorted(
    path
    for path in ROOT.rglob("*")
    if path.is_file()
    and path.suffix in (".py", ".toml", ".md", ".lock", ".txt", ".yml", ".yaml", ".json", "")
    and not any(part.startswith((".venv", ".git", ".mypy", ".ruff", ".pytest", ".hypothesis", "node_modules")) for part in path.relative_to(ROOT).parts)
    and path.name != "config.toml"
)  # fmt: skip
CLOCK_READERS = {"bot/schedule.py", "bot/cli/texts.py"}
LONGEST = 300


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_and_stays_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "its first line says what goes in and what comes out"
    assert source.count("\n") <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_clock_is_read_where_the_program_begins_and_nowhere_else(path: Path) -> None:
    if name(path) not in CLOCK_READERS:
        assert not re.search(r"\bdatetime\.now\(|\bdate\.today\(|\btime\.time\(|\butcnow\(", path.read_text("utf-8"))


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    hosts = re.compile("py" + r"pi\.org|pythonho" + r"sted\.|npm" + r"js\.|deb\.deb" + "ian")
    places = re.compile(r"(?:^|[^A-Za-z0-9_./-])/(?:wo" + r"rk|fa" + r"rm|ro" + r"ot)/")
    for path in TEXTS:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not hosts.search(text), name(path)
        assert not places.search(text), name(path)


def test_no_test_uses_a_mock() -> None:
    word = "mock" + ".patch|Magic" + "Mock|unittest" + ".mock"
    for path in (ROOT / "tests").rglob("*.py"):
        assert not re.search(word, path.read_text(encoding="utf-8")), name(path)


def test_every_dependency_is_pinned_with_a_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for wanted in project["dependencies"]:
        bare = re.split(r"[\[<>=~!; ]", wanted)[0].lower().replace(".", "-")
        assert re.search(rf"^{re.escape(bare)}==", lock, re.MULTILINE), f"make lock: {bare}"
    pins = re.findall(r"^[a-z0-9-].*==.*$", lock, re.MULTILINE)
    assert all("\\" in pin for pin in pins)


def test_what_make_bench_runs_are_benches() -> None:
    names = re.search(r"^BENCHES \?= (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert names is not None
    for bench in names[1].split():
        assert 'if __name__ == "__main__":' in (ROOT / "bench" / f"{bench}.py").read_text(encoding="utf-8"), bench
