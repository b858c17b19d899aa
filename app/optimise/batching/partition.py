"""The best choice among known batches so that every order is in one: a set partition, solved by HiGHS through SciPy."""

from collections.abc import Iterable

from app.optimise.batching.problem import Batch, Batching, Problem

MOST = 12_000
"""Batches that are looked at: beyond, the solver finds nothing in seconds."""


def best_partition(problem: Problem, known: Iterable[Batch], best: Batching, seconds: float) -> Batching | None:
    """A shorter batching made of known batches, None where none was found. Those of `best` are always among them.

    Of more than MOST batches those are kept that save most for the orders they carry."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    alone = [problem.length(frozenset([at])) for at in range(len(problem.jobs))]
    worth = sorted(
        set(known), key=lambda batch: (problem.length(batch) / sum(alone[at] for at in batch), sorted(batch))
    )
    columns = list(dict.fromkeys([*best.batches, *worth[:MOST]]))
    cost = np.array([problem.length(batch) for batch in columns])
    rows = np.fromiter((at for batch in columns for at in batch), dtype=np.int32)
    starts = np.cumsum([0, *map(len, columns)])
    cover = csc_array((np.ones(len(rows)), rows, starts), shape=(len(problem.jobs), len(columns)))
    found = milp(
        cost,
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(cover, 1, 1)],
        options={"time_limit": seconds},
    )
    if found.x is None:
        return None
    chosen = problem.batching(columns[at] for at in np.flatnonzero(found.x > 0.5).tolist())
    return chosen if chosen.length < best.length - 1e-9 and not problem.faults(chosen) else None
