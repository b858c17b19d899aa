"""The daemon refills pick faces by itself."""

from decimal import Decimal
from pathlib import Path

from app.daemon import works
from app.daemon.lead import Leadership
from app.daemon.works import Place
from app.domain.ids import new_op
from db import posting
from tests.daemon.conftest import LOGIN
from tests.db.ground import Ground


def test_a_low_face_is_refilled_in_the_loop(ground: Ground, home: Path) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 50, "A-01-01-1")
    posting.put_replenish_rule(
        ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, product=ground.products["CUP"],
        location=ground.places["B-01-01-1"], least=Decimal(5), most=Decimal(20),
    )  # fmt: skip
    lead = Leadership(ground.url(LOGIN), ground.wh, seconds=60)
    lead.take()
    loop = works.refilling(Place(ground.url(LOGIN), ground.wh, "MAIN", "Europe/Berlin", home))
    try:
        assert loop.run(lead.token or 0) == {"made": 1}
        assert loop.run(lead.token or 0) == {}
    finally:
        loop.close()
        lead.stop()
