"""Checklists that people fill: their files, what is wrong with them, joining them, and carrying them over."""
