"""Every name that Slack gives an error, and every way the network fails, as what delivery can act on."""

import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError, SlackClientError, SlackObjectFormationError, SlackRequestError

from adapters.slack.errors import (
    AMBIGUOUS,
    CREDENTIAL,
    DESTINATION,
    PAGE,
    PAUSES,
    RATE_LIMITED,
    Refusal,
    delivery_error,
    error_of,
    reading_error,
)
from bot.errors import Ambiguous, DeliveryError, GiveUp, TryLater


class Answer:
    """An answer as the SDK hands it on with its error."""

    def __init__(self, name: str, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.data: object = {"ok": False, "error": name} if name else b"<html>"
        self.status_code = status
        self.headers = headers or {}


def api_error(name: str, *, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    answer = Answer(name, status=status, headers=headers)
    return SlackApiError("The request to the Slack API failed.", answer)  # type: ignore[no-untyped-call]


def outcome(error: DeliveryError) -> str:
    """`later channel 30`, `unsure`, or `give up page`."""
    match error:
        case TryLater(retry_after=None, scope=scope):
            return f"later {scope}"
        case TryLater(retry_after=float(seconds), scope=scope):
            return f"later {scope} {seconds:g}"
        case GiveUp(scope=scope):
            return f"give up {scope}"
        case _:
            return "unsure"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("fatal_error", "unsure"),
        ("internal_error", "unsure"),
        ("request_timeout", "unsure"),
        ("service_unavailable", "unsure"),
        ("a_name_of_next_year", "unsure"),
        ("ratelimited", "later channel 60"),
        ("rate_limited", "later channel 60"),
        ("message_limit_exceeded", "later workspace 3600"),
        ("team_added_to_org", "later workspace 600"),
        ("external_channel_migrating", "later channel 600"),
        ("invalid_blocks", "give up page"),
        ("msg_too_long", "give up page"),
        ("msg_blocks_too_long", "give up page"),
        ("no_text", "give up page"),
        ("metadata_too_large", "give up page"),
        ("invalid_auth", "give up credential"),
        ("token_revoked", "give up credential"),
        ("token_expired", "give up credential"),
        ("account_inactive", "give up credential"),
        ("missing_scope", "give up credential"),
        ("not_in_channel", "give up destination"),
        ("is_archived", "give up destination"),
        ("channel_not_found", "give up destination"),
        ("restricted_action", "give up destination"),
        ("restricted_action_read_only_channel", "give up destination"),
        ("user_disabled", "give up destination"),
        ("user_not_visible", "give up destination"),
        ("invalid_user_combination", "give up destination"),
    ],
)
def test_an_error_name_says_what_to_do(name: str, wanted: str) -> None:
    error = delivery_error(api_error(name), doing="post the page")
    assert outcome(error) == wanted
    assert str(error) == f"Cannot post the page: Slack says {name}"


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (400, "give up page"),
        (401, "give up credential"),
        (403, "give up destination"),
        (404, "unsure"),
        (413, "give up page"),
        (418, "unsure"),
        (429, "later channel 60"),
        (500, "unsure"),
        (502, "unsure"),
        (503, "unsure"),
    ],
)
def test_an_answer_without_a_name_goes_by_its_status(status: int, wanted: str) -> None:
    assert outcome(delivery_error(api_error("", status=status), doing="post the page")) == wanted


@pytest.mark.parametrize(("written", "wanted"), [("30", 30.0), ("0", 0.0), ("-5", 0.0), ("soon", 60.0), ("", 60.0)])
def test_a_rate_limit_lasts_as_long_as_slack_says(written: str, wanted: float) -> None:
    for header in ("Retry-After", "retry-after"):
        error = delivery_error(api_error("ratelimited", status=429, headers={header: written}), doing="post")
        assert isinstance(error, TryLater)
        assert error.retry_after == wanted


def test_a_server_error_with_a_name_that_we_know_may_still_have_been_accepted() -> None:
    assert isinstance(error_of(Refusal(status=502, name="invalid_blocks"), doing="post"), Ambiguous)


def _connection(problem: OSError) -> aiohttp.ClientConnectorError:
    key = ConnectionKey("slack.example", 443, True, True, None, None, None)
    return aiohttp.ClientConnectorError(key, problem)


@pytest.mark.parametrize(
    ("problem", "wanted"),
    [
        (_connection(ConnectionRefusedError(111, "refused")), "later platform"),
        (_connection(ssl.SSLCertVerificationError(1, "expired")), "later platform"),
        (aiohttp.ConnectionTimeoutError("connect"), "later platform"),
        (aiohttp.SocketTimeoutError("read"), "unsure"),
        (aiohttp.ServerDisconnectedError(), "unsure"),
        (aiohttp.ClientOSError(104, "reset"), "unsure"),
        (TimeoutError(), "unsure"),
        (aiohttp.InvalidURL("nowhere"), "give up page"),
        (SlackRequestError("two bodies"), "give up page"),
        (SlackObjectFormationError("a label too long"), "give up page"),
        (SlackClientError("something else"), "unsure"),
        (ValueError("unforeseen"), "unsure"),
    ],
)
def test_what_fails_on_the_way_is_safe_only_when_no_byte_has_left(problem: Exception, wanted: str) -> None:
    assert outcome(delivery_error(problem, doing="post the page")) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("missing_scope", "give up page"), ("not_in_channel", "give up destination"), ("internal_error", "unsure")],
)
def test_a_right_to_read_that_is_missing_stops_no_posting(name: str, wanted: str) -> None:
    assert outcome(reading_error(api_error(name))) == wanted


def test_an_answer_that_was_not_read_goes_by_its_status() -> None:
    class Unread:
        status = 502
        headers = None

    unread = SlackApiError("not JSON", Unread())  # type: ignore[no-untyped-call]
    assert outcome(delivery_error(unread, doing="post")) == "unsure"


DOCUMENTED = """
access_denied account_inactive as_user_not_supported channel_not_found deprecated_endpoint ekm_access_denied
enterprise_is_restricted fatal_error internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth
invalid_blocks invalid_blocks_format invalid_charset invalid_form_data invalid_metadata_format invalid_metadata_schema
invalid_post_type invalid_user_combination is_archived markdown_text_conflict message_limit_exceeded
metadata_must_be_sent_from_app metadata_too_large method_deprecated method_not_supported_for_channel_type
missing_post_type missing_scope msg_blocks_too_long msg_too_long no_permission no_text not_allowed_token_type not_authed
not_enough_users not_in_channel org_login_required rate_limited ratelimited request_timeout restricted_action
restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked
restricted_action_thread_only_channel service_unavailable team_access_not_granted team_added_to_org token_expired
token_revoked too_many_attachments too_many_users two_factor_setup_required user_disabled user_not_found
user_not_visible users_list_not_supplied
"""
"""What Slack's reference says that posting, and opening direct messages, may answer."""


def test_every_documented_name_is_known_and_only_what_may_have_been_accepted_is_ambiguous() -> None:
    known = AMBIGUOUS | RATE_LIMITED | set(PAUSES) | PAGE | CREDENTIAL | DESTINATION
    documented = DOCUMENTED.split()
    assert [name for name in documented if name not in known] == []
    unsure = {
        name for name in documented if outcome(error_of(Refusal(status=200, name=name), doing="post")) == "unsure"
    }
    assert unsure == AMBIGUOUS
    assert len(known) == sum(map(len, (AMBIGUOUS, RATE_LIMITED, PAUSES, PAGE, CREDENTIAL, DESTINATION)))
