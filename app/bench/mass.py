"""Changes in mass as a person makes them, from the file on the disk to the answer: a transfer, and a stocktaking.

A server of its own with the settings of production (fsync on), tables never analysed by us: 5,000 articles, a fifth of
them by lot, 20,000 stock records in 4,000 bins. transfer_s: a CSV of 5,000 lines, every record to another bin, is read,
tried (all problems at once) and posted in one transaction. count_import_s: a CSV of 20,000 counted lines over all bins,
every hundredth different from the books, is read, checked and imported under a plan. problems: how many the same count
said at once when 200 of its lines had been spoilt in five ways (a bin and an article that do not exist, no number, a
lot where there is none, less than nothing); refused_s is how long that took. The time is that of the whole way, as the
person waits for it; parts are told beside (read, tried, posted), and the CPU time that server and client took for it.

Afterwards the tables are read past the api: every record lies where the file said, every difference is there with its
size, and nothing of the spoilt file. violations is what `stillage db check` would find. Any difference ends the bench
with exit code 1.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.bench.pgbench import LOGIN, Ground, Server, short_folder
from app.domain.ids import new_op
from app.services.counting_sheet import CountImport
from app.services.mass_changes import Change, dry_run, post, read
from app.services.session import Session
from db.engine import Database

TARGETS = {"transfer_s": 2.0, "count_import_s": 10.0}
CODE = "BENCH"
RECORDS_A_BIN = 5
SPOILT = 5  # ways in which a line can be wrong
OFF = 100  # every such line of the count differs from the books
_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    products: int
    records: int
    moves: int
    spoilt: int

    @property
    def bins(self) -> int:
        return self.records // RECORDS_A_BIN


@dataclass(frozen=True, slots=True)
class Record:
    """A stock record by its codes."""

    sku: str
    place: str
    lot: str
    quantity: int


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where it is fast enough and all is as the files said."""
    size = Size(500, 2_000, 500, 20) if args.quick else Size(5_000, 20_000, 5_000, 200)
    with short_folder() as folder, Server(folder, say=_say) as server:
        server.prepare()
        records = _fill(server, size)
        with closing(Session.open(server.url(LOGIN), CODE)) as session:
            found, moved = _transfer(server, session, folder, records, size)
            found |= _count(server, session, folder, moved, size)
        wrong = int(found["wrong"]) + server.violations()
    found |= {"wrong": wrong}
    for name, target in TARGETS.items():
        _say(f"{name} {found[name]} (target {target}{'' if found[name] <= target else ', NOT met'})")
    _say(f"problems said at once {found['problems']} of {size.spoilt}; different from what the files said: {wrong}")
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    met = all(found[name] <= target for name, target in TARGETS.items())
    return 0 if met and wrong == 0 and found["problems"] == size.spoilt else 1


def _transfer(
    server: Server, session: Session, folder: Path, records: Sequence[Record], size: Size
) -> tuple[dict[str, float], list[Record]]:
    """The first records, each to the bin half a warehouse further on; all records as they lie then."""
    moving, staying = records[: size.moves], records[size.moves :]
    target = {record: f"Z-{(int(record.place[2:]) + size.bins // 2) % size.bins:05}" for record in moving}
    path = folder / "transfer.csv"
    lines = [f"{r.sku};{r.place};{target[r]};{r.quantity};{r.lot}" for r in moving]
    path.write_text("\n".join(["SKU;From;To;Quantity;Lot", *lines]), encoding="utf-8")
    began, spent = time.perf_counter(), _cpu(server)
    sheet = read(path, Change.MOVE)
    was_read = time.perf_counter()
    tried = dry_run(session, Change.MOVE, sheet)
    was_tried = time.perf_counter()
    posted = post(session, tried, new_op())
    ended, spent = time.perf_counter(), _cpu(server) - spent
    after = [Record(r.sku, target[r], r.lot, r.quantity) for r in moving] + list(staying)
    missing = _missing(server, after)
    return {
        "transfer_s": round(ended - began, 3),
        "transfer_read_s": round(was_read - began, 3),
        "transfer_tried_s": round(was_tried - was_read, 3),
        "transfer_posted_s": round(ended - was_tried, 3),
        "transfer_cpu_s": round(spent, 3),
        "transfer_lines": posted.lines,
        "wrong": missing + abs(posted.lines - size.moves),
    }, after


