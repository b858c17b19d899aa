"""The daemon: loops that keep a warehouse's clockwork, one leader at a time."""
