"""The handheld: one person, one scanner, one thing to do at a time."""
