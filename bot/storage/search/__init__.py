"""Full text: a query to the stories that match it, the same on both databases.

`sqlite.py` and `postgres.py` are the only places where the two databases differ; the index itself is made, and kept in
step with every transaction, by the triggers of migration 0002.
"""

from bot.storage.search.counting import count_by_day
from bot.storage.search.finding import Found, Hit, search
from bot.storage.search.nearest import nearest
from bot.storage.search.suggesting import suggest
from bot.storage.search.terms import Passage

__all__ = ["Found", "Hit", "Passage", "count_by_day", "nearest", "search", "suggest"]
