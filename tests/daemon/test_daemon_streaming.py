"""Orders of an open channel that streams go to the floor by themselves, as long as there is room; a daemon that no longer
leads releases nothing."""

from pathlib import Path

import pytest

from app.daemon import works
from app.daemon.lead import Leadership
from app.daemon.works import Place
from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.daemon.conftest import LOGIN
from tests.db import acts
from tests.db.ground import Ground
from tests.db.wave_acts import stocked, tasks


def test_orders_of_an_open_channel_go_while_there_is_room(
    ground: Ground, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    orders = stocked(ground)
    door = ground.as_("t_supervisor")

    def put(**channel: object) -> int:
        made = posting.put_release_channel(door, op=new_op(), warehouse=ground.wh, channel=channel)
        return int(made["version"])

    put(sequence=1, name="All", way="stream", open_lines=5, slots=2)
    lead = Leadership(ground.url(LOGIN), ground.wh, seconds=60)
    token = lead.take() or 0
    loop = works.Streaming(Place(ground.url(LOGIN), ground.wh, "MAIN", "Europe/Berlin", home))
    try:
        assert loop.run(token) == {}, "the channel is locked"
        (row,) = door.query("release_channels", warehouse=ground.wh)
        put(channel_id=row.channel_id, version=row.version, state="open")
        with pytest.raises(Refusal, match="lead") as lost:
            loop.run(token + 1)
        assert lost.value.code == "WM412"
        assert tasks(ground) == []
        assert loop.run(token) == {"orders": 2, "batches": 1}, "two lines each: the third has no room"
        assert {line[3] for line in tasks(ground)} == {"O-0", "O-1"}
        assert loop.run(token) == {}, "full"
        picker, tote = ground.as_("t_picker"), acts.unit(ground, ground.as_("t_picker"))
        with ground.root() as root:
            open_ = root.execute("select task_id, quantity from wms.task where state = 100").fetchall()
        lines = [{"task": task, "quantity": float(quantity), "to_hu": tote} for task, quantity in open_]
        posting.pick_batch(picker, op=new_op(), warehouse=ground.wh, lines=lines)
        assert loop.run(token) == {"orders": 2, "batches": 1}
        assert len({line[3] for line in tasks(ground)}) == 4
        assert acts.total(ground, "1", "wave") == 0
        (row,) = door.query("release_channels", warehouse=ground.wh)
        put(channel_id=row.channel_id, version=row.version, way="wave", open_lines=None, fill_lines=2)
        with pytest.raises(Refusal, match="lead"):
            loop.run(token + 1)
        done = loop.run(token)
        assert (len(done["waves"]), done["orders"]) == (1, 1), "the last order that lacks nothing, in a wave by itself"
        assert acts.total(ground, "1", "wave") == 1
        assert len(orders) == 6
    finally:
        loop.close()
        lead.stop()
