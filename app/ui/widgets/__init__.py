"""The parts that every screen is made of: see README.md of app/ui for the list and how to use them."""
