"""When and to whom: fetch, store, schedule, answer and deliver."""
