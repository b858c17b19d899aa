"""What an empty drawing says: how a warehouse is drawn, step by step, with the tools at hand."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.layout.session import EditSession
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import IconPicture
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.panel import Panel

STEPS = (
    ("draw_wall", "Draw the walls, or lay a plan beneath and set its scale.", "W"),
    ("draw_rows", "Let rack rows follow from a few figures, with their names.", "R"),
    ("draw_dock", "Set docks and packing stations: people start and end there.", "D"),
    ("draw_aisle", "Join the rows to them with cross aisles.", "A"),
    ("publish", "Publish when the checks pass. Until then nobody else sees it.", ""),
)
WIDTH = 520


class FirstSteps(Panel):
    """Lies in the middle of the plan while nothing is drawn on it."""

    def __init__(self, theme: Theme, session: EditSession, plan: QWidget, run: Callable[[str], object]) -> None:
        super().__init__(theme, surface="raised")
        self._session, self._plan = session, plan
        self.setParent(plan)
        self.setProperty("overlay", True)
        self.setAccessibleName("How to begin")
        self.setFixedWidth(WIDTH)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.setSpacing(10)
        self.body.addWidget(Label(theme, "An empty hall", "title"))
        self.body.addWidget(
            Label(theme, "Nothing is drawn yet. This is how a warehouse comes about:", "body", "secondary")
        )
        column = QVBoxLayout()
        column.setSpacing(8)
        for icon, words, key in STEPS:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconPicture(theme, icon, 18, "text.secondary"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(theme, words, "body", wrap=True), 1)
            if key:
                row.addWidget(KeyCap(theme, key), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        self.body.addLayout(column)
        self.rows = Button(theme, "Rack rows", "draw_rows", "primary")
        self.walls = Button(theme, "Draw walls", "draw_wall")
        self.beneath = Button(theme, "Lay a plan", "underlay")
        self.beneath.setToolTip("A picture, PDF or DXF of the building, to draw over")
        self.bring = Button(theme, "Import", "export")
        self.bring.setToolTip("A layout from JSON or CSV, or a DXF of another program, as elements")
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.rows)
        acts.addWidget(self.walls)
        acts.addWidget(self.beneath)
        acts.addWidget(self.bring)
        acts.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(acts)
        self.rows.clicked.connect(lambda: run("layout.tool.rows"))
        self.walls.clicked.connect(lambda: run("layout.tool.wall"))
        self.beneath.clicked.connect(lambda: run("layout.underlay"))
        self.bring.clicked.connect(lambda: run("layout.plan_out"))
        plan.installEventFilter(self)
        for signal in (session.opened, session.edited, session.tool_chosen):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Shown while there is nothing on the plan and no drawing tool in the hand."""
        elements = self._session.document.elements.values()
        drawn = any(element.kind not in ("floor", "storage_class", "truck") for element in elements)
        self.setVisible(not drawn and self._session.tool in ("choose", "hand"))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._plan.width() - self.width()) // 2, max(8, (self._plan.height() - self.height()) // 2))
