"""What Slack, its SDK and the network say when a call fails, as what delivery can act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackObjectFormationError, SlackRequestError

from bot.errors import Ambiguous, DeliveryError, GiveUp, TryLater


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


AMBIGUOUS: Final = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Slack may have accepted the page all the same."""

RATE_LIMITED: Final = frozenset({"ratelimited", "rate_limited"})

PAUSES: Final[Mapping[str, tuple[float, str]]] = {
    "message_limit_exceeded": (3600.0, "workspace"),
    "accesslimited": (600.0, "workspace"),
    "team_added_to_org": (600.0, "workspace"),
    "external_channel_migrating": (600.0, "channel"),
}
"""Not accepted, and over by itself: seconds until the next try, and what waits."""

PAGE: Final = _names(
    "invalid_blocks invalid_blocks_format block_mismatch msg_too_long msg_blocks_too_long no_text too_many_attachments "
    "too_many_contact_cards attachment_payload_limit_exceeded invalid_attachments invalid_arguments invalid_arg_name "
    "invalid_array_arg invalid_charset invalid_form_data invalid_json json_not_object invalid_post_type "
    "missing_post_type missing_charset markdown_text_conflict invalid_metadata_format invalid_metadata_schema "
    "metadata_too_large metadata_must_be_sent_from_app unknown_method method_deprecated deprecated_endpoint "
    "slack_connect_file_link_sharing_blocked slack_connect_canvas_sharing_blocked slack_connect_lists_sharing_blocked "
    "slack_connect_blocked_file_type"
)
"""Ours to mend: delivery tries the page once more as plain text, then parks it."""

CREDENTIAL: Final = _names(
    "invalid_auth not_authed token_revoked token_expired account_inactive missing_scope no_permission "
    "not_allowed_token_type access_denied org_login_required team_access_not_granted ekm_access_denied "
    "enterprise_is_restricted two_factor_setup_required team_not_found as_user_not_supported app_uninstalled"
)
"""The workspace has to let us in again."""

DESTINATION: Final = _names(
    "not_in_channel channel_not_found is_archived is_inactive user_not_found user_is_restricted user_not_in_channel "
    "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel "
    "restricted_action_non_threadable_channel restricted_action_thread_locked channel_type_not_supported "
    "messages_tab_disabled cannot_dm_bot posting_to_general_channel_denied not_allowed_for_shared_channel "
    "cannot_reply_to_message thread_not_found duplicate_channel_not_found "
    "users_not_found user_disabled user_not_visible users_list_not_supplied not_enough_users too_many_users "
    "invalid_user_combination method_not_supported_for_channel_type"
)
"""The channel has to let us in again."""

WITHOUT_A_TIME: Final = 60.0
"""Seconds to wait after a 429 that does not say how long."""

UNREADABLE: Final = frozenset({"missing_scope", "no_permission", "not_allowed_token_type", "method_deprecated"})
"""Names that, in answer to a read-back, say that we may not read, and nothing about posting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What an answer of Slack said: its HTTP status, its error name ("" when it has none) and its Retry-After."""

    status: int
    name: str
    retry_after: float | None = None


def delivery_error(problem: Exception, *, doing: str) -> DeliveryError:
    """The error to raise for a failed call; `doing` names the step, such as "post the page".

    What is not known to have been refused may have been accepted.
    """
    if isinstance(problem, SlackApiError):
        return error_of(refusal_of(problem), doing=doing)
    said = f"Cannot {doing}: {type(problem).__name__} {problem}".rstrip()
    if isinstance(problem, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return TryLater(said, scope="platform")  # no byte of the page has left
    if isinstance(problem, aiohttp.InvalidURL | SlackRequestError | SlackObjectFormationError):
        return GiveUp(said)
    return Ambiguous(said)


def reading_error(problem: Exception) -> DeliveryError:
    """The error to raise for a failed read-back: a right that is missing makes the channel unreadable, no more."""
    if isinstance(problem, SlackApiError) and refusal_of(problem).name in UNREADABLE:
        return GiveUp(f"Slack does not let us read the channel back: {refusal_of(problem).name}")
    return delivery_error(problem, doing="read the channel back")


def error_of(refusal: Refusal, *, doing: str) -> DeliveryError:
    """The outcome of an answer that is not `ok`."""
    said = f"Cannot {doing}: Slack says {refusal.name or f'HTTP {refusal.status}'}"
    if refusal.status == 429 or refusal.name in RATE_LIMITED:
        return TryLater(said, retry_after=_wait(refusal), scope="channel")
    if refusal.status >= 500 or refusal.name in AMBIGUOUS:
        return Ambiguous(said)
    if refusal.name in PAUSES:
        seconds, scope = PAUSES[refusal.name]
        return TryLater(said, retry_after=seconds, scope=scope)
    scope = _stops(refusal)
    return GiveUp(said, scope=scope) if scope else Ambiguous(said)


def refusal_of(problem: SlackApiError) -> Refusal:
    """What the answer inside an SDK error said; the answer may be no JSON, or not have been read at all."""
    response = problem.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    content = getattr(response, "data", None)
    name = content.get("error") if isinstance(content, dict) else ""
    return Refusal(
        status=int(status or 0), name=str(name or ""), retry_after=_seconds(getattr(response, "headers", None) or {})
    )


def _stops(refusal: Refusal) -> str:
    """What an answer stops: `page`, `credential`, `destination`, or "" when its name is not known."""
    names = {"page": PAGE, "credential": CREDENTIAL, "destination": DESTINATION}
    statuses = {400: "page", 413: "page", 401: "credential", 403: "destination"}
    if refusal.name:
        return next((scope for scope, known in names.items() if refusal.name in known), "")
    return statuses.get(refusal.status, "")


def _wait(refusal: Refusal) -> float:
    return WITHOUT_A_TIME if refusal.retry_after is None else refusal.retry_after


def _seconds(headers: Mapping[str, str]) -> float | None:
    written = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(0.0, float(written))
    except ValueError:
        return None
