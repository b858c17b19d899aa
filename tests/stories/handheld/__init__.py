"""The handheld in the whole, against the real database."""
