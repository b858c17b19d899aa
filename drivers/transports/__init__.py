"""Byte pipes: how drivers reach their devices."""
