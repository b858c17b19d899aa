"""Counting: plans, review and accuracy for supervisors, entry by scan for who counts."""
