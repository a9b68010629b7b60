"""Feeds: an address in, the entries that are new and the feed's next state out."""
