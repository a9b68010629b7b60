"""Two thousand pages to two hundred channels of a failing Discord, bots killed on the way: seconds against the floor.

The floor is what Discord's limit of fifty calls a second leaves for the calls that were needed. Prints one JSON line.
"""

import asyncio
import json
import tempfile

from bot.storage import open_store
from tests.scenarios.test_discord_faults import KILLS, run


async def main() -> None:
    """Run once at the pace of the real Discord."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/chipbrief.sqlite"
        async with await open_store(url):
            pass
        fake, posted = await run(url, speed=1.0, kills=KILLS)
    figures = {
        "seconds": round(posted.seconds, 1),
        "floor": round(posted.floor, 1),
        "ratio": round(posted.seconds / posted.floor, 3),
        "kills": posted.kills,
        "calls": len(fake.state.calls),
        "overruns": len(fake.state.overruns),
        "violations": len(fake.state.violations),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    asyncio.run(main())
