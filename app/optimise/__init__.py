"""Decisions that can be computed: tours, cartons. Exact where exact is possible; each answer explains itself."""
