"""Fuzzing: the real content, damaged at random, must be reported and never crash the check."""
