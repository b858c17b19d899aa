"""The daemon beside a window: begun once, ended with it, gone when the window's process is gone; the head of a shift."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import beside
from app.bootstrap.beside import DaemonBeside
from app.bootstrap.daemon import introduce, seal_now
from app.domain.errors import Refusal
from app.domain.proof import Head
from app.services.demo.report import write_report
from app.services.demo.shift import Result
from app.services.demo_data.spec import DemoSpec
from app.services.proof import keys
from app.services.proof.verify import Anchors, Verification
from db.proof import Evidence
from tests.architecture.tree import ROOT
from tests.daemon.conftest import LOGIN
from tests.daemon.test_daemon_loops import until
from tests.db.ground import Ground

WAITS = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write('begun '); sys.stdin.read(); pathlib.Path(sys.argv[1]).open('a').write('ended')"


def test_it_is_begun_once_and_ended_by_closing_its_input(tmp_path: Path) -> None:
    said = tmp_path / "said"
    daemon = DaemonBeside([sys.executable, "-c", WAITS, str(said)], tmp_path / "home")
    daemon.begin()
    daemon.begin()
    assert daemon.alive
    until(lambda: said.exists() and said.read_text())
    daemon.end()
    assert not daemon.alive
    assert said.read_text() == "begun ended"
    daemon.begin()
    assert not daemon.alive, "what was ended is not begun again by a late timer"
    daemon.end()


def test_one_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PATIENCE", 0.2)
    daemon = DaemonBeside([sys.executable, "-c", "import threading; threading.Event().wait(60)"], tmp_path)
    daemon.begin()
    daemon.end()
    assert not daemon.alive


def test_the_command_is_this_programs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(beside.command()) == [sys.executable, "-m", "app", "daemon", "--with-parent"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert list(beside.command()) == [sys.executable, "daemon", "--with-parent"]


@pytest.mark.slow
def test_a_real_one_works_and_ends_with_its_parent(ground: Ground, home: Path) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 3, "DOCK-1")
    argv = [sys.executable, "-m", "app", "daemon", "--with-parent", "--url", ground.url(LOGIN), "--seal-every", "0.2"]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            argv, cwd=ROOT, env=os.environ | {"STILLAGE_HOME": str(home)}, stdin=subprocess.PIPE, stderr=log
        )
    with Evidence(ground.url("t_auditor")) as evidence:
        until(lambda: evidence.last(ground.wh), 60)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == 0, (home / "log").read_text()


def test_a_shift_ends_with_a_head_that_the_chain_answers_to(ground: Ground, home: Path) -> None:
    url = introduce(ground.url(), ground.url)
    assert seal_now(url, "MAIN") == ""
    ground.receive(ground.as_("t_picker"), "CUP", 3, "DOCK-1")
    head = seal_now(url, "MAIN")
    with Evidence(ground.url("t_auditor")) as evidence:
        anchors = Anchors([Head.parse(head)], frozenset([keys.load_or_make(home).public]))
        assert Verification(evidence, ground.wh, anchors).run().true
    assert f"Sealed up to block `{head}`." in write_report(Result(), DemoSpec(), [], head)
    assert "Sealed up to" not in write_report(Result(), DemoSpec(), [])


def test_where_a_daemon_leads_the_shift_leaves_the_sealing_to_it(ground: Ground, home: Path) -> None:
    url = introduce(ground.url(), ground.url)
    with ground.root() as root:
        root.execute("insert into wms.lease (name, holder, expires_at) values ('daemon:' || %s, gen_random_uuid(), now() + interval '1 min')",
                     (ground.wh,))  # fmt: skip
    with pytest.raises(Refusal) as refused:
        seal_now(url, "MAIN")
    assert refused.value.code == "daemon"
