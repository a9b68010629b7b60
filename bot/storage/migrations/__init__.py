"""The steps from one schema to the next; a released step never changes."""
