"""The window over the rows: pages ahead, pages let go and fetched again, late answers dropped."""

import pytest
from PySide6.QtCore import QObject

from app.services.inventory import Place, Search, StockPage
from app.ui.inventory.sample_stock import SampleStock
from app.ui.inventory.window_model import KEPT, StockModel
from app.ui.tables import Column


class Desk:
    """A model whose wishes are kept until they are answered."""

    def __init__(self, total=30_000):
        self.parent = QObject()
        self.model = StockModel([Column("Bin", lambda row: row.location)], self.parent)
        self.stock = SampleStock(total)
        self.wishes = []
        self.model.wanted.connect(self.wishes.append)

    def answer(self):
        """Answer all that was asked."""
        wishes, self.wishes[:] = list(self.wishes), []
        for wish in wishes:
            self.model.take(wish, self.stock.page(wish.search, wish.after))
        return len(wishes)


@pytest.fixture
def desk(qapp):
    made = Desk()
    yield made
    made.parent.deleteLater()


def test_the_next_page_is_asked_for_before_the_eye_gets_there(desk):
    desk.model.start(Search())
    desk.answer()
    assert desk.model.rowCount() == 200
    desk.model.look_at(0, 30)
    assert len(desk.wishes) == 1, "ahead"
    desk.model.look_at(0, 31)
    assert len(desk.wishes) == 1, "not twice"
    desk.answer()
    assert [desk.model.row(n).quant_id for n in (0, 199, 200, 399)] == [1, 200, 201, 400]
    assert desk.model.index(399, 0).data() == desk.model.row(399).location


def test_an_answer_of_an_older_search_is_dropped(desk):
    desk.model.start(Search())
    late = desk.wishes.pop()
    desk.model.start(Search({"text": ("nothing",)}))
    desk.model.take(late, desk.stock.page(Search()))
    assert desk.model.rowCount() == 0
    desk.answer()
    assert (desk.model.rowCount(), desk.model.ended) == (0, True)


def test_far_pages_are_let_go_and_come_back(desk):
    desk.model.start(Search())
    desk.answer()
    while not desk.model.ended:
        desk.model.look_at(desk.model.rowCount() - 30, desk.model.rowCount() - 1)
        desk.answer()
    assert desk.model.rowCount() == 30_000
    assert sum(slot.rows is not None for slot in desk.model._slots) <= KEPT
    assert desk.model.row(10) is None
    assert desk.model.index(10, 0).data() is None
    desk.model.look_at(0, 30)
    desk.answer()
    assert desk.model.row(10).quant_id == 11
    assert sum(slot.rows is not None for slot in desk.model._slots) <= KEPT


def test_a_walk_that_found_none_yet_goes_on_by_itself(desk):
    desk.model.start(Search())
    wish = desk.wishes.pop()
    desk.model.take(wish, StockPage((), Place("C-04", 5, 1)))
    assert desk.model.rowCount() == 0
    assert not desk.model.ended
    assert desk.wishes.pop().after == Place("C-04", 5, 1)


def test_a_failed_page_may_be_asked_for_again(desk):
    desk.model.start(Search())
    desk.answer()
    desk.model.look_at(0, 150)
    desk.model.fail(desk.wishes.pop())
    desk.model.look_at(0, 150)
    assert len(desk.wishes) == 1


def test_a_page_that_shrank_meanwhile_keeps_the_rows_in_place(desk):
    desk.model.start(Search())
    desk.answer()
    desk.model.look_at(0, 150)
    desk.answer()
    slot = desk.model._slots[0]
    slot.rows = None
    desk.model.look_at(0, 10)
    wish = desk.wishes[0]
    page = desk.stock.page(Search())
    desk.model.take(wish, StockPage(page.rows[:150], page.after))
    assert desk.model.row(149) is not None
    assert desk.model.row(150) is None
    assert desk.model.row(200).quant_id == 201
