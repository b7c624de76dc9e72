"""The book of one language as EPUB 3: its chapters as XHTML, what a reading system must know of them, and one file."""
