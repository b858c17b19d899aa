"""A plan on the screen, bare and with its floats."""

import plan_ground
import pytest

from app.ui.heat.hover_card import CardContent
from app.ui.heat.pane import PlanPane
from app.ui.heat.view import HeatView


@pytest.fixture
def grid():
    return plan_ground.grid()


@pytest.fixture
def view(qtbot, grid, theme):
    """A shown plan of 1000 x 500 that has painted."""
    made = HeatView(grid, theme)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.frames > 0)
    return made


@pytest.fixture
def pane(qtbot, grid, theme):
    """The plan with its floats, 1100 x 600."""

    def content(location_id):
        if location_id == 49:
            return None
        code = grid.plan.locations.codes[grid.plan.index(location_id)]
        return CardContent(
            code, "11 picks / h", "32-0081 · Table lamp, oak, E14", 0.6, "18 free · 6 reserved", "counted 12 d ago"
        )

    made = PlanPane(grid, theme, content)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made
