"""What a supervisor does: from a bin to the order, alarms with names, filters that dim, flying by name."""

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.ids import new_op
from app.ui.control_room.plan_filter import PlanFilter


def pick_one(ground, quantity=3):
    """An order for cups, reserved and picked from B-01-01-1. Returns its id."""
    picker, lead = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "CUP", 5, "B-01-01-1")
    line = {"line_no": 1, "product": ground.products["CUP"], "quantity": quantity}
    orders = [{"number": "SO-9", "carrier_service": "DHL", "lines": [line]}]
    order = lead.call("enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=orders)["orders"][0]["order_id"]
    made = lead.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])["reservations"]
    tote = picker.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="tote", p_location=ground.places["PACK-1"]
    )
    picker.call(
        "pick_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_task=made[0]["task_id"],
        p_quantity=Decimal(quantity),
        p_to_hu=tote["hu_id"],
    )
    return order


def raise_alarm(ground, text="No stable weight", key="scale:P1", place="A-01-01-1", priority=1):
    return ground.as_("t_supervisor").call(
        "raise_alarm_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_kind="scale",
        p_priority=priority,
        p_text=text,
        p_source_key=key,
        p_next_step="Zero the scale.",
        p_location=ground.places[place],
    )["alarm_id"]


def test_from_the_bin_to_the_order_and_back(room, ground):
    pick_one(ground)
    drill, tabs = room.page.drill, room.page.drill.tabs
    room.click_bin("B-01-01-1")
    room.wait(lambda: tabs.stock.table.rows.rowCount() == 1)
    assert drill.top.name.text().startswith("B-01-01-")
    room.page.acts.open_bin(room.location("B-01-01-1"))
    room.wait(lambda: tabs.bar.tabText(0) == "Stock 1" and tabs.bar.tabText(1) == "Ledger 2")
    lines = tabs.stock.ledger.lines
    assert [lines.line(n).amount for n in range(lines.rowCount())] == ["−3", "+5"]
    assert "Picked to" in lines.line(0).title
    view = tabs.stock.ledger
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualRect(lines.index(0, 0)).center(),
    )
    room.wait(lambda: drill.top.name.text() == "SO-9")
    assert drill.order.table.rows.rowCount() == 1
    assert drill.top.chip.text() == "Picked"
    QTest.keyClick(room.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    room.wait(lambda: drill.top.name.text() == "B-01-01-1")
    room.quiet()


def test_an_entry_without_an_order_opens_nothing(room, ground):
    ground.receive(ground.as_("t_picker"), "CUP", 5, "B-01-02-1")
    room.page.acts.open_bin(room.location("B-01-02-1"))
    lines = room.page.drill.tabs.stock.ledger.lines
    room.wait(lambda: lines.rowCount() == 1)
    assert lines.line(0).key is None


def test_the_open_bin_follows_what_happens_to_it(room, ground):
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, "B-01-03-1")
    room.page.acts.open_bin(room.location("B-01-03-1"))
    tabs = room.page.drill.tabs
    room.wait(lambda: tabs.bar.tabText(1) == "Ledger 1")
    ground.receive(picker, "MILK", 7, "B-01-03-1", p_lot="L1", p_expires_on="2030-01-01")
    room.wait(lambda: tabs.bar.tabText(0) == "Stock 2" and tabs.bar.tabText(1) == "Ledger 2")
    room.quiet()
    assert [tabs.stock.table.rows.row(n).sku for n in range(2)] == ["MILK", "CUP"], "what expires first stands first"


def test_an_alarm_comes_is_acknowledged_with_a_name_and_cleared(room, ground):
    alarm = raise_alarm(ground)
    alarms = room.page.alarms
    room.wait(lambda: alarm in alarms.area.rows)
    assert alarms.area.rows[alarm].item.status == "alarm"
    assert room.window.top.bell.accessibleName() == "Alarms, 1 not acknowledged"
    (mark,) = room.page.view.overlay.alarms
    assert (mark.level, mark.acknowledged) == ("alarm", False)
    QTest.keyClick(room.window, Qt.Key.Key_A)
    room.wait(lambda: alarms.items and alarms.items[0].person == "Sonja Supervisor")
    assert "Sonja Supervisor" in alarms.area.rows[alarm].detail.text()
    room.wait(lambda: room.page.view.overlay.alarms[0].acknowledged)
    alarms.clear(alarm)
    room.wait(lambda: not alarms.items)
    assert alarms.nothing.text() == "Nothing is wrong."
    room.quiet()


