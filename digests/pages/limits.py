"""What one post of a platform takes, with the platform's own measures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digests.message import Actions, Block, Bullets, Heading, block_text


def _block_size(block: Block) -> int:
    return len(block_text(block))


def _one(_: Block) -> int:
    return 1


def _always(_: Sequence[Block]) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one post takes.

    `blocks` and `total` bound the sums of `block_count` and `block_size` over a page; `text` bounds the `text_size` of
    the words of one block (`heading` those of a heading of level 1); `bullets` and `buttons` bound the lines and the
    buttons of one block. `fits` may refuse a page for any other reason. All measures grow with what they measure: a
    page that holds more than a refused one is refused too.
    """

    blocks: int = 50
    total: int = 12_000
    text: int = 3_000
    heading: int = 150
    bullets: int = 50
    buttons: int = 25
    text_size: Callable[[str], int] = len
    block_size: Callable[[Block], int] = _block_size
    block_count: Callable[[Block], int] = _one
    fits: Callable[[Sequence[Block]], bool] = _always

    def allow(self, block: Block) -> bool:
        """Whether a block fits an empty page."""
        return self._allow_words(block) and self._allow_page((block,))

    def _allow_words(self, block: Block) -> bool:
        if isinstance(block, Actions):
            return len(block.buttons) <= self.buttons
        if isinstance(block, Bullets) and len(block.lines) > self.bullets:
            return False
        longest = self.heading if isinstance(block, Heading) and block.level == 1 else self.text
        return self.text_size(block_text(block)) <= longest

    def _allow_page(self, blocks: Sequence[Block]) -> bool:
        return (
            sum(map(self.block_size, blocks)) <= self.total
            and sum(map(self.block_count, blocks)) <= self.blocks
            and self.fits(blocks)
        )


UNLIMITED = Limits(blocks=10**9, total=10**9, text=10**9, heading=10**9, bullets=10**9, buttons=10**9)
"""The limits of a platform that has none."""
