"""Documents of plain blocks as Word files: the door to python-docx."""
