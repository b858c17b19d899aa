"""Order lines out of the sample: the stated rules on a tiny sample of our own, and the real one."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.domain.errors import Refusal
from app.services.demo_data import sales as sales_module
from app.services.demo_data.sales import SaleLine, read_sales
from app.services.demo_data.spec import DemoSpec

T0 = datetime(2017, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def sample(tmp_path):
    """Baskets: 1 at 12:05 and 2 at 12:01 in store 7, one in store 8. Article 30 is fuel, 40 has no description."""
    rows = [
        (7, 1, 10, 1, 6), (7, 1, 20, 2, 6), (7, 1, 10, 3, 5), (7, 1, 20, 0, 5),
        (7, 2, 20, 1, 1), (7, 2, 30, 9000, 1), (7, 2, 40, 1, 1), (7, 3, 30, 5, 0), (8, 4, 10, 1, 0),
    ]  # fmt: skip
    names = ["store_id", "basket_id", "product_id", "quantity"]
    columns = {name: pa.array([row[i] for row in rows], pa.int64()) for i, name in enumerate(names)}
    taken = pa.array(
        [row[3] * {10: 2.5, 20: 1.99}.get(row[2], 1.0) + (row[4] == 6) * 0.3 for row in rows], pa.float64()
    )
    stamps = [T0.replace(tzinfo=None) + timedelta(minutes=row[4]) for row in rows]
    pq.write_table(
        pa.table({**columns, "sales_value": taken, "transaction_timestamp": pa.array(stamps, pa.timestamp("ns"))}),
        tmp_path / "transactions.parquet",
    )
    described = [
        (10, "GROCERY", "SOUP", "TOMATO SOUP", "10 OZ"), (20, "GROCERY", "EGGS", "EGGS - LARGE", "1 DZ"),
        (30, "FUEL", "FUEL", "GASOLINE", None), (50, "GROCERY", "SOUP", "NEVER SOLD", None),
    ]  # fmt: skip
    pq.write_table(
        pa.table({
            "product_id": pa.array([row[0] for row in described], pa.int64()),
            "manufacturer_id": pa.array([1] * 4, pa.int64()),
            "department": [row[1] for row in described],
            "brand": ["National"] * 4,
            "product_category": [row[2] for row in described],
            "product_type": [row[3] for row in described],
            "package_size": pa.array([row[4] for row in described], pa.string()),
        }),
        tmp_path / "products.parquet",
    )  # fmt: skip
    return tmp_path


def test_orders_come_in_order_of_time_with_their_lines_gathered(sample):
    got = read_sales(DemoSpec(store=7, orders=10), sample)
    assert [order.basket_id for order in got.orders] == [2, 1], "basket 3 is fuel only"
    assert got.orders[0].lines == (SaleLine(20, 1),), "fuel and the unknown article are no goods"
    assert got.orders[1].lines == (SaleLine(10, 4), SaleLine(20, 2)), "article 10 once, at the place of the first"
    assert got.orders[1].sold_at == T0 + timedelta(minutes=5), "the earliest line stamps the basket"


def test_articles_come_best_seller_first_with_their_figures(sample):
    got = read_sales(DemoSpec(store=7), sample)
    assert [(p.product_id, p.lines, p.units, p.rank_in_department) for p in got.products] == [
        (10, 2, 4, 1),
        (20, 2, 3, 2),
    ]
    assert [str(p.price) for p in got.products] == ["2.58", "2.09"], "what was taken, over all pieces of the year"


def test_only_the_asked_number_of_orders_and_their_articles(sample):
    got = read_sales(DemoSpec(store=7, orders=1, top_sellers=0), sample)
    assert [order.basket_id for order in got.orders] == [2]
    assert [p.product_id for p in got.products] == [20]


def test_unknown_store_is_refused_with_a_next_step(sample):
    with pytest.raises(Refusal) as caught:
        read_sales(DemoSpec(store=999), sample)
    assert caught.value.code == "demo.store_unknown"
    assert "367" in caught.value.next_step


def test_missing_package_is_refused_with_the_command_to_run(monkeypatch):
    monkeypatch.setattr(sales_module, "find_spec", lambda name: None)
    with pytest.raises(Refusal) as caught:
        read_sales(DemoSpec())
    assert caught.value.code == "demo.sample_missing"
    assert "bootstrap.py setup" in caught.value.next_step


def test_a_cap_keeps_the_best_sellers_and_no_order_is_empty(small):
    sold = {p.product_id for p in small.sales.products}
    assert len(sold) == 60
    assert len(small.sales.orders) == 40
    assert all(order.lines and {line.product_id for line in order.lines} <= sold for order in small.sales.orders)


def test_the_real_sample_gives_five_hundred_orders_in_order(real_size):
    orders = real_size.sales.orders
    assert len(orders) == 500
    assert [o.sold_at for o in orders] == sorted(o.sold_at for o in orders)
    quantities = [line.quantity for order in orders for line in order.lines]
    assert len(quantities) > 5_000
    assert min(quantities) >= 1
    assert max(quantities) < 100, "fuel quantities reach 29,404"


def test_reading_does_not_import_pandas():
    code = (
        "import sys; from app.services.demo_data.sales import read_sales; "
        "from app.services.demo_data.spec import DemoSpec; read_sales(DemoSpec(orders=5)); "
        "print('pandas' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "False"


@pytest.mark.parametrize(
    "wrong", [{"bins": 5}, {"orders": 0}, {"skus": 3}, {"under_stocked": 0.5}, {"top_sellers": -1}]
)
def test_a_demo_that_cannot_be_is_refused(wrong):
    with pytest.raises(Refusal):
        DemoSpec(**wrong)
