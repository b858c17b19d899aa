"""The file panels over a real session, shell and draft, without the page around them."""

from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.layout.document import LayoutDocument
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.drafting import Standing
from app.ui.layout.panels import Around
from app.ui.layout.sample_hall import sample_hall
from app.ui.layout.session import EditSession
from app.ui.showcase.samples import MOMENT, make_window


@contextmanager
def panel_stage(theme, jobs, make, layout=None, underlays=None, labels=None, may_edit=True, published=None):
    """A window with one panel 384 px wide: yields (window, panel, session, around)."""
    held = {}

    def page(shell):
        host = QWidget()
        session = EditSession(host)
        session.open(LayoutDocument((layout or sample_hall()).elements.values()), published)
        desk = LayoutDesk(
            theme, jobs, None, ZoneInfo("Europe/Berlin"), lambda: MOMENT, "BRE2", may_edit, Path("nowhere"),
            underlays, labels, "Bremen 2", "K. Hansen",
        )  # fmt: skip
        drafting = SimpleNamespace(standing=Standing(base=7))
        around = Around(session, shell, desk, None, drafting, None, None, lambda id_: None)
        panel = make(around)
        panel.setFixedWidth(384)
        row = QHBoxLayout(host)
        row.addStretch(1)
        row.addWidget(panel)
        held.update(panel=panel, session=session, around=around)
        return host

    window = make_window(theme, jobs, page, "Layout", "layout_editor")
    window.resize(1600, 1000)
    window.show()
    try:
        yield window, held["panel"], held["session"], held["around"]
    finally:
        if hasattr(held["panel"], "end"):
            held["panel"].end()
        jobs.close()
        window.close()
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.deleteLater()
