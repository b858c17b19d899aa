"""Goods in: deliveries, docks, quality, and receiving by scan."""
