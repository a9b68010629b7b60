"""The editorial data of a beat (topics, people, sources) and what loads it."""
