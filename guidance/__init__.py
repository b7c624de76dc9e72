"""Legislative guidance on ecological connectivity: from YAML to a site, books and data."""

__version__ = "0.1.0"
