"""Fitted coefficients by feature name: what is added to the log odds when the feature holds (bench/fit_speakers.py)."""
