"""Travel on the plan: the graph drawn over it, tours with numbered stops, seconds from a place to every bin."""
