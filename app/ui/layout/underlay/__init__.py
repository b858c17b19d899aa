"""A plan of the architect under the drawing: chosen, calibrated by two points, dimmed, kept for the floor."""
