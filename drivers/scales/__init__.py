"""Scale makes: one protocol a file, a pure parser with a thin loop."""
