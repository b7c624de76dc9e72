"""The workbench, the page on which a checklist is filled in a browser: its data, its words, its script, its worker."""
