"""Two editions as one document with the differences marked: for the screen, paper, Word and programs."""
