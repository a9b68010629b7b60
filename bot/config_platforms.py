"""`[slack]` and `[web]`: how Slack reaches us, and where we listen."""

from ipaddress import ip_address
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.config_values import Address, Part, check_address

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def check_bot_token(value: SecretStr) -> SecretStr:
    """A bot token of Slack, or none."""
    return _token(value, begins="xoxb-", found="Slack's OAuth & Permissions page")


def check_app_token(value: SecretStr) -> SecretStr:
    """An app-level token of Slack, or none."""
    return _token(value, begins="xapp-", found="Slack's Basic Information page, App-Level Tokens")


def _token(value: SecretStr, *, begins: str, found: str) -> SecretStr:
    text = value.get_secret_value()
    if text and not text.startswith(begins):
        raise ValueError(f"write the token that begins with {begins}; {found} shows it")
    return value


def check_host(value: str) -> str:
    """A name or an address to listen at; what is made of digits and dots has to be an address."""
    try:
        if not value.strip("0123456789."):
            ip_address(value)
    except ValueError:
        raise ValueError(f"{value!r} is no address of a machine; write one such as 127.0.0.1 or 0.0.0.0") from None
    return value


def check_folder_address(value: str) -> str:
    """An address that ends with a slash, unchanged."""
    if not value.endswith("/"):
        raise ValueError(f'{value!r} must end with a slash, such as "https://slack.com/api/"')
    return value


def check_public_address(value: str) -> str:
    """Where others reach us, without the slash at its end; https, unless it is this machine; or ""."""
    if not value:
        return ""
    parts = urlsplit(check_address(value))
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError(f"{value!r} must begin with https://, for Slack sends its secrets there")
    if parts.query or parts.fragment:
        raise ValueError(f"{value!r} must end with its host or path, without ? and #")
    return value.rstrip("/")


def check_token_keys(value: SecretStr) -> SecretStr:
    """Fernet keys with commas between them, the one that seals first; none means that no token is kept."""
    import base64
    import binascii

    for key in key_texts(value):
        try:
            size = len(base64.urlsafe_b64decode(key))
        except (binascii.Error, ValueError):
            size = 0
        if size != 32:
            raise ValueError("one of the keys is no Fernet key; `chipbrief slack new-key` prints a good one")
    return value


def key_texts(value: SecretStr) -> tuple[str, ...]:
    """The keys of a setting that lists them."""
    return tuple(key.strip() for key in value.get_secret_value().split(",") if key.strip())


class WebSettings(Part):
    """`[web]`; it listens when `enabled`, or when Slack comes over HTTP."""

    enabled: bool = False
    host: Annotated[str, AfterValidator(check_host)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    address: Annotated[str, AfterValidator(check_public_address)] = ""


class SlackSettings(Part):
    """`[slack]`; without a bot token and a client id there is no Slack."""

    mode: Literal["socket", "http"] = "socket"
    bot_token: Annotated[SecretStr, AfterValidator(check_bot_token)] = SecretStr("")
    app_token: Annotated[SecretStr, AfterValidator(check_app_token)] = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    token_keys: Annotated[SecretStr, AfterValidator(check_token_keys)] = SecretStr("")
    api_url: Annotated[Address, AfterValidator(check_folder_address)] = "https://slack.com/api/"
    managers: tuple[str, ...] = ()
    read_back: bool = False
    sockets: Annotated[int, Field(ge=1, le=10)] = 2

    @property
    def used(self) -> bool:
        """Whether there is a Slack to talk to."""
        return bool(self.bot_token.get_secret_value() or self.client_id)

    @property
    def sealing_keys(self) -> tuple[str, ...]:
        """The keys of `token_keys`, the one that seals first."""
        return key_texts(self.token_keys)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Refuse settings of which one half is missing."""
        problem = _lacking(self)
        if problem:
            raise ValueError(problem)
        return self


def _lacking(slack: SlackSettings) -> str:
    """What is missing for the way that Slack is to come, or ""."""
    http, many = slack.mode == "http", bool(slack.client_id)
    secret, keys = slack.client_secret.get_secret_value(), key_texts(slack.token_keys)
    problems = {
        "mode http needs slack.signing_secret; Slack's Basic Information page shows it": http
        and slack.used
        and not slack.signing_secret.get_secret_value(),
        'client_id is for workspaces that install the app themselves; it needs mode = "http"': many and not http,
        "bot_token is for one workspace and client_id for many; take one of them out": many
        and bool(slack.bot_token.get_secret_value()),
        "client_id needs slack.client_secret; Slack's Basic Information page shows it": many and not secret,
        "client_id needs slack.token_keys, which seal tokens; `chipbrief slack new-key` prints one": many and not keys,
    }
    return next((sentence for sentence, wrong in problems.items() if wrong), "")
