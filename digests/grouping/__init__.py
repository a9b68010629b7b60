"""Grouping: articles to the stories they belong to, one at a time, with reasons.

`traits` reduces an article to what tells stories apart, `likeness` says how well an article fits a story (with the
fitted `weights`), `window` holds the stories still open, and `index` places articles in them.
"""
