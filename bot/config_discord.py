"""`[discord]`: the token, where Discord is, and which shards this process serves."""

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.config_values import Address, Part


def check_discord_token(value: SecretStr) -> SecretStr:
    """A bot token of Discord, or none."""
    if value.get_secret_value().lower().startswith("bot "):
        raise ValueError('write the token alone, without "Bot " before it')
    return value


def check_snowflake(value: str) -> str:
    """An id of Discord, or none."""
    if value and not (value.isascii() and value.isdigit()):
        raise ValueError(f"{value!r} is not an id of Discord; in its settings turn on Developer Mode, then Copy ID")
    return value


def check_public_key(value: str) -> str:
    """The public key of a Discord application, or none."""
    if value and not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise ValueError("write the 64 digits that the General Information page shows as Public Key")
    return value


def check_gateway(value: str) -> str:
    """The address of a gateway, or none."""
    parts = urlsplit(value)
    if value and (parts.scheme not in ("ws", "wss") or not parts.hostname):
        raise ValueError(f"{value!r} is not the address of a gateway; write one that begins with wss://")
    return value


Snowflake = Annotated[str, AfterValidator(check_snowflake)]


class DiscordSettings(Part):
    """`[discord]`; without a token there is no Discord."""

    token: Annotated[SecretStr, AfterValidator(check_discord_token)] = SecretStr("")
    application: Snowflake = ""
    public_key: Annotated[str, AfterValidator(check_public_key)] = ""
    api_url: Address = "https://discord.com/api/v10"
    gateway_url: Annotated[str, AfterValidator(check_gateway)] = ""
    style: Literal["components", "embeds"] = "components"
    managers: tuple[Snowflake, ...] = ()
    publish: tuple[Snowflake, ...] = ()
    shards: tuple[Annotated[int, Field(ge=0)], ...] = ()
    shard_count: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Refuse shards that cannot be."""
        if self.shards and max(self.shards) >= self.shard_count:
            raise ValueError("shards are counted from 0, and all must be below shard_count, the number of all shards")
        return self
