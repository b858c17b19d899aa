"""Rubbish with widgets in it is collected on the GUI thread, whichever thread makes it due."""

import gc
import threading

import pytest
from PySide6.QtWidgets import QLabel

from app.ui.sweep import Sweep


class Marked(QLabel):
    """Tells on which thread it goes."""

    def __init__(self, gone):
        super().__init__("x")
        self.gone, self.me = gone, self  # a cycle

    def __del__(self):
        self.gone.append(threading.get_ident())


@pytest.fixture
def sweep(qapp):
    made = Sweep()
    yield made
    made.stop()


def churn(kept):
    """More containers than the collector lets pass."""
    kept += [[[]] for _ in range(50_000)]


def test_a_worker_never_collects_widgets(sweep, qtbot):
    gone, kept = [], []
    Marked(gone)
    worker = threading.Thread(target=churn, args=(kept,))
    worker.start()
    worker.join()
    assert gone == [], "the worker has collected it"
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.get_ident()]


def test_the_collector_stays_off_though_somebody_switched_it_on(sweep):
    gc.enable()
    sweep.look()
    assert not gc.isenabled()
    sweep.stop()
    assert gc.isenabled()


def test_nothing_is_collected_where_nothing_is_due(sweep):
    gc.collect()
    assert sweep.look() is None
