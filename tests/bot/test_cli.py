"""The command line as a user runs it: in a process of its own, with exit codes and words for what is wrong."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def chipbrief(*words: str, folder: Path, text: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIPBRIEF_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | variables,
        timeout=120,
    )


SEED_LIKE = (
    "Tessa Okonjo, chief executive of Norrland Lithography, said on Tuesday that the firm may stop selling DUV "
    "machines to Chinese chipmakers if the export rules tighten.\n\n“We will follow the law,” she told Sample Wire."
)


def test_help_names_every_command(tmp_path: Path) -> None:
    done = chipbrief("--help", folder=tmp_path)
    assert done.returncode == 0
    for name in ("run", "poll", "brief", "ask", "feeds", "init", "check", "replay", "inspect", "desk"):
        assert f" {name} " in done.stdout


def test_the_version_is_told(tmp_path: Path) -> None:
    assert chipbrief("--version", folder=tmp_path).stdout.startswith("chipbrief 0.")


def test_init_writes_a_config_that_check_accepts_and_never_overwrites_one(tmp_path: Path) -> None:
    assert chipbrief("init", folder=tmp_path).returncode == 0
    written = (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert written == (ROOT / "config.example.toml").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    again = chipbrief("init", folder=tmp_path)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    checked = chipbrief("check", "--json", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert {one["part"] for one in json.loads(checked.stdout)} == {"config", "desk", "store", "feeds", "platforms"}


def test_every_problem_of_a_config_is_told_at_once_with_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[feeds]\nx = 1\n[log]\nlevel = "loud"\n', encoding="utf-8")
    done = chipbrief("check", folder=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 2
    assert "Traceback" not in done.stderr


def test_check_names_an_operator_who_cannot_be_reached_and_a_ledger_that_cannot_be_written(tmp_path: Path) -> None:
    config = '[feeds]\ndesk_sources = false\n[operator]\ntarget = "telegram:x/y"\n[console]\nledger = "none/posts"\n'
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    done = chipbrief("check", "--json", folder=tmp_path)
    problems = [
        one["says"] for one in json.loads(done.stdout) if one["state"] == "problem" and one["part"] == "platforms"
    ]
    assert (done.returncode, len(problems)) == (1, 2)
    assert problems[0].startswith("console.ledger none/posts: No such file or directory")
    assert "telegram:x/y: there is no platform 'telegram'" in problems[1]


def test_check_goes_on_after_a_store_that_is_a_folder(tmp_path: Path) -> None:
    config = f'[storage]\nurl = "sqlite:///{tmp_path}"\n[feeds]\ndesk_sources = false\n'
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    done = chipbrief("check", "--json", folder=tmp_path)
    store = next(one["says"] for one in json.loads(done.stdout) if one["part"] == "store")
    assert store == f"The store {tmp_path} cannot be opened: Is a directory"


def test_a_replay_whose_output_nobody_takes_fails_and_says_so(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "bot", "replay", str(ROOT / "sample"), "--speed", "max"]
    with os.fdopen(writing, "w", encoding="utf-8") as gone:
        done = subprocess.run(
            words, stdout=gone, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 1
    assert "could not be posted; see that the output takes them." in done.stderr


def test_check_names_a_target_on_a_platform_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[[subscription]]\ntarget = "pigeon:a/b"\n', encoding="utf-8")
    done = chipbrief("check", "--json", folder=tmp_path)
    assert done.returncode == 1
    assert any("pigeon" in one["says"] and one["state"] == "problem" for one in json.loads(done.stdout))


def test_inspect_article_takes_plain_text_and_gives_offsets_into_it(tmp_path: Path) -> None:
    done = chipbrief("inspect", "article", "--json", "-", folder=tmp_path, text=SEED_LIKE)
    seen = json.loads(done.stdout)
    assert seen["relevant"] is True
    for remark in seen["remarks"]:
        assert SEED_LIKE[remark["start"] : remark["end"]] == remark["words"]
    assert {(one["speaker"], one["kind"]) for one in seen["remarks"]} == {
        ("Tessa Okonjo", "indirect"),
        ("Tessa Okonjo", "direct"),
    }


def test_inspect_takes_one_json_a_line_and_answers_in_order(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"body": body}) + "\n" for body in (SEED_LIKE, "Potato chips are crisp."))
    done = chipbrief("inspect", "article", "--lines", "--json", "-", folder=tmp_path, text=lines)
    assert [json.loads(line)["relevant"] for line in done.stdout.splitlines()] == [True, False]


def test_inspect_stories_puts_reports_of_one_event_together(tmp_path: Path) -> None:
    titles = {
        "a": "US adds Norrland Lithography to entity list over chip tools",
        "b": "Norrland Lithography added to US entity list for chip tool sales",
        "c": "Seoul approves subsidy for memory plant in Yongin",
    }
    lines = "".join(
        json.dumps({"id": key, "title": title, "published_at": "2026-11-17T08:00:00+00:00"}) + "\n"
        for key, title in titles.items()
    )
    done = chipbrief("inspect", "stories", "--json", "-", folder=tmp_path, text=lines)
    story = {row["id"]: row["story"] for row in map(json.loads, done.stdout.splitlines())}
    assert story["a"] == story["b"] != story["c"]


def test_inspect_brief_gives_verbatim_sentences(tmp_path: Path) -> None:
    text = json.dumps({"title": "Norrland may stop DUV sales", "body": SEED_LIKE})
    told = json.loads(chipbrief("inspect", "brief", "--json", "-", folder=tmp_path, text=text).stdout)
    assert told["sentences"]
    assert all(SEED_LIKE[one["start"] : one["end"]] == one["text"] for one in told["sentences"])


WRONG_USES = [
    (("inspect", "article", "nowhere.txt"), "", "nowhere.txt cannot be read"),
    (("inspect", "article", "--lines", "-"), "{]\n", "line 1 is not JSON"),
    (("inspect", "article", "--lines", "-"), "[1]\n", "line 1 is not a JSON object"),
    (("inspect", "article", "-"), '{"body": ["x"]}', '"body" has to be text'),
    (("inspect", "article", "-"), '{"body": "x", "published_at": "soon"}', "'soon' is not a date"),
    (("inspect", "brief", "-"), '{"articles": []}', '"articles" has to be a list of objects'),
    (("brief", "--since", "long"), "", "'long' is no age"),
    (("brief", "--topic", "zebras"), "", "The desk knows no topic 'zebras'"),
    (("brief", "--topic", "chip"), "", "The desk knows no topic 'chip'"),
    (("run", "--only", "dance"), "", "choose from collect,"),
    (("replay", "nowhere"), "", "nowhere holds no recorded week"),
    (("replay", str(ROOT / "sample"), "--speed", "slow"), "", "'slow' is no speed"),
    (("feeds", "remove", "https://x.example/"), "", "There is no feed https://x.example/"),
    (("feeds", "import", "nowhere.opml"), "", "nowhere.opml cannot be read"),
    (("feeds", "import", str(ROOT / "README.md")), "", "README.md: this is not OPML"),
    (("feeds", "add", "not a url"), "", "'not a url' is not a web address"),
    (("replay", str(ROOT / "sample"), "--speed", "-3"), "", "'-3' is no speed"),
    (("replay", "empty"), "", "empty holds no recorded week"),
    (("replay", "broken"), "", "broken/feeds/a.toml, line 1: is not TOML (invalid value)"),
    (("replay", str(ROOT / "sample"), "--storage", "mysql://x"), "", "--storage: write sqlite:///FILE or"),
    (("feeds", "add", "https://me:canary@x.example/"), "", "The address carries a user name or password; take it out"),
    (("init", "nowhere/config.toml"), "", "nowhere/config.toml cannot be written (No such file or directory)"),
    (("check", "--config", "nowhere.toml"), "", "nowhere.toml: cannot be read"),
]
ONE_AFTER_ANOTHER = """
import io, json, sys
from bot.cli.app import app
from bot.cli.ending import ended
done = []
real = sys.stdout
for words, text in json.load(sys.stdin):
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(text.encode())), io.StringIO(), io.StringIO()
    code = ended(lambda: app(words, prog_name="chipbrief"))
    done.append((code, sys.stdout.getvalue(), sys.stderr.getvalue()))
