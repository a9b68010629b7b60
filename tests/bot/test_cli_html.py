"""`--html`: an answer as a page in a file, or on standard output."""

import stat
from pathlib import Path

import pytest
import typer

from bot.cli.ask import ask
from bot.cli.brief import print_brief
from bot.errors import CommandError


@pytest.fixture
def config(tmp_path: Path, migrated_url: str) -> Path:
    """Settings with an empty store and no feeds."""
    path = tmp_path / "config.toml"
    path.write_text(f'[storage]\nurl = "{migrated_url}"\n[feeds]\ndesk_sources = false\n', encoding="utf-8")
    return path


def brief(config: Path, html: str, *, as_json: bool = False) -> None:
    print_brief(config, since="24h", topic="", limit=9, as_json=as_json, html=html)


def test_a_brief_is_written_as_a_page(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "brief.html"
    brief(config, str(file))
    assert capsys.readouterr().out == f"Wrote {file}.\n"
    page = file.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</html>\n")
    assert "so nobody knows what happened." in page


def test_a_file_that_is_there_is_written_over_and_keeps_its_permissions(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    file.write_text("old" * 9999, encoding="utf-8")
    file.chmod(0o640)
    brief(config, str(file))
    assert "old" not in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_dash_is_standard_output(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief(config, "-")
    out = capsys.readouterr().out
    assert out.startswith("<!doctype html>\n")
    assert "Wrote" not in out
    assert not Path("-").exists()


def test_an_answer_is_written_too_and_one_that_is_a_problem_keeps_its_exit_code(config: Path, tmp_path: Path) -> None:
    ask(config, "help", as_json=False, html=str(tmp_path / "help.html"))
    assert "<h1" in (tmp_path / "help.html").read_text(encoding="utf-8")
    with pytest.raises(typer.Exit) as ended:
        ask(config, "dance", as_json=False, html=str(tmp_path / "dance.html"))
    assert ended.value.exit_code == 2
    assert "dance" in (tmp_path / "dance.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere/brief.html", "No such file or directory"),
        (".", "Is a directory"),
        ("config.toml/brief.html", "Not a directory"),
        ("a\0b", "its name holds a NUL"),
        ("b" * 300, "File name too long"),
    ],
)
def test_a_page_that_cannot_be_written_is_told_in_a_sentence(config: Path, tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(CommandError) as told:
        brief(config, str(tmp_path / name))
    assert str(told.value).endswith(f"cannot be written ({why}); name a file in a folder where you may write.")


def test_a_page_and_json_exclude_each_other(config: Path) -> None:
    with pytest.raises(CommandError, match="--html and --json exclude each other"):
        brief(config, "-", as_json=True)
    with pytest.raises(CommandError, match="--html and --json exclude each other"):
        ask(config, "help", as_json=True, html="-")
