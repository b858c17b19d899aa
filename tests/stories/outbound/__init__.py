"""Outbound orders in the whole program, against the real database."""
