"""Two demos, planned once: the real size with 500 orders, and a small one."""

import pytest

from app.services.demo_data.spec import DemoSpec
from tests.unit.services.demo_data.demo_ground import Demo, plan


@pytest.fixture(scope="session")
def real_size() -> Demo:
    return plan(DemoSpec())


@pytest.fixture(scope="session")
def small() -> Demo:
    return plan(DemoSpec(bins=300, orders=40, skus=60))


@pytest.fixture(params=["real_size", "small"])
def demo(request) -> Demo:
    return request.getfixturevalue(request.param)
