"""The server itself goes away in the middle of work, with fsync on: what was acknowledged is there, once."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from app.domain.errors import Fault
from app.domain.ids import new_op
from db import check
from db.embedded import Cluster
from db.embedded.shutdown import Mode
from db.engine import Database
from tests.db import ground

STATIONS = 4


@pytest.fixture
def durable() -> Iterator[Cluster]:
    """A server of this test's own, with the settings of production."""
    folder = Path(tempfile.mkdtemp(prefix="str-", dir="/tmp"))
    folder.chmod(0o711)
    server = Cluster(folder / "s", settings={"shared_buffers": "32MB"})
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["immediate", "fast"])
def test_no_acknowledged_post_is_lost(durable: Cluster, mode: Mode) -> None:
    admin = durable.url()
    ground.make_template(admin, durable.home.root / "template.lock")
    with ground.cloned(admin) as here:
        acked: list[UUID] = []
        sent: list[UUID] = []
        faults: list[str] = []
        stop = threading.Event()

        def station(number: int) -> None:
            """Posts until it is told to stop; keeps an op that got no answer and sends it again, as the queue would."""
            place = here.places[f"A-01-0{number + 1}-1"]
            with closing(
                Database(here.url("t_picker"), application="test", pool=1, deadline=2.0, patience=8.0)
            ) as door:
                op = new_op()
                while not stop.is_set():
                    sent.append(op)
                    try:
                        door.call(
                            "receive_v1", p_op=op, p_warehouse=here.wh, p_product=here.products["CUP"],
                            p_quantity=Decimal(1), p_location=place,
                        )  # fmt: skip
                    except Fault as fault:
                        faults.append(fault.what)
                        if fault.retry:
                            continue
                        raise
                    acked.append(op)
                    op = new_op()

        threads = [threading.Thread(target=station, args=(number,)) for number in range(STATIONS)]
        for thread in threads:
            thread.start()
        for cycle in range(3):
            progress = len(acked)
            while len(acked) < progress + 40 and all(thread.is_alive() for thread in threads):
                threads[0].join(0.02)
            if cycle < 2:
                durable.stop(mode)
                durable.start()
        stop.set()
        for thread in threads:
            thread.join()
        with psycopg.connect(here.url()) as root:
            counts = dict(root.execute("select op, count(*) from wms.ledger group by op").fetchall())
            total = root.execute("select sum(quantity) from wms.quant").fetchone()
        assert len(acked) >= 120
        assert [op for op in acked if counts.get(op) != 1] == [], "lost, or posted twice"
        assert set(counts) <= set(sent)
        assert set(counts.values()) == {1}
        assert total == (Decimal(len(counts)),)
        assert set(faults) <= {"The database does not answer."}
        assert check.run(here.url()) == []
