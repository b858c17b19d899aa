"""The first start: a database without a warehouse teaches what to do next."""
