"""Opening stock: every bin keeps its class, every order finds its goods, every lot is still good."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from biip.sscc import Sscc

from app.domain.errors import Refusal
from app.services.demo_data.spec import DemoSpec
from app.services.demo_data.stocking import plan_opening_stock
from app.services.demo_data.zone_kinds import LIMITS
from tests.unit.services.demo_data.demo_ground import TODAY, plan


def contents(demo):
    """(sku, lot, sscc, quantity) by bin code after the put-away."""
    held = defaultdict(list)
    for line in demo.stock.put_aways:
        held[line.target].append((line.sku, line.lot, None, line.quantity))
    pallets = {unit.sscc: unit.target for unit in demo.stock.pallets}
    for line in demo.stock.receipts:
        if line.sscc:
            held[pallets[line.sscc]].append((line.sku, line.lot, line.sscc, line.quantity))
    return held


def test_every_bin_keeps_the_limits_of_its_class(demo):
    articles = {a.sku: a for a in demo.articles}
    bins = {b.code: b for b in demo.building.bins()}
    for code, held in contents(demo).items():
        limit = LIMITS[bins[code].storage_class]
        assert sum(q * articles[sku].weight for sku, _, _, q in held) <= limit.max_weight, code
        assert sum(q * articles[sku].litres() for sku, _, _, q in held) <= limit.max_volume, code
        assert len({sscc for _, _, sscc, _ in held if sscc}) <= limit.max_handling_units
        skus = {sku for sku, *_ in held}
        assert limit.product_mixing == "any" or len(skus) == 1, code
        assert limit.lot_mixing == "any" or len({(sku, lot) for sku, lot, *_ in held}) == len(skus), code


def test_cold_goods_stand_cold_and_hazardous_ones_apart(demo):
    articles = {a.sku: a for a in demo.articles}
    bins = {b.code: b for b in demo.building.bins()}
    for code, held in contents(demo).items():
        for sku, *_ in held:
            article = articles[sku]
            assert article.temperature_class == LIMITS[bins[code].storage_class].temperature_class
            assert (article.hazard != "none") == (bins[code].zone == "H")


def test_what_is_put_away_was_received_there(demo):
    received, moved = Counter(), Counter()
    for line in demo.stock.receipts:
        if not line.sscc:
            received[line.sku, line.location, line.lot] += line.quantity
    for line in demo.stock.put_aways:
        moved[line.sku, line.source, line.lot] += line.quantity
    assert received == moved
    pallets = {line.sscc: line.location for line in demo.stock.receipts if line.sscc}
    assert pallets == {unit.sscc: unit.source for unit in demo.stock.pallets}
    lanes = {area.code for area in demo.building.areas("receiving")}
    assert {line.location for line in demo.stock.receipts} <= lanes


def test_each_pallet_has_a_number_of_its_own(demo):
    numbers = [unit.sscc for unit in demo.stock.pallets]
    assert len(set(numbers)) == len(numbers) > 0
    assert all(Sscc.parse(number) for number in numbers)
    assert len({unit.target for unit in demo.stock.pallets}) == len(numbers)


def test_lots_outlive_their_least_remaining_life(demo):
    articles = {a.sku: a for a in demo.articles}
    expiries = defaultdict(set)
    for line in demo.stock.receipts:
        article = articles[line.sku]
        assert (line.lot is not None) == (article.tracking == "lot")
        if line.lot:
            expiries[line.sku, line.lot].add(line.expires_on)
            assert line.expires_on >= TODAY + timedelta(days=article.min_remaining_days + 2), line
            assert line.expires_on <= TODAY + timedelta(days=article.shelf_life_days)
    assert all(len(days) == 1 for days in expiries.values()), "a lot has one expiry"


def served_complete(demo):
    """Orders that ship whole when served one after the other from all available stock."""
    stock = Counter()
    for line in demo.stock.receipts:
        stock[line.sku] += line.quantity if line.status == "available" else 0
    sku = {a.product_id: a.sku for a in demo.articles}
    complete = 0
    for order in demo.sales.orders:
        whole = all(stock[sku[line.product_id]] >= line.quantity for line in order.lines)
        complete += whole
        for line in order.lines:
            stock[sku[line.product_id]] -= min(stock[sku[line.product_id]], line.quantity)
    return complete


def test_nearly_every_order_can_ship_complete_and_a_few_honestly_not(real_size):
    complete = served_complete(real_size)
    assert 0.95 * 500 <= complete < 500
    assert complete == 500 - real_size.stock.incomplete_orders
    assert 10 <= len(real_size.stock.under_stocked) <= 40


@pytest.mark.slow
def test_two_thousand_orders_too():
    demo = plan(DemoSpec(orders=2_000))
    assert served_complete(demo) >= 0.95 * 2_000


def test_every_article_has_a_pick_face(demo):
    assert set(demo.stock.faces) == {a.sku for a in demo.articles}
    bins = {b.code: b for b in demo.building.bins()}
    assert all(bins[code].kind == "pick" for codes in demo.stock.faces.values() for code in codes)


def test_busy_articles_stand_nearer_than_slow_ones(real_size):
    bins = {b.code: b for b in real_size.building.bins()}
    line = real_size.building.areas("packing")[4].box
    lines = Counter(x.product_id for order in real_size.sales.orders for x in order.lines)
    flow = [a for a in real_size.articles if real_size.stock.faces[a.sku][0].startswith("D-")]
    flow.sort(key=lambda a: -lines[a.product_id])

    def away(articles):
        places = [bins[real_size.stock.faces[a.sku][0]] for a in articles]
        return sum(abs(b.x - line.x) + abs(b.y - line.y) for b in places) / len(places)

    third = len(flow) // 3
    assert away(flow[:third]) < 0.75 * away(flow[-third:])


def test_some_goods_must_leave_soon(real_size):
    soon = [r for r in real_size.stock.receipts if r.expires_on and (r.expires_on - TODAY).days <= 14]
    assert len(soon) > 20


def test_a_smaller_reserve_opens_with_fewer_pallets(small):
    spec = replace(small.spec, reserve_fill=0.2)
    fewer = plan_opening_stock(spec, small.sales, small.articles, small.building, TODAY)
    assert 0 < len(fewer.pallets) < 0.6 * len(small.stock.pallets)


def test_the_same_spec_gives_the_same_stock(small):
    again = plan_opening_stock(small.spec, small.sales, small.articles, small.building, TODAY)
    assert again == small.stock


def test_an_assortment_too_large_for_the_house_is_refused():
    with pytest.raises(Refusal) as caught:
        plan(DemoSpec(bins=150, orders=1_500))
    assert caught.value.code == "demo.no_room"
    assert "more bins" in caught.value.next_step
