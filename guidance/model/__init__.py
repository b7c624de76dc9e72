"""What guidance is: frozen, slotted dataclasses; the standard library only."""
