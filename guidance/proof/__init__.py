"""Proof: whether a finished book is what it says, read by other means than those that made it."""
