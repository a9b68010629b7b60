"""Settings: every problem at once, one sentence each, with key, line and mend; secrets never shown."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.config import Settings, load_settings
from bot.errors import ConfigError
from bot.toml_lines import line_of, lines_of

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    return [line.removeprefix(f"{path}, ") for line in str(caught.value).splitlines()]


def test_the_example_holds_every_setting_with_its_default() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    told = load_settings(EXAMPLE).model_dump(exclude={"subscription", "feed"})
    assert told == Settings().model_dump(exclude={"subscription", "feed"})
    for name, field in Settings.model_fields.items():
        part = getattr(field.annotation, "__args__", (field.annotation,))[0]
        assert isinstance(part, type)
        assert issubclass(part, BaseModel)
        for key in part.model_fields:
            assert f"\n{key} = " in text or f"\n# {key} = " in text, f"{name}.{key} is missing from config.example.toml"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[feeds]\nconcurency = 3", "line 2: feeds.concurency: no such setting; did you mean concurrency?"),
        ("[zebra]\n", "line 1: zebra: no such setting; take it out, or see config.example.toml."),
        ('[storage]\nurl = "mysql://x"', "line 2: storage.url: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE."),
        ('[feeds]\ntimeout = "soon"', 'line 2: feeds.timeout: write a time span such as "30s", "10m", "2h" or "1d".'),
        ("[feeds]\nconcurrency = 0", "line 2: feeds.concurrency: write 1 or more."),
        ('[feeds]\nallow_private = ["home"]', 'line 2: feeds.allow_private[1]: \'home\' is not a network; write one such as "10.0.0.0/8" or "127.0.0.1:8080".'),
        ('[[feed]]\nurl = "ftp://x"', "line 2: feed[1].url: 'ftp://x' is not a web address; write one that begins with https:// and names a host."),
        ('[[feed]]\nurl = "https://me:pw@x.example/"', "line 2: feed[1].url: the address carries a user name or password; take it out."),
        ('[[subscription]]\ntarget = "slack"', "line 2: subscription[1].target: 'slack' is not a target; write platform:workspace/channel, such as console:local/terminal."),
        ('[[subscription]]\ntarget = "a:b/c"\ntimes = ["8 am"]', "line 3: subscription[1].times[1]: '8 am' is not a time of day; write hours and minutes such as \"08:00\"."),
        ('[[subscription]]\ntarget = "a:b/c"\nzone = "Europe/Londn"', "line 3: subscription[1].zone: 'Europe/Londn' is not a time zone; write an IANA name, such as \"Europe/London\"."),
        ('[[subscription]]\ntarget = "a:b/c"\nweekdays = ["xyz"]', "line 3: subscription[1].weekdays[1]: 'xyz' is not a weekday; write one of mon, tue, wed, thu, fri, sat, sun."),
        ('[[subscription]]\ntarget = "a:b/c"\nholidays = "ZZ"', "line 3: subscription[1].holidays: 'ZZ' is not a calendar of holidays; write one such as \"US\", \"GB-ENG\", \"TW\" or \"XNYS\"."),
        ('[web]\naddress = "http://chips.example"', "line 2: web.address: 'http://chips.example' must begin with https://, for Slack sends its secrets there."),
        ('[slack]\nmode = "http"\nbot_token = "xoxb-1"', "line 1: slack: mode http needs slack.signing_secret; Slack's Basic Information page shows it."),
        ('[slack]\nclient_id = "1.2"', 'line 1: slack: client_id is for workspaces that install the app themselves; it needs mode = "http".'),
        ('[slack]\nmode = "http"\nclient_id = "1.2"\nsigning_secret = "s"\nclient_secret = "s"', "line 1: slack: client_id needs slack.token_keys, which seal tokens; `chipbrief slack new-key` prints one."),
        ('[slack]\ntoken_keys = "abc"', "line 2: slack.token_keys: one of the keys is no Fernet key; `chipbrief slack new-key` prints a good one."),
        ('[storage]\nurl = "sqlite:///:memory:"', "line 2: storage.url: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE."),
        ('[storage]\nurl = "postgresql://u:p@h:port/d"', "line 2: storage.url: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE."),
        ("[storage]\nkeep = inf", 'line 2: storage.keep: write "36500d" or less.'),
        ('[storage]\nkeep = "1d"', 'line 2: storage.keep: write "7d" or more.'),
        ("[feeds]\nconcurrency = 501", "line 2: feeds.concurrency: write 500 or less."),
        ("[feeds]\nconcurrency = 1.5", "line 2: feeds.concurrency: write a whole number."),
        ("[feeds]\nconcurrency = true", "line 2: feeds.concurrency: write a whole number."),
        ("[feeds]\ntimeout = nan", 'line 2: feeds.timeout: write "1s" or more.'),
        ("[feeds]\ntimeout = []", 'line 2: feeds.timeout: write a time span such as "30s", "10m", "2h" or "1d".'),
        ("[feeds]\ntimeout = true", 'line 2: feeds.timeout: write a time span such as "30s", "10m", "2h" or "1d".'),
        ("[feeds]\ncontact = 1", "line 2: feeds.contact: write words in quotation marks."),
        ('[feeds]\ndesk_sources = "maybe"', "line 2: feeds.desk_sources: write true or false."),
        ('[feeds]\nallow_private = "10.0.0.0/8"', "line 2: feeds.allow_private: write a list in square brackets."),
        ('[feeds]\nmin_interval = "2h"\nmax_interval = "1h"', 'line 3: feeds.max_interval: write "2h" or more, which is min_interval, or make that shorter.'),
        ('[feeds]\nmin_interval = "2d"', 'line 1: feeds.max_interval: write "2d" or more, which is min_interval, or make that shorter.'),
        ("feeds = 5", "line 1: feeds: write a table [feeds]."),
        ("[[feeds]]", "line 1: feeds: write a table [feeds]."),
        ("feed = [5]", "line 1: feed[1]: write a table [[feed]]."),
        ('[feed]\nurl = "https://x.example/"', "line 1: feed: write a table [[feed]] for each."),
        ('[[feed]]\nurl = "https://x.example/"\nkind = "blog"', 'line 3: feed[1].kind: write one of "official", "company", "association", "think_tank" or "press".'),
        ('[[feed]]\nurl = "https://x y.example/"', "line 2: feed[1].url: 'https://x y.example/' is not a web address; write one that begins with https:// and names a host."),
        ('[[feed]]\nurl = "https://x.example/"\n' * 2, "line 4: feed[2].url: feed[1] has this address; take one of them out."),
        ('[[subscription]]\ntarget = "a:b/c"\n' * 2, "line 3: subscription[2]: subscription[1] has this target and title; give it another title."),
        ('[[subscription]]\ntarget = "a:b/c"\ntimes = []', "line 3: subscription[1].times: write at least one."),
        ('[[subscription]]\ntarget = "a:b/c"\ntimes = [\n"08:00",\n"25:00"]', "line 5: subscription[1].times[2]: '25:00' is not a time of day; write hours and minutes such as \"08:00\"."),
        ('[[subscription]]\ntarget = "a:b/c"\ncatch_up = "all"', 'line 3: subscription[1].catch_up: write one of "latest" or "skip".'),
        ('[log]\nlevel = "loud"', 'line 2: log.level: write one of "debug", "info", "warning" or "error".'),
        ("[feeds]\nx = = 1", "line 2: is not TOML (invalid value); mend that line."),
        ("[feeds]\ncontact = 2024-02-30", "line 2: is not TOML (invalid date or datetime); mend that line."),
        ("[[subscription]]\nlimit = 3", "line 1: subscription[1].target: is missing; write target = \"...\"."),
    ],
)  # fmt: skip
def test_a_bad_setting_is_one_sentence_with_key_line_and_mend(tmp_path: Path, text: str, expected: str) -> None:
    assert problems(tmp_path, text) == [expected]


def test_a_slack_over_http_needs_an_address(tmp_path: Path) -> None:
    text = '[slack]\nmode = "http"\nbot_token = "xoxb-1"\nsigning_secret = "s"'
    assert problems(tmp_path, text) == [
        f"{tmp_path / 'config.toml'}: slack.mode http needs web.address, the public address that Slack sends to."
    ]
    (tmp_path / "config.toml").write_text(f'{text}\n[web]\naddress = "https://chips.example/"', encoding="utf-8")
    assert load_settings(tmp_path / "config.toml").web.address == "https://chips.example"


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    assert len(problems(tmp_path, '[feeds]\nx = 1\ntimeout = 0\n[log]\nlevel = "loud"\n')) == 3


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    assert "line 2" in problems(tmp_path, "[feeds]\nx = = 1\n")[0]


def test_a_missing_file_says_what_writes_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="chipbrief init"):
        load_settings(tmp_path / "none.toml")


def test_a_variable_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[feeds]\ntimeout = "10s"\ncontact = "desk@press.example"\n', encoding="utf-8")
    monkeypatch.setenv("CHIPBRIEF_FEEDS__TIMEOUT", "20s")
    feeds = load_settings(path).feeds
    assert (feeds.timeout, feeds.contact) == (20.0, "desk@press.example")


def test_a_secret_comes_from_a_named_file_and_is_never_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "database"
    secret.write_text("postgresql://u:canary@h/d\n", encoding="utf-8")
    monkeypatch.setenv("CHIPBRIEF_STORAGE__URL_FILE", str(secret))
    settings = load_settings(None)
    assert settings.storage.url.get_secret_value() == "postgresql://u:canary@h/d"
    assert "canary" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_bad_secret_is_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPBRIEF_STORAGE__URL", "mysql://u:canary@h/d")
    with pytest.raises(ConfigError) as caught:
        load_settings(None)
    assert str(caught.value).startswith("CHIPBRIEF_STORAGE__URL (environment): storage.url: write sqlite")
    assert "canary" not in str(caught.value)


def test_a_variable_that_names_no_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPBRIEF_FEED", "[]")
    monkeypatch.setenv("CHIPBRIEF_STORAG__URL", "sqlite:///x")
    with pytest.raises(ConfigError, match="did you mean CHIPBRIEF_STORAGE"):
        load_settings(None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe", ", line 1: is not UTF-8 text; save it as UTF-8."),
        (b"x = " + b"[" * 50_000, ": is nested too deeply; write it flatter."),
        (b"x = " + b"9" * 5000, ": holds a number that is too long; write a shorter one."),
        (b"#" * 5_000_001, ": is larger than 5,000,000 bytes; name a smaller file."),
    ],
    ids=("bytes", "deep", "number", "large"),
)
def test_a_hostile_file_is_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value) == f"{path}{says}"


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[feeds]\r\ncontact = 'desk@press.example'\r\n")
    assert load_settings(path).feeds.contact == "desk@press.example"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("STORAGE_URL", "x", "no such setting; did you mean CHIPBRIEF_STORAGE__URL?"),
        ("FEEDS__CONTACTT", "x", "no such setting; did you mean CHIPBRIEF_FEEDS__CONTACT?"),
        ("FEEDS__TIMEOUT__X", "1", "no such setting; take it out, or see config.example.toml."),
        ("FEEDS__TIMEOUT", "soon", 'feeds.timeout: write a time span such as "30s", "10m", "2h" or "1d".'),
        ("FEEDS", '{"x": 1}', "feeds.x: no such setting; take it out, or see config.example.toml."),
        ("LOG", "5", "log: write a table [log]."),
        ("FEED", "[{]", "is not JSON; write lists and tables in variables as JSON."),
        ("SUBSCRIPTION__0__TARGET", "a:b/c", "write the whole list as JSON in CHIPBRIEF_SUBSCRIPTION."),
        ("STORAGE__URL_FILE", "/nowhere/at/all", "/nowhere/at/all cannot be read (No such file or directory); name a file that can."),
    ],
)  # fmt: skip
def test_a_bad_variable_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(f"CHIPBRIEF_{name}", value)
    with pytest.raises(ConfigError) as caught:
        load_settings(None)
    assert str(caught.value) == f"CHIPBRIEF_{name} (environment): {says}"


def test_variables_hold_numbers_lists_and_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPBRIEF_FEEDS__TIMEOUT", "5")
    monkeypatch.setenv("CHIPBRIEF_FEEDS__ALLOW_PRIVATE", "10.0.0.0/8, 127.0.0.1:80")
    monkeypatch.setenv("CHIPBRIEF_FEEDS__DESK_SOURCES", "no")
    monkeypatch.setenv("CHIPBRIEF_SUBSCRIPTION", '[{"target": "console:local/terminal", "times": ["07:30"]}]')
    told = load_settings(None)
    assert (told.feeds.timeout, told.feeds.desk_sources) == (5.0, False)
    assert told.feeds.allow_private == ("10.0.0.0/8", "127.0.0.1:80")
    assert str(told.subscription[0].target) == "console:local/terminal"


def test_lines_are_found_through_tables_arrays_and_long_strings() -> None:
    text = 'a = """\n[not.a.table]\nb = 1\n"""\n[t.u]\n"k" = 1\n[[x]]\ny = 1\n[[x]]\ny.z = 2\n'
    tomllib.loads(text)
    lines = lines_of(text)
    assert lines == {("a",): 1, ("t", "u"): 5, ("t", "u", "k"): 6, ("x", 0): 7, ("x", 0, "y"): 8, ("x", 1): 9, ("x", 1, "y", "z"): 10}  # fmt: skip
    assert line_of(lines, ("x", 1, "other")) == 9


def test_every_value_of_a_list_and_of_an_inline_table_has_its_line() -> None:
    text = 'l = [ # "x"\n "a,]",\n  {p = 1, q = [\n2.5, 1979-05-27 07:32:00]},\n]\nw = 1\n'
    tomllib.loads(text)
    assert lines_of(text) == {
        ("l",): 1, ("l", 0): 2, ("l", 1): 3, ("l", 1, "p"): 3, ("l", 1, "q"): 3,
        ("l", 1, "q", 0): 4, ("l", 1, "q", 1): 4, ("w",): 6,
    }  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(text=st.text(alphabet="[]{}=,.ab\n\"'# 1", max_size=60))
def test_any_text_has_lines_that_lie_in_it(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())
