"""Channels of waves by the clock in the room: times are typed as people write them; what is next and what was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.errors import Refusal
from app.ui.showcase.samples import make_window
from app.ui.waves.channel_form import read_times
from app.ui.waves.sample_waves import SampleWaves, sample_channels
from app.ui.waves.shots import sample_page, wait_until


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("9, 14:30", ["09:00", "14:30"]),
        ("1630 7.05", ["16:30", "07:05"]),
        ("00:00;23:59", ["00:00", "23:59"]),
    ],
)
def test_times_are_read_as_people_write_them(typed, read):
    assert read_times(typed) == read


@pytest.mark.parametrize("typed", ["noon", "24:00", "9:60", "-1", "12345", "٩"])
def test_what_is_no_time_is_said(typed):
    with pytest.raises(Refusal, match="no time of day"):
        read_times(typed)


@pytest.fixture
def page(theme, jobs):
    waves, pages = SampleWaves(rows=sample_channels()), []
    window = make_window(
        theme, jobs, lambda shell: pages.append(sample_page(shell, waves)) or pages[-1], "Waves", "release"
    )  # fmt: skip
    window.resize(1366, 768)
    window.show()
    pages[0].show_view("channels")
    wait_until(lambda: jobs.running == 0 and pages[0].channels.channels.rows.rowCount() == 4)
    yield pages[0], waves
    pages[0].end()
    window.close()
    window.deleteLater()


def test_a_channel_tells_what_it_will_do_and_what_it_did_and_is_let_go(page, jobs):
    room, waves = page
    here = room.channels
    assert not here.runs.isVisible(), "orders of the first channel go one by one"
    here.channels.selectRow(2)
    wait_until(lambda: jobs.running == 0 and here.runs.rows.rowCount() == 4)
    said = [here.channels.rows.index(2, column).data() for column in range(here.channels.rows.columnCount())]
    assert "15:18 before cut-off, 38 orders" in said
    assert here.form.times.text() == "12:00, 15:30"
    QTest.mouseClick(here.go, Qt.MouseButton.LeftButton)
    wait_until(lambda: jobs.running == 0)
    assert waves.by_clock.released == [3]
    here.channels.selectRow(3)
    wait_until(lambda: jobs.running == 0 and not here.runs.isVisible())
    assert here.told.text() == "Nothing yet: no moment of it came."


def test_what_is_typed_is_kept_and_a_bad_time_is_told_in_its_place(page, jobs):
    room, waves = page
    form = room.channels.form
    room.channels.channels.selectRow(2)
    wait_until(lambda: jobs.running == 0)
    form.times.setText("12:00, 17:75")
    room.channels.refresh()
    wait_until(lambda: jobs.running == 0)
    assert form.times.text() == "12:00, 17:75", "reading anew leaves what is typed"
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.error.accessibleName().startswith("“17:75” is no time of day.")
    form.times.setText("12, 17:15")
    form.numbers["fill_lines"].setText("80")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    wait_until(lambda: jobs.running == 0 and waves.rows[2].version == 2)
    assert [f"{at:%H:%M}" for at in waves.rows[2].at_times] == ["12:00", "17:15"]
    assert (waves.rows[2].fill_lines, waves.rows[2].before_cut_off) == (80, 45)
    form.way.setCurrentIndex(form.way.findData("stream"))
    assert not form.clock.isVisible()
