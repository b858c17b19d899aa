"""The composition root: the only place that builds concrete objects and introduces them to each other."""
