"""Stock against a model: random lives of a small warehouse, on the real database and in a few lines of Python."""
