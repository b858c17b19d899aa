"""Which orders are picked together: batches for one cart each, as short to walk as can be found in the time given."""

from app.optimise.batching.engine import compiled
from app.optimise.batching.on_matrix import MatrixSearch
from app.optimise.batching.partition import best_partition
from app.optimise.batching.problem import Batching, Cart, Job, Problem, Walk
from app.optimise.batching.savings import first_come, savings
from app.optimise.batching.search import Search
from app.optimise.batching.walks import MatrixWalks

__all__ = [
    "Batching",
    "Cart",
    "Job",
    "MatrixSearch",
    "MatrixWalks",
    "Problem",
    "Search",
    "Walk",
    "best_partition",
    "compiled",
    "first_come",
    "savings",
]
