"""What sealing costs posting, and how fast a chain is verified.

posting_ratio: single receipts of 16 connections a second with a sealer that works beside them, over the mean of the two
runs before and after without it; the median of all rounds, because a shared machine swings by more than what is
measured. The sealer runs here, in this process, twice a second, ten times as often as the daemon's. verify_rows_per_s:
entries a second of one verification of the whole chain (hashes, roots, signatures) by the clock: one core here, and the
server's backend beside it. verify_rows_per_cpu_s: the same by the CPU time of this process alone.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.bench.pgbench import LOGIN, Load, Server
from app.domain.errors import Fault
from app.services.proof.keys import Signer
from app.services.proof.sealer import seal
from app.services.proof.verify import Anchors, Verification
from db.engine import Database
from db.proof import Evidence

BINS = 2000
CONNECTIONS = 16
PERIOD = 0.5  # s between two blocks
TARGETS = {"posting_ratio": 0.95, "verify_rows_per_s": 150_000.0}
ENTRIES = """insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id,
  to_location_id, status, to_status, from_quant_id, from_version, from_balance, to_quant_id, to_version, to_balance,
  document, device)
  select clock_timestamp(), gen_random_uuid(), {warehouse}, 'move', {product} + n % {bins}, 1 + n % 7,
    {bin} + n % {bins}, {bin} + (n + 1) % {bins},
    'available', 'available', n, n, n + 1.5, n + 1, n, n + 2, 'DOC-' || n, 'RF-07'
    from generate_series(1, {rows}) n returning 1"""


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where every target is met and the chain is true."""
    quick = bool(args.quick)
    rounds, seconds, rows = (3, 2, 100_000) if quick else (7, 4, 1_000_000)
    with tempfile.TemporaryDirectory(prefix="stb-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        with Server(folder, say=_say) as server:
            _say(f"filling: {BINS:,} bins and products, opening stock")
            server.fill(scale=1, bins=BINS)
            signer = _admit(server)
            found = _posting(server, folder, signer, rounds, seconds)
            found |= _verifying(server, signer, rows)
    for key, target in TARGETS.items():
        _say(f"{key} {found[key]} (target {target:g}{'' if found[key] >= target else ', NOT met'})")
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["problems"] == 0 and all(found[key] >= target for key, target in TARGETS.items()) else 1


class _Beside(threading.Thread):
    """A sealer at work until it is ended."""

    def __init__(self, server: Server, signer: Signer) -> None:
        super().__init__(name="sealer", daemon=True)
        self._server, self._signer = server, signer
        self._over = threading.Event()
        self.blocks = 0
        self.slowest = 0.0
        self.failed: Exception | None = None

    def run(self) -> None:
        try:
            with (
                Evidence(self._server.url(LOGIN)) as evidence,
                closing(Database(self._server.url(LOGIN), pool=1)) as door,
            ):
                while not self._over.is_set():
                    began = time.perf_counter()
                    self.blocks += seal_all(evidence, door, self._server.ground.warehouse, self._signer)
                    self.slowest = max(self.slowest, time.perf_counter() - began)
                    self._over.wait(PERIOD)
        except Exception as error:
            self.failed = error

    def end(self) -> None:
        """Wait for the block in hand. Raises Fault where the sealer failed: then nothing was measured."""
        self._over.set()
        self.join()
        if self.failed is not None or not self.blocks:
            raise Fault(f"The sealer beside the posts failed ({self.failed}).", "Nothing was measured.")


def seal_all(evidence: Evidence, door: Database, warehouse: int, signer: Signer) -> int:
    """Take the lease as whoever seals now, and seal what is there."""
    lease = door.call("lead_v1", p_warehouse=warehouse, p_holder=_HOLDER, p_seconds=300)
    return seal(evidence, warehouse, signer, int(lease["token"]), blocks=1000)


_HOLDER = uuid4()


def _admit(server: Server) -> Signer:
    """The bench's person may seal, with a key of this run."""
    signer = Signer(Ed25519PrivateKey.generate().private_bytes_raw())
    server.rows(f"grant r_sealer to {LOGIN} with inherit true, set false")
    server.rows(
        f"insert into wms.seal_key (warehouse_id, key_id, public_key, name) values ({server.ground.warehouse}, "  # noqa: S608  ours
        f"'{signer.key_id}', decode('{signer.public.hex()}', 'hex'), 'bench')"
    )
    return signer


def _posting(server: Server, folder: Path, signer: Signer, rounds: int, seconds: int) -> dict[str, float]:
    ground = server.ground
    script = folder / "receive.sql"
    script.write_text(
        f"\\set n random(0, {BINS - 1})\n\\set product {ground.first_product} + :n\n\\set bin {ground.first_bin} + :n\n"
        f"select api.receive_v1(uuidv7(), {ground.warehouse}, :product, 1, :bin);\n",
        encoding="utf-8",
    )
    load = Load("receive", connections=CONNECTIONS, scripts=(script,))
    ratios, rates, blocks, slowest = [], [], 0, 0.0
    with Evidence(server.url(LOGIN)) as evidence, closing(Database(server.url(LOGIN), pool=1)) as door:
        before = server.rate(load, seconds).per_second
        for round_no in range(1, rounds + 1):
            seal_all(
                evidence, door, ground.warehouse, signer
            )  # what was posted without it is not its work of this round
            beside = _Beside(server, signer)
            beside.start()
            sealed = server.rate(load, seconds).per_second
            beside.end()
            after = server.rate(load, seconds).per_second
            ratios.append(sealed / ((before + after) / 2))
            rates.append(sealed)
            blocks, slowest, before = blocks + beside.blocks, max(slowest, beside.slowest), after
            _say(
                f"round {round_no} of {rounds}: {sealed:.0f}/s with the sealer, {after:.0f}/s without, {ratios[-1]:.2f}"
            )
        seal_all(evidence, door, ground.warehouse, signer)
    return {
        "posting_ratio": round(statistics.median(ratios), 3),
        "posting_ratio_min": round(min(ratios), 3),
        "posting_ratio_max": round(max(ratios), 3),
        "posts_per_s": round(statistics.median(rates), 1),
        "live_blocks": blocks,
        "slowest_round_ms": round(slowest * 1000, 1),
    }


def _verifying(server: Server, signer: Signer, rows: int) -> dict[str, float]:
    ground = server.ground
    _say(f"adding {rows:,} entries")
    fill = ENTRIES.format(
        warehouse=ground.warehouse, product=ground.first_product, bin=ground.first_bin, bins=BINS, rows=5000
    )
    for _ in range(rows // 5000):
        server.rows(fill)
    server.rows("vacuum analyze wms.ledger")
    with Evidence(server.url(LOGIN)) as evidence, closing(Database(server.url(LOGIN), pool=1)) as door:
        began = time.perf_counter()
        seal_all(evidence, door, ground.warehouse, signer)
        sealing = time.perf_counter() - began
        outcomes = []
        for _ in range(3):
            cpu = time.process_time()
            outcome = Verification(evidence, ground.warehouse, Anchors((), frozenset([signer.public]))).run()
            outcomes.append((outcome.entries / outcome.seconds, outcome.entries / (time.process_time() - cpu)))
            _say(f"verified {outcome.entries:,} entries in {outcome.blocks:,} blocks: {outcomes[-1][0]:,.0f} a second")
    return {
        "verify_rows_per_s": round(statistics.median(one for one, _ in outcomes)),
        "verify_rows_per_cpu_s": round(statistics.median(cpu for _, cpu in outcomes)),
        "seal_rows_per_s": round(rows / sealing),
        "entries": outcome.entries,
        "blocks": outcome.blocks,
        "problems": len(outcome.problems),
    }


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
