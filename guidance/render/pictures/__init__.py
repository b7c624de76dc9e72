"""Pictures as SVG: pure functions from counts and labels to a drawing; no library, no style of their own."""
