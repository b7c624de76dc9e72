"""What an edition says of itself: its manifest, its record, its changes and its entry in library catalogues."""
