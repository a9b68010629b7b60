"""A command in, its exit code out: every error is one sentence on standard error, and any text can be printed."""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import TextIO

from bot.errors import BotError, CommandError, ConfigError

DONE, FAILED, MISUSED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
"""The exit codes: done; failed, or a check found problems; wrong usage, input or settings; Ctrl-C; SIGTERM."""

_DEBUG = "CHIPBRIEF_LOG__LEVEL"


def ended(command: Callable[[], object], *, serves: bool = False) -> int:
    """Run a command and give the code to exit with; SIGTERM interrupts it as Ctrl-C does.

    One that serves until it is told to stop has done what it should when it is, however early.
    """
    _open_streams()
    told_to_end: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        told_to_end.append(number)
        ends = signal.getsignal(signal.SIGINT)  # asyncio's own while a loop runs, which lets it end in order
        if callable(ends):
            ends(signal.SIGINT, frame)

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background by a script
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, interrupt)
    code = _code_of(command)
    if code == INTERRUPTED:
        _say("Stopped.")
        return DONE if serves else TERMINATED if told_to_end else INTERRUPTED
    return code


def _code_of(command: Callable[[], object]) -> int:
    try:
        code = _exit_code(command)
        sys.stdout.flush()
        return code
    except (ConfigError, CommandError) as error:
        _say(str(error))
        return MISUSED
    except BotError as error:
        _say(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _close_output()
        if error.errno != errno.EPIPE:  # a reader that has left wants to hear nothing
            _say(_system_says(error))
    except Exception as error:  # the last place where it can be told in words
        _say(_unforeseen(error))
    return FAILED


def _exit_code(command: Callable[[], object]) -> int:
    """What a command exits with, as a number; the command line's own way of ending is SystemExit."""
    try:
        command()
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else FAILED if stopped.code else DONE
    return DONE


def _system_says(error: OSError) -> str:
    why = error.strerror or str(error)
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {why}; check the path, its permissions and the disk."
    if error.errno in (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT, errno.EBADF):
        return f"The output could not be written ({why}); send it somewhere with room, and try again."
    return f"The system refused ({why}); try again."


def _unforeseen(error: Exception) -> str:
    """An error of ours that nobody foresaw: what and where; all of it when debugging."""
    if os.environ.get(_DEBUG, "").lower() == "debug":
        return "".join(traceback.format_exception(error)).rstrip()
    return (
        f"Chipbrief failed in a way that nobody foresaw: {type(error).__name__}: {error}{_place(error.__traceback__)}. "
        f"Please report it, with what {_DEBUG}=debug shows."
    )


def _place(trace: TracebackType | None) -> str:
    """Where in our own code it happened, such as " (bot/cli/app.py, line 12)"."""
    root = Path(__file__).parents[2]
    ours = [frame for frame in traceback.extract_tb(trace) if _is_below(Path(frame.filename), root)]
    return f" ({Path(ours[-1].filename).relative_to(root)}, line {ours[-1].lineno})" if ours else ""


def _is_below(file: Path, root: Path) -> bool:
    return file.is_relative_to(root) and file.relative_to(root).parts[0] in ("adapters", "bot", "digests", "sample")


def _open_streams() -> None:
    """Let standard streams speak UTF-8 whatever the locale says, and stand in for those that are closed."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - for the life of the process
    sys.stdout = _speaking_utf8(sys.stdout)
    sys.stderr = _speaking_utf8(sys.stderr)


def _speaking_utf8(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _close_output() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter's last flush cannot fail."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _say(sentence: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
