"""Who runs the loops: one home of the compiling, for batching and slotting alike."""

import inspect

import numpy as np
import pytest

from app import loops
from app.optimise.batching import engine as batching
from app.optimise.routing import shorten
from app.optimise.routing.improve import improved, path_length
from app.optimise.slotting import engine as slotting


@pytest.mark.parametrize("engine", [batching, slotting], ids=["batching", "slotting"])
def test_without_numba_the_loops_run_as_they_are_written(engine, monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr("app.loops.importlib.import_module", missing)
    assert engine.compiled.__wrapped__() == engine.PLAIN


def test_what_is_kept_on_disk_is_of_the_text_of_all_modules(monkeypatch):
    """numba looks at the date of a loop's own file; the loops of shorten are called from another one."""
    if loops.load_numba() is None:
        pytest.skip("numba is not installed: nothing is kept")

    def name():
        return slotting.compiled.__wrapped__().begin.py_func.__qualname__

    before, read = name(), inspect.getsource
    assert name() == before
    monkeypatch.setattr(inspect, "getsource", lambda one: read(one) + ("#" if one is shorten else ""))
    assert name() != before


def test_loops_and_arrays_shorten_alike():
    """A tour that the loops have shortened is none that the arrays shorten further, and the other way round."""
    rng = np.random.default_rng(5)
    for size in (2, 3, 5, 9, 14):
        spots = rng.uniform(0, 90_000, (size + 1, 2))
        distance = np.abs(spots[:, None] - spots[None, :]).sum(axis=2)
        seq = rng.permutation(size) + 1
        shorten.shorten(distance, 0, seq, size)
        there = [0, *range(1, size + 1), 0]
        both = distance[np.ix_(there, there)]
        order = np.array([0, *seq.tolist(), size + 1])
        assert path_length(both, order) == pytest.approx(shorten.walked(distance, 0, seq, size))
        assert path_length(both, improved(both, order)) >= path_length(both, order) - 3.0
