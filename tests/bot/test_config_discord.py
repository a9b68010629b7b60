"""`[discord]` says what is wrong with it, and takes what is right."""

import pytest
from pydantic import ValidationError

from bot.config import DiscordSettings


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("token", "Bot abc", 'without "Bot "'),
        ("application", "chipbrief", "Copy ID"),
        ("managers", ["ada"], "Copy ID"),
        ("gateway_url", "https://gateway.discord.gg", "wss://"),
        ("api_url", "discord.com", "web address"),
        ("style", "pictures", "components"),
        ("shards", [-1], "greater than or equal to 0"),
        ("shards", [0], "shard_count"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_its_mend(setting: str, value: object, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        DiscordSettings.model_validate({setting: value})


def test_settings_that_can_be_are_taken() -> None:
    values = {
        "token": "abc",
        "shards": [0, 3],
        "shard_count": 4,
        "gateway_url": "wss://gateway.example",
        "style": "embeds",
    }
    settings = DiscordSettings.model_validate(values)
    assert settings.shards == (0, 3)
    assert "abc" not in repr(settings)
