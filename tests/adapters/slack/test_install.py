"""Installing: a state serves one browser once and in time, a token is kept under seal, organisations cover workspaces."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from adapters.slack.checking import check_installations
from adapters.slack.install import consent_address
from adapters.slack.leaving import Removal, removal_of
from adapters.slack.manifest import manifest, scopes
from bot.cli.app import app
from bot.commands import COMMANDS
from bot.storage import open_store
from bot.storage.installations import installation_of, installations_on
from bot.storage.notices import open_notices
from bot.storage.pauses import Pause, pause, pauses_now
from bot.storage.sealing import Seal, new_key
from bot.targets import Target
from digests.message import Message, Paragraph, Plain
from tests.adapters.slack.over_http import KEY, PUBLIC, OverHttp, dump, over_http, settings_over_http
from tests.adapters.slack.test_fake import sample, unknown_keys
from tests.builders import HOUR, NOW
from tests.fakes.slack.oauth import CLIENT_ID, CLIENT_SECRET, Consent
from tests.fakes.slack.payloads import event
from tests.fakes.slack.state import ADA, BOT_USER, CHANNEL, WORKSPACE, Fault, Grant, Json, State

HERE = Grant(workspace=WORKSPACE)
WHOLE = Grant(workspace="E0000001", name="Sample", enterprise="E0000001", whole=True)
PART, OTHER_PART = "T0000005", "T0000006"
PAGE = Message((Paragraph((Plain("One story"),)),), "One story")
BEGIN = f"{PUBLIC}/slack/install"


@pytest.fixture
async def life(migrated_url: str) -> AsyncIterator[OverHttp]:
    async with over_http(migrated_url, now=NOW) as made:
        yield made


async def test_the_consent_asks_for_the_least_and_comes_back_to_us(life: OverHttp) -> None:
    status, _, address = await life.browser().get(BEGIN)
    asked = parse_qs(urlsplit(address).query)
    assert status == 302
    assert address.startswith(life.slack.api_url.removesuffix("api/") + "oauth/v2/authorize?")
    assert asked["client_id"] == [CLIENT_ID]
    assert asked["scope"] == [",".join(scopes(read_back=False))]
    assert asked["redirect_uri"] == [f"{PUBLIC}/slack/oauth_redirect"]
    assert "canary" not in address


async def test_what_was_granted_is_kept(life: OverHttp) -> None:
    words = await life.install(HERE)
    assert "/invite @Chipbrief" in words
    found = await installation_of(life.bot.store, platform="slack", workspace=WORKSPACE)
    assert found is not None
    assert (found.name, found.bot_user, found.bot, found.installed_by) == ("Sample", HERE.bot_user, HERE.bot, ADA)
    assert set(found.scopes) == set(scopes(read_back=False))
    assert Seal([KEY]).open(found.sealed, owner=found.owner).startswith("xoxb-granted-")
    assert not re.search("xox|granted", await dump(life.bot.store))


async def back_at(life: OverHttp) -> tuple[str, dict[str, str]]:
    """Where Slack would send the browser back to, and that browser's cookies."""
    browser = life.browser()
    _, _, address = await browser.get(BEGIN)
    _, _, address = await browser.get(address)
    return address, browser.cookies


async def refused(life: OverHttp, address: str, cookies: dict[str, str]) -> str:
    browser = life.browser()
    browser.cookies |= cookies
    status, words, _ = await browser.get(address)
    assert status == 400, words
    return words


async def test_a_state_serves_once(life: OverHttp) -> None:
    address, cookies = await back_at(life)
    browser = life.browser()
    browser.cookies |= cookies
    assert (await browser.get(address))[0] == 200
    assert browser.cookies == {"chipbrief_slack_state": ""}
    assert "finished before" in await refused(life, address, cookies)


async def test_a_state_serves_its_browser_alone(life: OverHttp) -> None:
    address, cookies = await back_at(life)
    _, another = await back_at(life)
    for others in ({}, another, {"chipbrief_slack_state": "é"}, {"chipbrief_slack_state": '"'}):
        assert "another browser" in await refused(life, address, others)
    browser = life.browser()
    browser.cookies |= cookies
    assert (await browser.get(address))[0] == 200, "those who tried did not use it up"


async def test_a_state_serves_for_ten_minutes(life: OverHttp) -> None:
    address, cookies = await back_at(life)
    life.now[0] = NOW + timedelta(seconds=601)
    assert "ten minutes" in await refused(life, address, cookies)


