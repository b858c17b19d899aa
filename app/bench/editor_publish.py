"""What publishing a drawing of 100,000 bins takes on a server of its own with the settings of production: the first
time, and once more when every bin gets another address. Read back past the api; a difference makes the figures void."""

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.bench.pgbench import LOGIN, Server
from app.domain.ids import new_op
from app.layout.corridors import corridors
from app.layout.elements import Rack
from app.layout.table import Layout
from app.services.layout import Layouts, OpenDraft
from app.services.session import Session
from db.engine import Database

CODE = "DRAWN"
RENAMED = "{zone}.{aisle:02}.{bay:02}.{level:A}"


def hall_to_publish(hall: Layout) -> Layout:
    """The hall with the ways between its zones, without which its checks stand against publishing it."""
    return Layout([*hall.elements.values(), *corridors(hall)])


def measure_publish(layout: Layout, say: Callable[[str], None]) -> dict[str, Any]:
    """publish_s: of a draft whose bins are all new, from the act to the version, never looked at before; rename_s: of
    one that calls all of them by other addresses, published after its preflight as in the window; preflight_s: that
    preflight. *_cpu_s: CPU of client and server for it."""
    with (
        tempfile.TemporaryDirectory(prefix="stillage-bench-", ignore_cleanup_errors=True) as folder,
        Server(Path(folder), say=say) as server,
    ):
        server.prepare()
        with closing(Database(server.url(LOGIN), application="stillage-bench")) as door:
            door.call("create_warehouse_v1", p_op=new_op(), p_code=CODE, p_name="Drawn", p_time_zone="UTC")
        with closing(Session.open(server.url(LOGIN), CODE)) as session:
            return _measured(server, Layouts(session), layout)


def _measured(server: Server, desk: Layouts, layout: Layout) -> dict[str, Any]:
    drawn = desk.new_draft("Drawn", layout, desk.open_published().no)
    first, first_cpu = _publish(server, desk, drawn)
    bins = _there(server)
    server.vacuum()
    called = [replace(e, pattern=RENAMED) if isinstance(e, Rack) else e for e in layout.elements.values()]
    other = desk.new_draft("Called anew", Layout(called), desk.open_published().no)
    looked, looked_cpu = _timed(server, lambda: desk.preflight(other.draft))
    again, again_cpu = _publish(server, desk, other)
    codes = _there(server)
    if len(bins) != len(codes) or not bins or bins & codes:
        raise RuntimeError("the database does not hold what was published: the figures would be void")
    return {
        "publish_s": round(first, 2), "rename_s": round(again, 2), "preflight_s": round(looked, 2),
        "publish_cpu_s": round(first_cpu, 2), "rename_cpu_s": round(again_cpu, 2),
        "preflight_cpu_s": round(looked_cpu, 2), "bins_published": len(bins),
    }  # fmt: skip


def _publish(server: Server, desk: Layouts, opened: OpenDraft) -> tuple[float, float]:
    return _timed(server, lambda: desk.publish(opened.draft, (), "Measured"))


def _timed(server: Server, act: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and CPU seconds of both sides."""
    cpu, started = time.process_time() + server.cpu(), time.perf_counter()
    act()
    return time.perf_counter() - started, time.process_time() + server.cpu() - cpu


def _there(server: Server) -> set[str]:
    return set(server.rows("select code from wms.location where rack_id is not null and retired_at is null"))
