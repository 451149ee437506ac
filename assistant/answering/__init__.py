"""Putting an answer in words, every one of them from a quote, a rule or a template kept as data."""
