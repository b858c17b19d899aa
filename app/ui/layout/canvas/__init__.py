"""The drawing board of the layout editor: the plan and the tools that draw on it."""

from app.ui.layout.canvas.canvas import PlanCanvas
from app.ui.layout.canvas.options import ToolOptions

__all__ = ["PlanCanvas", "ToolOptions"]
