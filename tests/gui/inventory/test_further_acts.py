"""The rarer acts of the explorer, and what was done taken back from its entry in the ledger."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from app.commands.inventory import ACT_TITLES
from app.domain.errors import Refusal
from app.ui.inventory.act_list import ACTS, read_amount, read_day

RARE = [act.id for act in ACTS if act.rare]


def of_unit(page) -> int:
    """A row that stands on a unit and has a lot."""
    rows = page.table.stock
    return next(n for n in range(60) if rows.row(n).hu_id is not None and rows.row(n).lot_id is not None)


def settled(jobs, qtbot) -> None:
    qtbot.waitUntil(lambda: jobs.running == 0)


def test_every_act_is_a_command_and_the_rare_ones_are_behind_more(room):
    window, page = room()
    assert {act.id for act in ACTS} == set(ACT_TITLES)
    page.table.selectRow(0)
    assert [action.text() for action in page.foot.more.actions()] == [ACT_TITLES[id_][0] for id_ in RARE]
    assert set(page.foot.buttons) == {act.id for act in ACTS} - set(RARE)
    for id_ in RARE:
        assert f"inventory.{id_}" in window.registry, id_


@pytest.mark.parametrize(
    ("id_", "entered", "asked"),
    [
        ("scrap", {"quantity": "2"}, (Decimal(2), "damage")),
        ("owner", {"owner": "NORD"}, ("NORD", None)),
        ("lot", {"lot": "L9", "expiry": "2027-03-31"}, ("L9", None, date(2027, 3, 31), "damage")),
        ("correct_lot", {"lot": "L9"}, ("L9", None, "damage")),
        ("kit", {"sku": "SET-1", "quantity": "3"}, ("SET-1", Decimal(3))),
        ("unkit", {"quantity": "1"}, (Decimal(1),)),
        ("split", {"quantity": "4", "unit": ""}, (Decimal(4), "")),
        ("merge", {"unit": "340012345678901231"}, ("340012345678901231",)),
        ("move_bin", {"bin": "B-02"}, ("B-02",)),
        ("nest", {"unit": "340012345678901231"}, ("340012345678901231",)),
        ("unnest", {}, ()),
        ("relabel", {"unit": ""}, ("",)),
    ],
)
def test_a_rare_act_asks_for_what_it_needs_and_is_done(room, jobs, qtbot, id_, entered, asked):
    _, page = room()
    page.table.selectRow(of_unit(page))
    page.foot.more.actions()[RARE.index(id_)].trigger()
    settled(jobs, qtbot)
    act = next(act for act in ACTS if act.id == id_)
    shown = {name for name, field in page.acting._fields.items() if field.isVisible()}
    assert shown == set(act.fields)
    for name, text in entered.items():
        page.acting._lines[name].setText(text)
    page.acting.go.click()
    qtbot.waitUntil(lambda: not page.acting.isVisible() and jobs.running == 0)
    done = page._desk.acts.did[-1]
    assert done[0] == id_
    assert done[2:] == asked


def test_what_does_not_fit_says_why_and_cannot_be_pressed(room, jobs, qtbot):
    _, page = room()
    rows = page.table.stock
    loose = next(n for n in range(60) if rows.row(n).hu_id is None)
    page.table.selectRow(loose)
    page.chores.act("split")
    assert page.acting.says.text() == "This stock is loose: it stands on no handling unit."
    assert not page.acting.go.isEnabled()
    page.table.selectAll()
    page.chores.act("kit")
    assert page.acting.says.text() == "Choose one record: this is done to one at a time."
    assert not page.acting.go.isEnabled()


def test_an_entry_is_taken_back_in_one_gesture_with_a_reason(room, jobs, qtbot):
    _, page = room()
    page.table.selectRow(9)
    page.open_row(page.table.stock.row(9))
    settled(jobs, qtbot)
    history = page.detail.tabs.lists["history"]
    history.clicked.emit(history.lines.index(0, 0))
    settled(jobs, qtbot)
    assert page.back.isVisible()
    assert page.back.says.text().startswith("Take back: Moved ")
    assert not page.back.chain.isVisible()
    page.back.go.click()
    qtbot.waitUntil(lambda: not page.back.isVisible() and jobs.running == 0)
    assert page._desk.acts.did[-1] == ("undo", UUID(int=9000))


def test_where_goods_were_used_since_the_chain_is_drawn_and_each_link_opens(room, jobs, qtbot):
    _, page = room()
    page.chores.ask_back(UUID(int=8999))
    settled(jobs, qtbot)
    assert "2 acts used these goods since" in page.back.why.text()
    assert "Take them back first, the newest first." in page.back.why.text()
    assert not page.back.go.isEnabled()
    chain = page.back.chain.lines
    assert [chain.line(n).title[:2] for n in range(chain.rowCount())] == ["1.", "2.", "3."]
    assert chain.line(2).below.endswith("then this one")
    page.back.chain.clicked.emit(chain.index(0, 0))
    settled(jobs, qtbot)
    assert page.back.says.text().startswith("Take back: Moved ")
    assert page.back.go.isEnabled(), "the newest link can be taken back"


def test_who_may_only_look_is_not_asked(room):
    _, page = room()
    object.__setattr__(page._desk, "may_act", False)
    page.chores.ask_back(UUID(int=9000))
    assert not page.back.isVisible()


@pytest.mark.parametrize("text", ["0", "-1", "x", "NaN", "1e12", "Infinity"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Refusal, match="not a quantity"):
        read_amount(text)


def test_days_are_read_or_refused():
    assert read_day("2027-03-31") == date(2027, 3, 31)
    with pytest.raises(Refusal, match="2027-02-30 is not a day"):
        read_day("2027-02-30")