def test_shelving_needs_a_reason_and_can_be_looked_up(room, ground):
    alarm = raise_alarm(ground)
    alarms = room.page.alarms
    room.wait(lambda: alarm in alarms.area.rows)
    QTest.keyClick(room.window, Qt.Key.Key_S)
    form = alarms.area.rows[alarm].form
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert form.error.accessibleName().startswith("Shelving needs a reason.")
    QTest.keyClicks(form.reason, "repair at 16:00")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    room.wait(lambda: alarm not in alarms.area.rows and alarms.shelf_link.text() == "1 shelved")
    assert room.page.view.overlay.alarms == ()
    alarms.shelf_link.click()
    assert "repair at 16:00" in alarms.area.rows[alarm].detail.text()
    room.quiet()


def test_filters_dim_and_never_hide(room, ground):
    ground.receive(ground.as_("t_picker"), "CUP", 50, "A-01-01-1")
    room.page.acts.show_metric("on_hand")
    room.wait(lambda: room.pixel("A-01-01-1") != room.token("plan.empty_bin"))
    plan = room.page.view.picture.plan
    zone_b = next(int(id_) for id_, code in zip(plan.zones.ids, plan.zones.codes, strict=True) if code == "B")
    room.page.plan.show_filter(PlanFilter(zones=frozenset({zone_b})))
    assert room.pixel("A-01-01-1") == room.token("plan.dimmed")
    assert room.pixel("B-01-01-1") == room.token("plan.empty_bin")
    QTest.keyClick(room.window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert room.pixel("A-01-01-1") not in (room.token("plan.dimmed"), room.token("plan.empty_bin"))
    room.page.plan.show_filter(PlanFilter(text="no such"))
    assert room.page.plan.nothing.isVisible()
    room.quiet()


def test_the_palette_flies_to_a_bin_and_opens_it(room):
    popup = room.window.palette_popup
    QTest.keyClick(room.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(popup.frame.field, "b02031")
    room.wait(lambda: popup.chosen is not None and popup.chosen.name == "B-02-03-1")
    room.quiet()
    assert popup.chosen.preview().picture is not None
    QTest.keyClick(popup.frame.field, Qt.Key.Key_Return)
    room.wait(lambda: room.page.drill.top.name.text() == "B-02-03-1")
    assert room.page.view.choice.location_id == room.location("B-02-03-1")
    middle = QPoint(room.page.view.width() // 2, room.page.view.height() // 2)
    room.wait(lambda: (room.spot("B-02-03-1") - middle).manhattanLength() < 120)
    room.quiet()


def test_the_palette_finds_products_orders_and_units(room, ground):
    order = pick_one(ground)
    popup = room.window.palette_popup
    for typed, name in (("cup", "CUP"), ("#SO-9", "SO-9")):
        popup.open(typed)
        room.wait(lambda name=name: any(hit.name == name for hit in popup.frame.model.hits))
    next(hit for hit in popup.frame.model.hits if hit.name == "SO-9").run()
    room.wait(lambda: room.page.drill.at is not None and room.page.drill.at.id == order)
    popup.open("cup")
    room.wait(lambda: any(hit.name == "CUP" for hit in popup.frame.model.hits))
    next(hit for hit in popup.frame.model.hits if hit.name == "CUP").run()
    room.wait(lambda: room.page.plan.filter.places is not None)
    assert ground.places["B-01-01-1"] in room.page.plan.filter.places.location_ids
    popup.close_palette()
    room.quiet()


def test_a_tile_shows_on_the_plan_what_it_counts(room, ground):
    lead = ground.as_("t_supervisor")
    ground.receive(ground.as_("t_picker"), "CUP", 5, "B-01-04-1")
    line = {"line_no": 1, "product": ground.products["CUP"], "quantity": 1}
    entered = lead.call(
        "enter_orders_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_orders=[{"number": "SO-7", "carrier_service": "UPS", "cut_off": "2020-01-01T10:00Z", "lines": [line]}],
    )
    orders = [entered["orders"][0]["order_id"]]
    lead.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=orders)
    room.wait(lambda: room.page.vitals.kpis is not None and room.page.vitals.kpis.late_lines == 1)
    for tile in ("late", "cut_off.0"):
        room.page.plan.show_filter(PlanFilter())
        QTest.mouseClick(room.page.strip.tile(tile), Qt.MouseButton.LeftButton)
        room.wait(lambda: room.page.plan.filter.places is not None)
        assert room.page.plan.filter.places.location_ids == {ground.places["B-01-04-1"]}
    room.quiet()


def test_metrics_have_keys(room):
    for key, metric in (("2", "fill"), ("4", "days_to_expiry"), ("1", "picks_hour")):
        QTest.keyClicks(room.window, key)
        assert room.page.view.picture.metric.key == metric
    QTest.keyClick(room.window, Qt.Key.Key_D)
    assert room.page.dock.isHidden()
