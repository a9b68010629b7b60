"""Settings: every problem at once, one sentence each, with key, line and mend; secrets never shown."""

import tomllib
from pathlib import Path

import pytest
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
        ('[storage]\nurl = "mysql://x"', "line 2: storage.url: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE."),
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


def test_lines_are_found_through_tables_arrays_and_long_strings() -> None:
    text = 'a = """\n[not.a.table]\nb = 1\n"""\n[t.u]\n"k" = 1\n[[x]]\ny = 1\n[[x]]\ny.z = 2\n'
    tomllib.loads(text)
    lines = lines_of(text)
    assert lines == {("a",): 1, ("t", "u"): 5, ("t", "u", "k"): 6, ("x", 0): 7, ("x", 0, "y"): 8, ("x", 1): 9, ("x", 1, "y", "z"): 10}  # fmt: skip
    assert line_of(lines, ("x", 1, "other")) == 9
