"""Two who empty one bin at the same moment: the second finds what the first has left there, and carries nothing off."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts, unit_acts
from tests.db.ground import Ground

WAITS = (
    "select count(*) from pg_locks k join pg_stat_activity a using (pid) where not k.granted and "
    "a.datname = current_database()"
)


def test_units_that_went_elsewhere_meanwhile_stay_there(ground: Ground) -> None:
    door = ground.as_("t_supervisor")
    unit_acts.pallet(ground, door, 1, "DOCK-1", CUP=5)
    move = "select api.move_bin_v1(p_op => %s, p_warehouse => %s, p_from => %s, p_to => %s)"
    dock, first, second = (ground.places[code] for code in ("DOCK-1", "A-01-01-1", "A-01-02-1"))
    with psycopg.connect(ground.url("t_picker")) as taker, ground.root() as root, ThreadPoolExecutor(1) as pool:
        taker.execute(move, (new_op(), ground.wh, dock, first))
        other = pool.submit(
            lambda: door.call("move_bin_v1", p_op=new_op(), p_warehouse=ground.wh, p_from=dock, p_to=second)
        )
        for _ in range(200):
            if root.execute(WAITS).fetchone() == (1,) or other.done():
                break
            root.execute("select pg_sleep(0.05)")
        assert not other.done()
        taker.commit()
        with pytest.raises(Refusal, match="The bin is empty"):
            other.result()
    assert [row[0] for row in acts.stock(ground)] == ["A-01-01-1"]
    assert unit_acts.broken(ground) == []
