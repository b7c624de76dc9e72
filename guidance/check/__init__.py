"""Opinions about a corpus: one rule, one generator function."""
