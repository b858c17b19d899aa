"""Release: orders that could go, what would come of it, waves that run, channels."""
