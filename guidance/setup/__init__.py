"""Set-up of a machine: the virtual environment, the system's libraries and the fonts of the PDF."""
