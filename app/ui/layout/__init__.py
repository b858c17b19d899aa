"""The layout editor: draw a warehouse, check it, compare and publish it."""
