"""A window with fixed people and a stopped clock, and the states of the shell that are rendered in it."""