def _count(server: Server, session: Session, folder: Path, records: Sequence[Record], size: Size) -> dict[str, float]:
    """The spoilt file first, which changes nothing; then the good one."""
    counted = [r.quantity + (1 if n % OFF == 0 else 0) for n, r in enumerate(records)]
    rows = [[r.place, r.sku, str(much), r.lot] for r, much in zip(records, counted, strict=True)]
    spoilt = [list(row) for row in rows]
    for n in range(size.spoilt):
        row = spoilt[n * (len(rows) // size.spoilt) + 1]  # of an article without lots
        column, value = ((0, "Z-99999"), (1, "NONE"), (2, "x"), (3, f"NO-{n}"), (2, "-1"))[n % SPOILT]
        row[column] = value
    sheets = CountImport(session)
    began = time.perf_counter()
    refused = sheets.check(_table(folder / "spoilt.csv", spoilt), _quiet)
    refused_s = time.perf_counter() - began
    untouched = int(server.rows("select count(*) from wms.count")[0])
    path = _table(folder / "count.csv", rows)
    began, spent = time.perf_counter(), _cpu(server)
    checked = sheets.check(path, _quiet)
    was_checked = time.perf_counter()
    answer = sheets.take(checked, "Stocktaking")
    ended, spent = time.perf_counter(), _cpu(server) - spent
    off = sum(1 for much, record in zip(counted, records, strict=True) if much != record.quantity)
    differing = int(server.rows("select count(*) from wms.count_expectation where difference = 1")[0])
    others = int(server.rows("select count(*) from wms.count_expectation where difference not in (0, 1)")[0])
    return {
        "count_import_s": round(ended - began, 3),
        "count_checked_s": round(was_checked - began, 3),
        "count_taken_s": round(ended - was_checked, 3),
        "count_import_cpu_s": round(spent, 3),
        "refused_s": round(refused_s, 3),
        "lines": int(answer["lines"]),
        "problems": len({problem.row for problem in refused.problems}),
        "wrong": untouched + others + abs(differing - off) + abs(int(answer["lines"]) - len(records)),
    }


def _cpu(server: Server) -> float:
    """CPU seconds of server and client together: a neighbour on the machine does not spoil them."""
    return server.cpu() + time.process_time()


def _table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    path.write_text("\n".join(["Bin;SKU;Counted;Lot", *(";".join(row) for row in rows)]), encoding="utf-8")
    return path


def _missing(server: Server, records: Sequence[Record]) -> int:
    """How many of these records are not in stock exactly so, and how many more there are."""
    there = set(
        server.rows(
            "select concat_ws('|', p.sku, l.code, coalesce(t.number, ''), q.quantity::int) from wms.quant q "
            "join wms.product p using (product_id) join wms.location l using (location_id) "
            "left join wms.lot t on t.lot_id = q.lot_id where q.quantity > 0"
        )
    )
    return len(there ^ {f"{r.sku}|{r.place}|{r.lot}|{r.quantity}" for r in records})


def _fill(server: Server, size: Size) -> list[Record]:
    """Articles, bins and stock: five records in each bin, every fifth article by lot."""
    _say(f"filling: {size.products} articles, {size.records} stock records")
    with closing(Database(server.url(LOGIN), application="stillage-bench", deadline=120.0)) as door:
        made = door.call("create_warehouse_v1", p_op=new_op(), p_code=CODE, p_name="Bench", p_time_zone="UTC")
        warehouse = int(made["warehouse_id"])
        server.ground = Ground(warehouse, 0, 0, 0)
        places = [{"code": f"Z-{n:05}", "kind": "pick", "pick_sequence": n} for n in range(size.bins)]
        layout = {"zones": [], "racks": [], "locations": places, "classes": [], "fixtures": []}
        door.call("import_layout_v1", p_op=new_op(), p_warehouse=warehouse, p_layout=layout)
        articles = [
            {"sku": f"A-{n:05}", "name": f"Article {n}", "tracking": "none" if n % SPOILT else "lot"}
            for n in range(size.products)
        ]
        door.call("import_products_v1", p_op=new_op(), p_warehouse=warehouse, p_products=articles)
        products = _ids(server, "select sku || '|' || product_id from wms.product")
        bins = _ids(server, "select code || '|' || location_id from wms.location where kind <> 'virtual'")
        records = []
        for n in range(size.records):
            product = (n + 11 * (n // size.products)) % size.products  # no bin gets a record of the same twice
            lot = "" if product % SPOILT else f"L{n // size.products}"
            records.append(Record(f"A-{product:05}", f"Z-{n // RECORDS_A_BIN:05}", lot, 10 + n * 7 % 40))
        for first in range(0, len(records), _BATCH):
            lines = [
                {"product": products[r.sku], "quantity": r.quantity, "location": bins[r.place]}
                | ({"lot": r.lot} if r.lot else {})
                for r in records[first : first + _BATCH]
            ]
            door.call("receive_batch_v1", p_op=new_op(), p_warehouse=warehouse, p_lines=lines)
    return records


def _ids(server: Server, statement: str) -> dict[str, int]:
    return {code: int(id_) for code, id_ in (row.split("|") for row in server.rows(statement))}


def _quiet(done: int, total: int | None, words: str) -> None:
    """Progress that nobody looks at."""


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
