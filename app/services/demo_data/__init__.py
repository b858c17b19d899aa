"""The demo's input, without a database: order lines, articles, building and opening stock, all from one spec."""
