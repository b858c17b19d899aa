"""Measurements: `stillage bench NAME`. Each prints one JSON object as its last line."""

import argparse
import importlib
from pathlib import Path

BENCHES = {
    "posting": "single and batch posts against pgbench simple-update in the same run",
    "heatmap": "CPU time of a frame at 100k and 1M bins",
    "editor": "CPU time of a frame of any gesture on a drawing of 100k bins; undo, open, save",
    "explorer": "pages and filters of the inventory explorer over 5 M stock records",
    "sealer": "what sealing costs posting, and how fast a chain is verified",
    "allocation": "10,000 order lines over 100,000 stock records in one call, each explained",
    "feed": "from the post to the pixel, with nothing missed",
    "routing": "shortest pick tours: published optima, an independent solver, a walker, and the time a tour takes",
    "slotting": "walking on days not used for the decision, against goods at random and by ABC classes",
    "batching": "walking of batched orders against first come, first served, and against savings",
    "waves": "release of 1,000 orders, its pre-flight, and whether the one says what the other yields",
    "putaway": "200 pallets into 2,000 bins against greedy, and eight receivers at once on a real server",
    "mass": "a transfer of 5,000 lines and a stocktaking of 20,000, from the file to the answer",
    "boards": "what supervisors' screens read every few seconds, with 100,000 orders and tasks open",
    "scans": "from the scan to the answer in the handheld's window, under the demo's load",
    "stock-at": "stock at any past minute, and a product's year, on ten million ledger rows",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the benches; every bench takes --json and --quick."""
    benches = parser.add_subparsers(dest="bench", required=True, metavar="NAME")
    for name, text in BENCHES.items():
        bench = benches.add_parser(name, help=text, description=text)
        bench.add_argument("--json", action="store_true", help="end with one JSON object on the last line")
        bench.add_argument("--quick", action="store_true", help="a shorter run with the same keys")
        if name == "routing":
            bench.add_argument("--sprp", type=Path, metavar="DIR", help="published problems: instances/, results/")
        if name == "editor":
            bench.add_argument("--database", action="store_true", help="publish the bins too, on a server of its own")


def run(args: argparse.Namespace) -> int:
    """Run one bench and return its exit code."""
    return int(importlib.import_module(f"app.bench.{args.bench.replace('-', '_')}").run(args))
