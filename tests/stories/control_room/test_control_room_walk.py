"""An order that is open shows its planned walk on the plan, planned on the published layout."""

from app.domain.ids import new_op


def test_the_walk_of_an_open_order_leads_past_its_bins(room, ground):
    lead = ground.as_("t_supervisor")
    for bin_ in ("A-01-02-1", "B-02-04-1"):
        ground.receive(ground.as_("t_picker"), "CUP", 4, bin_)
    line = {"line_no": 1, "product": ground.products["CUP"], "quantity": 8}
    orders = [{"number": "SO-77", "carrier_service": "DHL", "lines": [line]}]
    order = lead.call("enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=orders)["orders"][0]["order_id"]
    lead.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])
    room.page.acts.open_order(order)
    panel = room.page.drill.order
    room.wait(lambda: panel.walk.text() != "")
    assert panel.walk.text().startswith("Walk "), panel.walk.text()
    (route,) = room.page.view.overlay.routes
    assert route.initial == "SO-77"
    plan = room.page.view.picture.plan
    cells = plan.locations.cell[[plan.by_code[code] for code in ("A-01-02-1", "B-02-04-1")]]
    x, y = plan.centres(cells)
    for at in zip(x.tolist(), y.tolist(), strict=True):
        near = min((sx - at[0]) ** 2 + (sy - at[1]) ** 2 for sx, sy in route.stops) ** 0.5
        assert near < 3, "each stop is before its bin"
    room.page.drill.close_panel()
    assert room.page.view.overlay.routes == ()
