"""Opens a finished PDF and turns it into plain values: the only door to pikepdf for inspecting."""
