"""Bytes to corpus, or diagnostics: the only room that opens content files."""
