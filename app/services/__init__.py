"""Use cases: one module each, blocking, run on worker threads. They know no Qt."""
