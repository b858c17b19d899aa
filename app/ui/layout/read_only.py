"""A drawing for those who only look: every way to change it is refused in one place."""

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.elements import Element
from app.layout.racking import ElementId


class DrawingToLookAt(LayoutDocument):
    """Gestures can be begun, as looking needs them (a band, a drag that is given up); none can change anything."""

    def put(self, *elements: Element) -> None:
        """Raises Refusal."""
        raise _only_looking()

    def remove(self, *ids: ElementId) -> None:
        """Raises Refusal."""
        raise _only_looking()


def _only_looking() -> Refusal:
    return Refusal(
        "layout", "You may look at this layout, not draw it.", "Ask a planner, or ask an administrator to become one."
    )
