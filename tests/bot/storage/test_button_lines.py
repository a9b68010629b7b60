"""Lines of buttons are kept by workspace, and go when nobody has shown the button for long."""

from bot.storage import Store
from bot.storage.button_lines import forget_lines, keep_lines, kept_line
from tests.builders import DAY, NOW

LINE = "/brief topic " + "word " * 60
HERE = {"platform": "discord", "workspace": "w1"}


async def test_a_line_comes_back_by_its_name_in_its_own_workspace_only(store: Store) -> None:
    await keep_lines(store, {"a": LINE, "b": "/brief now"}, **HERE, now=NOW)
    await keep_lines(store, {"a": LINE}, **HERE, now=NOW)
    assert await kept_line(store, "a", **HERE) == LINE
    assert await kept_line(store, "c", **HERE) is None
    assert await kept_line(store, "a", platform="discord", workspace="w2") is None
    assert await kept_line(store, "a", platform="slack", workspace="w1") is None


async def test_a_line_that_is_shown_again_is_young_again(store: Store) -> None:
    await keep_lines(store, {"a": LINE, "b": LINE}, **HERE, now=NOW)
    await keep_lines(store, {"a": LINE}, **HERE, now=NOW + DAY)
    await keep_lines(store, {}, **HERE, now=NOW)
    assert await forget_lines(store, before=NOW + DAY) == 1
    assert await kept_line(store, "a", **HERE) == LINE
    assert await kept_line(store, "b", **HERE) is None
