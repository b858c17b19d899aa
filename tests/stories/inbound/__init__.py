"""Counting in the whole program, against the real database."""
