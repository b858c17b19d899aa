"""The putaway room: goods that wait, planned places with their reasons, the rules."""
