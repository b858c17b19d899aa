"""Looks at a rendered screen for what a person would stumble over; README.md lists the rules."""
