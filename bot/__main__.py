"""The program: arguments in, exit code out."""

import sys


def main() -> None:
    """Run the command line and exit; docs/operating.md tells the exit codes."""
    serves = sys.argv[1:2] == ["run"]
    try:
        from bot.cli.ending import ended

        code = ended(_command_line, serves=serves)
    except KeyboardInterrupt:  # before anything could be told
        code = 0 if serves else 130
    sys.exit(code)


def _command_line() -> None:
    from bot.cli.app import app

    app(prog_name="chipbrief")


if __name__ == "__main__":
    main()
