"""The book of one language: its structure, its HTML for paper, its index and its page numbers; no PDF library."""
