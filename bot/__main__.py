"""The program: arguments in, exit code out."""

import sys


def main() -> None:
    """Run the command line and exit; docs/operating.md tells the exit codes."""
    from bot.cli.ending import ended

    sys.exit(ended(_command_line))


def _command_line() -> None:
    from bot.cli.app import app

    app(prog_name="chipbrief")


if __name__ == "__main__":
    main()
