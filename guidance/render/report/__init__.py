"""The gap report of a country in one language: composed once, as blocks, for the page, the PDF and the Word file."""
