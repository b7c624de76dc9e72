"""Corpus to bytes: no disk, no network, no clock."""