async def test_a_state_that_is_not_ours_serves_nobody(life: OverHttp) -> None:
    _, cookies = await back_at(life)
    sealed = Seal([KEY]).close("xoxb-1", owner=f"slack:{WORKSPACE}")
    for state in ("", "x", Seal([new_key()]).close("[]", owner="slack:state"), sealed):
        words = await refused(life, f"{PUBLIC}/slack/oauth_redirect?code=c&state={state}", cookies)
        assert "not one of ours" in words
    assert not [method for method, _ in life.slack.state.calls if method == "oauth.v2.access"]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ({"denies": True}, "access_denied"),
        ({"rotates": True}, "rotates its tokens"),
        ({"fault": Fault(method="oauth.v2.access", error="invalid_code")}, "invalid_code"),
        ({"fault": Fault(method="oauth.v2.access", status=502)}, "HTTP 502"),
        ({"fault": Fault(method="auth.test", error="invalid_auth")}, "invalid_auth"),
    ],
)
async def test_what_goes_wrong_is_told_and_nothing_is_kept(life: OverHttp, trouble: Json, said: str) -> None:
    for name, value in trouble.items():
        if isinstance(value, Fault):
            life.slack.state.faults.append(value)
        else:
            setattr(life.slack.consent, name, value)
    address, cookies = await back_at(life)
    words = await refused(life, address, cookies)
    assert said in words
    assert BEGIN in words
    assert await installations_on(life.bot.store, "slack") == ()


async def test_words_from_elsewhere_are_text_in_our_pages(life: OverHttp) -> None:
    address, cookies = await back_at(life)
    state = parse_qs(urlsplit(address).query)["state"][0]
    query = f"state={state}&error=%3Cscript%3Ealert(1)%3C/script%3E"
    assert "&lt;script&gt;" in await refused(life, f"{PUBLIC}/slack/oauth_redirect?{query}", cookies)


async def test_an_organisation_lets_us_into_each_of_its_workspaces(life: OverHttp) -> None:
    await life.install(WHOLE)
    grid: Json = {"enterprise_id": WHOLE.enterprise, "is_enterprise_install": "true"}
    for number, workspace in enumerate((PART, OTHER_PART), start=1):
        await life.type("help", workspace=workspace, more=grid)
        await life.posts(number)
    await life.type("help", workspace="T0000007")
    assert "not installed" in (await life.posts(3))[2].text
    platform = life.bot.platforms["slack"]
    await platform.send(Target(platform="slack", workspace=PART, channel=CHANNEL), PAGE, key="k")
    assert (await life.posts(4))[3].by == WHOLE.workspace

    life.slack.consent.revoke(WHOLE.enterprise)
    await life.deliver("events_api", gone(WHOLE.enterprise, at=NOW.timestamp(), whole=True))
    await life.until(lambda: held(life, PART, OTHER_PART))
    assert len(await open_notices(life.bot.store)) == 2
    life.now[0] = NOW + HOUR
    await life.install(WHOLE)
    assert await held(life)


async def test_access_that_an_organisation_gives_again_resumes_a_workspace(life: OverHttp) -> None:
    await life.install(WHOLE)
    lost = Pause(platform="slack", workspace=PART, until=None, reason="team_access_not_granted")
    await pause(life.bot.store, lost)
    told = event({"type": "team_access_granted", "team_ids": [PART]}) | {"enterprise_id": WHOLE.enterprise}
    first = {"enterprise_id": WHOLE.enterprise, "team_id": None, "user_id": BOT_USER, "is_enterprise_install": True}
    await life.deliver("events_api", told | {"team_id": PART, "authorizations": [first]})
    await life.until(lambda: held(life))


async def held(life: OverHttp, *workspaces: str) -> bool:
    """Whether these workspaces, and no others, are stopped."""
    return tuple(one.workspace for one in await pauses_now(life.bot.store, now=NOW)) == workspaces


async def test_a_workspace_that_its_organisation_lets_in_goes_on(life: OverHttp) -> None:
    await life.install(Grant(workspace=PART, enterprise=WHOLE.enterprise))
    life.slack.consent.revoke(PART)
    await life.deliver("events_api", gone(PART, at=NOW.timestamp()))
    await life.until(lambda: held(life, PART))
    await life.install(WHOLE)
    assert await held(life), "the organisation covers it from now on"


def gone(owner: str, *, kind: str = "app_uninstalled", at: float, whole: bool = False) -> Json:
    told = event({"type": kind} | ({"tokens": {"bot": [BOT_USER]}} if kind == "tokens_revoked" else {}))
    told |= {"event_time": int(at)}
    if not whole:
        return told | {"team_id": owner}
    first = {
        "enterprise_id": owner,
        "team_id": PART,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": True,
    }
    return told | {"team_id": PART, "enterprise_id": owner, "authorizations": [first]}


