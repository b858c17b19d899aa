"""A canvas over a small hall, and hands on it."""

import board_ground
import pytest

from app.ui.layout.canvas import PlanCanvas
from app.ui.layout.session import EditSession


@pytest.fixture
def bench(theme, qapp, qtbot):
    session = EditSession()
    session.open(board_ground.hall())
    canvas = PlanCanvas(theme, session)
    canvas.resize(1000, 700)
    canvas.show()
    canvas.activateWindow()
    canvas.setFocus()
    qapp.processEvents()
    canvas.fit()
    yield board_ground.Bench(canvas, session, qtbot)
    canvas.close()
    canvas.deleteLater()
    session.deleteLater()
