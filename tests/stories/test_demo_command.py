"""`stillage demo --headless` as a person runs it: a process of its own, a fresh home, a report and one line of JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.db.embedded_ground import ROOT, ready_made, short_home

KEYS = ["orders", "shipped", "lines", "units", "short", "ledger_entries", "seconds", "invariant_violations"]


@pytest.mark.skipif(sys.platform == "win32", reason="the ready-made server of Linux and macOS")
def test_a_headless_demo_ends_with_its_figures(tmp_path: Path) -> None:
    with short_home() as home:
        ready_made(home).stop()
        words = ["demo", "--headless", "--orders", "20", "--bins", "300", "--no-pictures", "--out", str(tmp_path)]
        done = subprocess.run(
            [sys.executable, "-m", "app", *words],
            env={**os.environ, "STILLAGE_HOME": str(home)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        figures = json.loads(lines[-1])
        assert list(figures) == KEYS
        assert (figures["orders"], figures["invariant_violations"]) == (20, 0)
        assert figures["shipped"] >= 19
        assert figures["lines"] > 20
        assert "Traceback" not in done.stderr
        report = (tmp_path / "report.md").read_text(encoding="utf-8")
        assert f"| Pieces shipped | {figures['units']:,} |" in report
        assert not list(tmp_path.glob("*.png"))
