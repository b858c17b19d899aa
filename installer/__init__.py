"""From a fresh machine to a running Stillage, with the standard library alone; `bootstrap.py` is the way in."""
