"""Links: those of the built site, and those to other sites."""
