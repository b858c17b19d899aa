"""What a supervisor leaves behind: a view that others find, and a bin on the count list."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.counting import Counting
from app.services.plan_views import PlanViews
from app.services.session import Session


def test_a_view_saved_here_is_there_for_the_next_session(room, ground):
    room.page.acts.show_metric("held")
    room.page.plan_acts.ask_name()
    panel = room.page.viewing.panel
    QTest.keyClicks(panel.name, "Held things")
    QTest.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    room.wait(lambda: [view.name for view in room.page.views.views] == ["Held things"])
    other = Session.open(ground.url("t_supervisor"), application="stillage-story")
    try:
        (view,) = PlanViews(other).views()
    finally:
        other.close()
    assert (view.name, view.look.metric, view.mine) == ("Held things", "held", True)
    room.page.acts.show_metric("fill")
    QTest.keyClick(room.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert room.page.view.picture.metric.key == "held"


def test_the_count_button_puts_the_bin_on_the_real_list(room):
    room.click_bin("A-01-02-1")
    room.wait(lambda: room.jobs.running == 0)
    QTest.mouseClick(room.page.drill.foot.count, Qt.MouseButton.LeftButton)
    counting = Counting(room.session)
    room.wait(lambda: len(counting.counts(None)) == 1)
    (row,) = counting.counts(None)
    assert row.location_id == room.location("A-01-02-1")
