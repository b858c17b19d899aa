"""Scanner makes."""
