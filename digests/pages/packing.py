"""Blocks to pages: the fewest, and among those the ones that keep stories together."""

from dataclasses import dataclass

from digests.message import Block, Divider, Heading, Message
from digests.pages.fitting import fitted
from digests.pages.limits import Limits

Cost = tuple[int, int, int]
"""Pages, headings left alone at a page's end, stories parted."""


def pages(message: Message, limits: Limits) -> tuple[Message, ...]:
    """The message as the fewest pages in which no block is cut that fits a page of its own.

    Among those: the ones that leave no heading alone at a page's end, then the ones that part the fewest stories, then
    the ones whose earlier pages hold more. Dividers at a page's edge are dropped. A message without blocks has no page.
    """
    blocks = [piece for block in message.blocks for piece in fitted(block, limits)]
    parts = [part for part in map(_without_edge_dividers, _packed(blocks, limits)) if part]
    return tuple(Message(part, _summary(message, at, len(parts))) for at, part in enumerate(parts, start=1))


def _summary(message: Message, at: int, of: int) -> str:
    return message.summary if of == 1 else f"{message.summary} ({at} of {of})".strip()


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks that fit, with their sizes measured once."""

    blocks: list[Block]
    sizes: list[int]
    counts: list[int]
    limits: Limits

    def ends(self, begin: int) -> list[int]:
        """Where a page that begins here may end; after one block at least."""
        ends, size, count = [begin + 1], self.sizes[begin], self.counts[begin]
        for end in range(begin + 2, len(self.blocks) + 1):
            size, count = size + self.sizes[end - 1], count + self.counts[end - 1]
            too_much = size > self.limits.total or count > self.limits.blocks
            if too_much or not self.limits.fits(self.blocks[begin:end]):
                break
            ends.append(end)
        return ends

    def cost(self, end: int) -> Cost:
        """The cost of a page that ends here."""
        if end == len(self.blocks):
            return (1, 0, 0)
        return (1, int(isinstance(self.blocks[end - 1], Heading)), int(not self._begins_story(end)))

    def _begins_story(self, at: int) -> bool:
        begins = isinstance(self.blocks[at], Heading | Divider)
        return begins and not isinstance(self.blocks[at - 1], Heading)


def _packed(blocks: list[Block], limits: Limits) -> list[tuple[Block, ...]]:
    """The blocks parted into pages at the least cost: from the end backwards, the best way on from each beginning."""
    sizes, counts = list(map(limits.block_size, blocks)), list(map(limits.block_count, blocks))
    run = _Run(blocks, sizes, counts, limits)
    best: list[tuple[Cost, int]] = [((0, 0, 0), 0)] * (len(blocks) + 1)
    for begin in reversed(range(len(blocks))):
        best[begin] = min((_sum(run.cost(end), best[end][0]), -end) for end in run.ends(begin))
    parts, begin = list[tuple[Block, ...]](), 0
    while begin < len(blocks):
        end = -best[begin][1]
        parts.append(tuple(blocks[begin:end]))
        begin = end
    return parts


def _sum(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _without_edge_dividers(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    begin, end = 0, len(blocks)
    while begin < end and isinstance(blocks[begin], Divider):
        begin += 1
    while end > begin and isinstance(blocks[end - 1], Divider):
        end -= 1
    return blocks[begin:end]
