"""A planned demo, for the tests of its parts."""

from dataclasses import dataclass
from datetime import date

from app.services.demo_data.building import Building, build
from app.services.demo_data.catalogue import Article, catalogue
from app.services.demo_data.sales import Sales, read_sales
from app.services.demo_data.spec import DemoSpec
from app.services.demo_data.stocking import OpeningStock, plan_opening_stock

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Demo:
    spec: DemoSpec
    sales: Sales
    articles: tuple[Article, ...]
    building: Building
    stock: OpeningStock


def plan(spec: DemoSpec) -> Demo:
    sales = read_sales(spec)
    articles = catalogue(sales.products, spec.seed)
    building = build(spec)
    return Demo(spec, sales, articles, building, plan_opening_stock(spec, sales, articles, building, TODAY))
