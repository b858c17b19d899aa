"""States of the file panels for pictures: a plan being calibrated, the page on paper, labels, an import."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.layout.underlay import Placing
from app.services.layout_files.lists_in import read_list
from app.services.layout_files.underlays import Underlay
from app.ui.layout.page import LayoutPage
from app.ui.layout.plan_out.panel import PlanOutPanel
from app.ui.layout.sample_files import SampleUnderlays, sample_drawing, sample_list
from app.ui.layout.sample_hall import FLOOR
from app.ui.layout.underlay.panel import UnderlayPanel

P = TypeVar("P", bound=QWidget)
SCAN = 2_400, 1_360


def scanned_hall() -> bytes:
    """A plan of the sample hall as an architect drew it and somebody scanned it: a little crooked. PNG."""
    image = QImage(*SCAN, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.rotate(0.6)
    painter.setPen(QPen(QColor("black"), 12))
    painter.drawRect(QRectF(40, 20, 2_300, 1_290))
    painter.drawLine(1_120, 20, 1_120, 620)
    painter.setPen(QPen(QColor("black"), 3))
    for x in range(240, 2_300, 240):
        for y in range(200, 1_300, 220):
            painter.fillRect(x - 11, y - 11, 22, 22, QColor("black"))
    for gate in range(8):
        painter.drawRect(200 + gate * 220, 1_280, 120, 60)
    painter.drawText(1_700, 300, "HALL 3   1:200")
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "png")  # type: ignore[call-overload]  # the stubs know bytes only
    return bytes(data.data())


def sample_underlays() -> SampleUnderlays:
    """A store in which the scan lies under the sample hall."""
    placing = Placing(50.0, 0.0, 0.0, 0.0)
    return SampleUnderlays({FLOOR: (Underlay(FLOOR, "hall 3, architect.pdf", placing, 0.45), scanned_hall())})


def calibrating(page: LayoutPage) -> None:
    """Two points are picked, their distance is asked for."""
    panel = _opened(page, "underlay", UnderlayPanel)
    panel.pick.click()
    page.session.points_picked.emit([(2_000.0, 2_000.0), (56_000.0, 2_600.0)])


def plan_on_paper(page: LayoutPage) -> None:
    """The floor on paper, with its preview."""
    _opened(page, "plan_out", PlanOutPanel).show_tab("plan")


def labels(page: LayoutPage) -> None:
    """GS1 labels of some bins."""
    panel = _opened(page, "plan_out", PlanOutPanel)
    panel.show_tab("labels")
    panel.labels.carrier.choose("gs1_128")
    panel.labels.pattern.edit.setText("A-01-*")
    panel.labels.pattern.enter()
    panel.labels.refresh()


def files(page: LayoutPage) -> None:
    """Files out and in."""
    _opened(page, "plan_out", PlanOutPanel).show_tab("files")


def importing(page: LayoutPage) -> None:
    """An architect's drawing, before it is drawn."""
    panel = _opened(page, "plan_out", PlanOutPanel)
    panel.take_over(sample_drawing())


def listing(page: LayoutPage) -> None:
    """A list of locations of another system, before it is drawn."""
    panel = _opened(page, "plan_out", PlanOutPanel)
    panel.take_list(Path("Lagerplätze.csv"), read_list("Lagerplätze.csv", sample_list()))


def _opened(page: LayoutPage, id_: str, kind: type[P]) -> P:
    panel = page.host.open(id_)
    assert isinstance(panel, kind)
    return panel
