"""Which orders are picked together: batches for one cart each, as short to walk as can be found in the time given."""

from app.optimise.batching.partition import best_partition
from app.optimise.batching.problem import Batching, Cart, Job, Problem, Walk
from app.optimise.batching.savings import first_come, savings
from app.optimise.batching.search import Search

__all__ = ["Batching", "Cart", "Job", "Problem", "Search", "Walk", "best_partition", "first_come", "savings"]
