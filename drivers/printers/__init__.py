"""Printer makes: one language a file."""
