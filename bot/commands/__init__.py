"""Every command, each in a file of its own: COMMANDS."""

from bot.commands.backtest import TEST
from bot.commands.channel_settings import SETTINGS_COMMAND
from bot.commands.feed_add import FEED_ADD
from bot.commands.feed_check import FEED_CHECK
from bot.commands.feed_remove import FEED_REMOVE
from bot.commands.feedback import FEEDBACK
from bot.commands.feeds import FEEDS
from bot.commands.help import help_for
from bot.commands.mute import MUTE
from bot.commands.now import NOW
from bot.commands.parked import PARKED
from bot.commands.pause import PAUSE
from bot.commands.preview import PREVIEW
from bot.commands.release import RELEASE
from bot.commands.remarks import REMARKS
from bot.commands.resume import RESUME
from bot.commands.save import SAVE
from bot.commands.saved import SAVED
from bot.commands.snooze import SNOOZE
from bot.commands.status import STATUS
from bot.commands.story import STORY_COMMAND
from bot.commands.subscribe import SUBSCRIBE
from bot.commands.topic import TOPIC
from bot.commands.trend import TREND
from bot.commands.unsubscribe import UNSUBSCRIBE
from bot.commands.unwatch import UNWATCH
from bot.commands.watch import WATCH
from bot.commands.watches import WATCHES
from bot.commands.why import WHY

_ASKING = (NOW, TOPIC, STORY_COMMAND, REMARKS, WHY, TREND)
_ORDERING = (SUBSCRIBE, PREVIEW, PAUSE, RESUME, UNSUBSCRIBE)
_WATCHING = (WATCH, TEST, WATCHES, SNOOZE, UNWATCH)
_KEEPING = (SAVE, SAVED, MUTE, FEEDBACK)
_RUNNING = (FEEDS, FEED_ADD, FEED_CHECK, FEED_REMOVE, SETTINGS_COMMAND, STATUS, PARKED, RELEASE)
_BUT_HELP = (*_ASKING, *_ORDERING, *_WATCHING, *_KEEPING, *_RUNNING)
COMMANDS = (*_BUT_HELP, help_for(_BUT_HELP))
"""In the order that help shows them."""

__all__ = ["COMMANDS"]
