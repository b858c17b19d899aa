"""The plan on the screen: pixels for the arrays of app.heat, and the hand on them."""
