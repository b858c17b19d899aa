"""Three daemons as processes, one of them stopped in the middle: one chain, one leader, nothing doubled."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.services.proof import keys
from app.services.proof.verify import Anchors, Verification
from db.proof import Evidence
from tests.architecture.tree import ROOT
from tests.daemon.conftest import LOGIN
from tests.daemon.test_daemon_loops import until
from tests.db.ground import Ground

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGSTOP")


class Process:
    """A daemon of its own, whose log is read as it comes."""

    def __init__(self, url: str, home: Path) -> None:
        argv = [sys.executable, "-m", "app", "daemon", "--url", url, "--seal-every", "0.1", "--lease", "2"]
        self.process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=os.environ | {"STILLAGE_HOME": str(home)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self.said: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(json.loads(line))

    @property
    def holder(self) -> str | None:
        """Who it said it is, when it led."""
        return next((str(line["holder"]) for line in reversed(self.said) if line["what"] == "This daemon leads."), None)

    def end(self) -> int:
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        code = self.process.wait(20)
        self._reader.join(5)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture
def three(ground: Ground, home: Path) -> Iterator[list[Process]]:
    made = [Process(ground.url(LOGIN), home) for _ in range(3)]
    yield made
    for one in made:
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGCONT)
            one.process.kill()
            one.process.wait()
            one.process.stderr.close()  # type: ignore[union-attr]  # made with a pipe


@pytest.mark.slow
def test_a_leader_that_stands_still_is_replaced_and_does_no_harm_afterwards(
    ground: Ground, home: Path, three: list[Process]
) -> None:
    def lease() -> tuple[str, int]:
        with ground.root() as root:
            row = root.execute(
                "select holder::text, token from wms.lease where name like 'daemon:%' and expires_at > now()"
            ).fetchone()
            return row or ("", 0)

    def sealed() -> int:
        with ground.root() as root:
            return int(root.execute("select coalesce(sum(n), 0) from wms.seal_block").fetchone()[0])

    picker = ground.as_("t_picker")
    until(lambda: lease()[0], 60)
    first = until(lambda: next((one for one in three if one.holder == lease()[0]), None))
    for n in range(5):
        ground.receive(picker, f"P-{n:02}", 1, "DOCK-1")
    until(lambda: sealed() == 5)
    first.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    until(lambda: lease()[1] == 2, 30)
    waited = time.monotonic() - began
    for n in range(5):
        ground.receive(picker, f"P-{n:02}", 1, "DOCK-1")
    until(lambda: sealed() == 10)
    token = lease()[1]
    first.process.send_signal(signal.SIGCONT)
    until(lambda: any(line["what"] == "Another daemon leads." for line in first.said))
    for n in range(5):
        ground.receive(picker, f"P-{n:02}", 1, "DOCK-1")
    until(lambda: sealed() == 15)
    assert lease()[1] == token, "who came back did not take the lease from the one that leads"
    assert waited < 10
    assert [one.end() for one in three] == [0, 0, 0], "an orderly end"
    with Evidence(ground.url("t_auditor")) as evidence:
        outcome = Verification(evidence, ground.wh, Anchors((), frozenset([keys.load_or_make(home).public]))).run()
    assert (outcome.true, outcome.entries) == (True, 15)
