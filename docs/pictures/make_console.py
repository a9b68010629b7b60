"""A page in wire format to a picture of it on a terminal: `python -m docs.pictures.make_console PAGE.json OUT.svg`."""

import re
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from adapters.console.render import to_renderable
from digests.wire import from_wire

WIDTH = 100
_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
"""What would fetch a font from elsewhere; the picture names `monospace` too."""


def picture(page: str, *, title: str) -> str:
    """The page as SVG; the same page always gives the same picture."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, legacy_windows=False)
    console.print(to_renderable(from_wire(page)))
    return _FONT_FACE.sub("", console.export_svg(title=title, unique_id="chipbrief"))


def main() -> None:
    """Read the page, write the picture."""
    page, out = map(Path, sys.argv[1:])
    out.write_text(picture(page.read_text(encoding="utf-8"), title="chipbrief"), encoding="utf-8")


if __name__ == "__main__":
    main()