def test_a_removal_says_whose_installation_it_was_and_when() -> None:
    at = NOW.timestamp()
    mine = Removal(owner=WORKSPACE, at=NOW, reason="Slack says app_uninstalled")
    assert removal_of(gone(WORKSPACE, at=at)) == mine
    whole = removal_of(gone("E1", at=at, whole=True))
    assert whole is not None
    assert whole.owner == "E1"
    people = event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    assert removal_of(people) is None
    assert removal_of({"event": {"type": "app_uninstalled"}}) is None


@pytest.mark.parametrize("grant", [HERE, WHOLE])
def test_the_fake_grants_with_no_key_that_slack_does_not_give(grant: Grant) -> None:
    consent = Consent(State(), installs=grant)
    consent.codes["c"] = (grant, "", "commands")
    basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    answer = consent.exchange({"code": "c", "redirect_uri": ""}, basic=basic)
    assert answer["ok"]
    assert unknown_keys(answer, sample("oauth.v2.access")) == []
    assert consent.exchange({"code": "c", "redirect_uri": ""}, basic=basic)["error"] == "invalid_code"


def test_consent_is_given_where_the_methods_are() -> None:
    assert consent_address("https://slack.com/api/") == "https://slack.com/oauth/v2/authorize"
    assert consent_address("https://slack-gov.com/api/") == "https://slack-gov.com/oauth/v2/authorize"


def test_the_manifest_over_http_names_our_addresses() -> None:
    made = manifest(COMMANDS, address=PUBLIC)
    told = str(made)
    assert told.count(f"{PUBLIC}/slack/events") >= 3
    assert f"'redirect_urls': ['{PUBLIC}/slack/oauth_redirect']" in told
    settings = made["settings"]
    assert isinstance(settings, dict)
    assert (settings["socket_mode_enabled"], settings["org_deploy_enabled"]) == (False, True)
    assert PUBLIC not in str(manifest(COMMANDS))


async def test_check_looks_at_every_installation(life: OverHttp, migrated_url: str) -> None:
    await life.install(HERE)
    await life.install(Grant(workspace="T0000002", name="Other"))
    life.slack.consent.revoke("T0000002")
    targets = [Target(platform="slack", workspace=one, channel=CHANNEL) for one in (WORKSPACE, "T0000009")]
    settings = settings_over_http(life.slack, migrated_url, token_keys=f"{new_key()},{KEY}").slack
    found = [(one.fine, one.says) for one in await check_installations(settings, life.bot.store, targets)]
    for fine, words in (
        (True, "2 workspaces have installed"),
        (True, f"signed in to workspace {WORKSPACE} (Sample)"),
        (True, "rotate-keys"),
        (False, "install the app there again"),
        (True, f"the bot is in slack:{WORKSPACE}/{CHANNEL}"),
        (False, "not installed there"),
    ):
        assert [said for is_fine, said in found if is_fine is fine and words in said], (words, found)
    lost = settings_over_http(life.slack, migrated_url, token_keys=new_key()).slack
    found = [(one.fine, one.says) for one in await check_installations(lost, life.bot.store, targets[:1])]
    assert sum("No key of slack.token_keys" in said for fine, said in found if not fine) == 2


def test_keys_are_changed_at_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    newer = CliRunner().invoke(app, ["slack", "new-key"]).output.strip()

    async def installed() -> None:
        async with over_http(migrated_url, now=NOW) as life:
            await life.install(HERE)

    async def opened() -> str:
        async with await open_store(migrated_url) as store:
            found = await installation_of(store, platform="slack", workspace=WORKSPACE)
            assert found is not None
            return Seal([newer]).open(found.sealed, owner=found.owner)

    asyncio.run(installed())
    none = CliRunner().invoke(app, ["slack", "rotate-keys"])
    assert none.exit_code != 0
    for name, value in (
        ("STORAGE__URL", migrated_url),
        ("SLACK__MODE", "http"),
        ("SLACK__CLIENT_ID", CLIENT_ID),
        ("SLACK__CLIENT_SECRET", "s"),
        ("SLACK__SIGNING_SECRET", "s"),
        ("SLACK__TOKEN_KEYS", f"{newer},{KEY}"),
        ("WEB__ADDRESS", PUBLIC),
    ):
        monkeypatch.setenv(f"CHIPBRIEF_{name}", value)
    for number in (1, 0):
        changed = CliRunner().invoke(app, ["slack", "rotate-keys"])
        assert f"Sealed {number} tokens" in changed.output
    assert asyncio.run(opened()).startswith("xoxb-granted-")
