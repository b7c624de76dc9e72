"""The translators' desk: catalogues of interface strings, digests of translated units."""
