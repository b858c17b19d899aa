"""The inventory explorer: millions of stock records found, looked into, and acted on."""
