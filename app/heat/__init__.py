"""The live picture of stock on the plan: arrays in, colours out. No Qt, no SQL."""