real.write(json.dumps(done))
"""


@pytest.fixture(scope="module")
def wrong_uses(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, str, str]]:
    """The exit code, output and words of each wrong use, all of them in one process."""
    folder = tmp_path_factory.mktemp("wrong")
    for name in ("empty", "broken"):
        (folder / name / "feeds").mkdir(parents=True)
    (folder / "broken/feeds/a.toml").write_text("x = ]\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER],
        input=json.dumps([(words, text) for words, text, _ in WRONG_USES]),
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("CHIPBRIEF_")}
        | {"PYTHONPATH": str(ROOT)},
    )
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


@pytest.mark.parametrize("number", range(len(WRONG_USES)), ids=[" ".join(words) for words, _, _ in WRONG_USES])
def test_wrong_use_is_one_sentence_and_exit_code_2(wrong_uses: list[tuple[int, str, str]], number: int) -> None:
    code, out, err = wrong_uses[number]
    assert (code, out) == (2, "")
    assert WRONG_USES[number][2] in err
    assert "Traceback" not in err
    assert "nobody foresaw" not in err
    assert "canary" not in err


def test_a_topic_that_is_not_there_is_answered_with_those_that_people_may_name(tmp_path: Path) -> None:
    told = chipbrief("brief", "--topic", "zebras", folder=tmp_path).stderr
    named = told.split("It knows: ")[1].rstrip(".\n").split(", ")
    assert {"export-controls", "china-self-sufficiency"} <= set(named)
    assert not {"chip", "firms", "government"} & set(named), "signals are nobody's business"


def test_what_cannot_be_imported_is_named_with_the_reason(tmp_path: Path) -> None:
    urls = ("https://wire.example/rss", "https://wire.example/rss", "javascript:alert(1)", "http://10.0.0.1/x")
    rows = "".join(f'<outline type="rss" text="x" xmlUrl="{url}"/>' for url in urls)
    (tmp_path / "in.opml").write_text(f'<opml version="2.0"><body>{rows}</body></opml>', encoding="utf-8")
    assert chipbrief("feeds", "import", "in.opml", folder=tmp_path).stdout == (
        "1 feed added, 0 there already, 2 left out.\n"
        "Left out javascript:alert(1): this is no web address.\n"
        "Left out http://10.0.0.1/x: 10.0.0.1 port 80 is not a public web address.\n"
    )


def test_feeds_are_exported_and_imported_again(tmp_path: Path) -> None:
    opml = (
        '<opml version="2.0"><body><outline type="rss" text="Sample Wire" xmlUrl="https://wire.example/rss"/>'
        '<outline type="rss" text="A &amp; B" xmlUrl="https://ab.example/rss?a=1&amp;b=2"/></body></opml>'
    )
    (tmp_path / "in.opml").write_text(opml, encoding="utf-8")
    assert json.loads(chipbrief("feeds", "import", "in.opml", "--json", folder=tmp_path).stdout) == {"listed": 2, "added": 2, "refused": {}}  # fmt: skip
    exported = chipbrief("feeds", "export", folder=tmp_path).stdout
    (tmp_path / "out.opml").write_text(exported, encoding="utf-8")
    again = chipbrief("feeds", "import", "out.opml", "--json", folder=tmp_path)
    assert json.loads(again.stdout) == {"listed": 2, "added": 0, "refused": {}}
    rows = json.loads(chipbrief("feeds", "list", "--json", folder=tmp_path).stdout)
    assert all(key.isidentifier() for row in rows for key in row)
    assert {(row["status"], row["last_new_at"], row["failures"]) for row in rows} == {("new", None, 0)}
    urls = {row["url"] for row in rows}
    assert urls == {"https://wire.example/rss", "https://ab.example/rss?a=1&b=2"}


def test_feeds_that_were_never_fetched_are_not_called_fine(tmp_path: Path) -> None:
    text = '[feeds]\ndesk_sources = false\ncontact = "me@press.example"\n[[feed]]\nurl = "https://wire.example/rss"\n'
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    told = json.loads(chipbrief("check", "--json", folder=tmp_path).stdout)
    assert [one["says"] for one in told if one["part"] == "feeds" and one["state"] == "note"] == [
        "1 feed, not fetched so far; `chipbrief feeds check` tries it now"
    ]
    assert [one["says"] for one in told if one["part"] == "store"] == [
        "sqlite:///chipbrief-data/chipbrief.sqlite opens, its schema is current"
    ]


def test_adding_an_address_that_is_not_public_is_refused(tmp_path: Path) -> None:
    done = chipbrief("feeds", "add", "http://127.0.0.1:9/", folder=tmp_path)
    assert done.returncode == 2
    assert "is not a public web address" in done.stderr


def begun(*words: str, folder: Path) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIPBRIEF_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_ends_with_0_when_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "config.toml").write_text("[feeds]\ndesk_sources = false\n", encoding="utf-8")
    run = begun("run", folder=tmp_path)
    assert run.stderr is not None
    said = run.stderr.readline()
    run.send_signal(number)
    _, rest = run.communicate(timeout=60)
    assert "running" in said
    assert run.returncode == 0, rest
    assert [word for line in rest.splitlines() for word in ("stopping", "stopped") if f" {word} " in f"{line} "] == [
        "stopping",
        "stopped",
    ]


@pytest.mark.parametrize(
    ("number", "inherited", "code"),
    [
        (signal.SIGTERM, "default_int_handler", 143),
        (signal.SIGTERM, "SIG_IGN", 143),
        (signal.SIGINT, "default_int_handler", 130),
    ],
)
def test_a_command_that_is_broken_off_says_so(number: int, inherited: str, code: int) -> None:
    script = (  # a signal may reach another thread first, so there is something left to break off
        f"import os, signal, sys, time; signal.signal(signal.SIGINT, signal.{inherited}); "
        "from bot.cli.ending import ended; "
        f"sys.exit(ended(lambda: (os.kill(os.getpid(), {int(number)}), time.sleep(60))))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "Stopped.\n")


def test_any_text_is_printed_whatever_the_locale_says(tmp_path: Path) -> None:
    odd = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = chipbrief("inspect", "article", "-", folder=tmp_path, text="“芯片”, said Tessa Okonjo.", **odd)
    assert (done.returncode, "“芯片”" in done.stdout) == (0, True), done.stderr


def test_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "The output could not be written (No space left on device); send it somewhere with room, and try again.\n",
    )


def test_a_reader_that_has_left_hears_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
