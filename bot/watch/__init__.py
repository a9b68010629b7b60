"""Watches: new articles to queued alerts, one ping a story; and what a query would have told before it is saved."""

from bot.watch.index import WatchIndex
from bot.watch.trying import Trial, WouldTell, try_watch
from bot.watch.watching import Watched, watch_due

__all__ = ["Trial", "WatchIndex", "Watched", "WouldTell", "try_watch", "watch_due"]
