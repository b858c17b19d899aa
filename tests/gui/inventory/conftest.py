"""The explorer's page in a window, over made-up stock."""

import pytest

from app.services.inventory import parse
from app.ui.inventory.shots import page_of, sample_page
from app.ui.showcase.samples import make_window


@pytest.fixture
def room(theme, jobs, qtbot):
    """Makes (window, page) over so much stock, once its first answers are in."""
    made = []

    def make(total=1755, line="", step=200):
        window = make_window(
            theme, jobs, lambda shell: sample_page(shell, total, parse(line), step), "Inventory", "inventory"
        )
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        page = page_of(window)
        made.append(page)
        window.context.set("workspace", "inventory")
        qtbot.waitUntil(lambda: jobs.running == 0 and page.finder.facets is not None)
        return window, page

    yield make
    for page in made:
        page.end()
