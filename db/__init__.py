"""The shared database: SQL as files, and a thin typed door to it."""
