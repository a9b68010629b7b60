"""The program: arguments in, exit code out."""

import sys


def main() -> None:
    """Run the command line; errors of ours end with one sentence on standard error.

    Exit codes: 0 done; 1 a check found problems or something failed; 2 wrong usage or configuration; 130 interrupted.
    """
    from bot.cli.app import app
    from bot.errors import BotError, CommandError, ConfigError

    try:
        app(prog_name="chipbrief")
    except (ConfigError, CommandError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except BotError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
