"""The manual's page of commands, to standard output: `python -m bot.cli.manual > docs/commands.md`."""

import sys

from bot.commands import COMMANDS
from bot.commands.manual import manual

if __name__ == "__main__":
    sys.stdout.write(manual(COMMANDS))
