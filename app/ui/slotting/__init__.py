"""The slotting room."""
