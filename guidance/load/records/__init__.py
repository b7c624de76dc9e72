"""The shapes of content files: strict, closed pydantic models, one for each kind of record."""
