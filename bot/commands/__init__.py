"""Every command, each in a file of its own: COMMANDS."""

from bot.commands.help import help_for
from bot.commands.now import NOW
from bot.commands.remarks import REMARKS
from bot.commands.status import STATUS
from bot.commands.story import STORY_COMMAND
from bot.commands.topic import TOPIC
from bot.commands.why import WHY

_BUT_HELP = (NOW, TOPIC, STORY_COMMAND, REMARKS, WHY, STATUS)
COMMANDS = (*_BUT_HELP, help_for(_BUT_HELP))
"""In the order that help shows them."""

__all__ = ["COMMANDS"]
