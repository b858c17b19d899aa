"""What the person who prepares a machine sees: steps, troubles in plain words, checks, and the start."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import IO

import pytest

from installer import bootstrap, checks, cli, launch
from installer.console import Progress
from installer.machine import Machine
from installer.process import Outcome, run_watched
from installer.trouble import Exit, Trouble, from_os_error, from_output
from tests.architecture.tree import ROOT
from tests.installer.ground import Recorder, machine

PYTHON = Path("/venv/bin/python")


def test_an_old_python_reads_the_bootstrap_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    source = (ROOT / "installer" / "bootstrap.py").read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 5))
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.JoinedStr, ast.NamedExpr))]
    assert bootstrap.main((3, 9)) == Exit.WRONG_PYTHON
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert "What to do:" in said


def test_the_bootstrap_runs_as_a_script_from_anywhere(tmp_path: Path) -> None:
    script = ROOT / "installer" / "bootstrap.py"
    asked = subprocess.run([sys.executable, script, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert all(word in asked.stdout for word in ("setup", "run", "test"))


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", Exit.NO_SPACE, "disk is full"),
        ("Error: [Errno 13] Permission denied: '/x/.venv'", Exit.NOT_WRITABLE, "not writable"),
        ("Error: [Errno 30] Read-only file system: '/x/.venv'", Exit.NOT_WRITABLE, "not writable"),
        ("NewConnectionError: Failed to establish a new connection", Exit.NO_NETWORK, "was not reached"),
        ("SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", Exit.NO_NETWORK, "certificate"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", Exit.FAILED, "not the one that was pinned"),
        ("ERROR: No matching distribution found for numpy==2.4.6", Exit.FAILED, "no file for this machine"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", Exit.NEEDS_A_HAND, "another package manager"),
        ("something nobody foresaw", Exit.FAILED, "something nobody foresaw"),
    ],
)
def test_the_last_lines_of_a_program_become_plain_words(line: str, code: Exit, said: str) -> None:
    trouble = from_output(["before", line], "installing run.txt")
    assert trouble.code == code
    assert said in trouble.what
    assert trouble.next_step


def test_a_lost_connection_is_not_taken_for_a_missing_package() -> None:
    """pip ends with "No matching distribution" when it could not even ask for the package."""
    lines = ["WARNING: Retrying after NewConnectionError", "ERROR: No matching distribution found for numpy"]
    assert from_output(lines, "installing").code == Exit.NO_NETWORK


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, Exit.NO_SPACE), (errno.EROFS, Exit.NOT_WRITABLE), (errno.EACCES, Exit.NOT_WRITABLE)],
)
def test_errors_of_the_system_are_known_by_number(number: int, code: Exit) -> None:
    trouble = from_os_error(OSError(number, "x"))
    assert trouble is not None
    assert trouble.code == code


def test_an_error_nobody_foresaw_is_not_dressed_up() -> None:
    assert from_os_error(OSError(errno.EBADF, "x")) is None


def test_a_trouble_ends_in_plain_words_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    runner = Recorder()
    assert cli.main(["setup"], machine(libc=("glibc", "2.31")), runner) == Exit.FAILED
    said = capsys.readouterr().err
    assert "Stopped: Qt for Python needs glibc 2.34" in said
    assert "What to do: use Debian 12" in said
    assert "Traceback" not in said
    assert runner.commands == []


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(errno.ENOSPC, "full"), Exit.NO_SPACE), (KeyboardInterrupt(), Exit.INTERRUPTED)],
)
def test_what_breaks_in_the_middle_is_told_too(
    error: BaseException, code: Exit, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(command: Sequence[str]) -> Outcome:
        raise error

    assert cli.main(["setup"], machine(root=True, absent=["libGL.so.1"]), Recorder(answer)) == code
    assert "What to do:" in capsys.readouterr().err


def test_plain_progress_is_a_line_for_each_thing() -> None:
    stream = StringIO()
    now = iter([0.0, 1.0, 4.5])
    progress = Progress(stream, live=False, clock=lambda: next(now))
    progress.begin(2, 5, "Packages")
    progress.detail("downloading numpy")
    progress.detail("downloading numpy")
    progress.flash("a glance")
    progress.finish("installed")
    assert stream.getvalue().splitlines() == [
        "[2/5] Packages ...",
        "      downloading numpy",
        "[2/5] Packages: installed (3.5 s)",
    ]


def test_live_progress_keeps_to_one_line_of_the_terminal() -> None:
    stream = StringIO()
    progress = Progress(stream, live=True, width=40, clock=lambda: 0.0)
    progress.begin(1, 5, "Packages")
    progress.flash("downloading something with a very long name indeed")
    progress.tick()
    drawn = stream.getvalue()
    assert "\n" not in drawn
    assert {len(line) for line in drawn.split("\r")[1:]} == {39}
    progress.finish("installed")
    assert stream.getvalue().endswith("[1/5] Packages: installed (0.0 s)\n")


def watch(code: str, lines: list[str]) -> Outcome:
    return run_watched(
        [sys.executable, "-c", code],
        environment=os.environ,
        folder=ROOT,
        on_line=lines.append,
        on_tick=lambda: None,
    )


def test_a_watched_program_gives_its_lines_and_its_code() -> None:
    lines: list[str] = []
    outcome = watch("import sys; print('one'); print('two', file=sys.stderr); sys.exit(7)", lines)
    assert outcome.code == 7
    assert sorted(outcome.lines) == sorted(lines) == ["one", "two"]


@pytest.mark.skipif(sys.platform == "win32", reason="asks for a process by its number")
def test_an_interruption_ends_the_watched_program() -> None:
    class Interrupting(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            raise KeyboardInterrupt

    lines = Interrupting()
    with pytest.raises(KeyboardInterrupt):
        watch("import os, threading; print(os.getpid(), flush=True); threading.Event().wait()", lines)
    with pytest.raises(ProcessLookupError):
        os.kill(int(lines[0]), 0)


@pytest.mark.parametrize(
    ("on", "command", "platform"),
    [
        (machine(environment={"DISPLAY": ":0"}), ("app", "up", "--full"), None),
        (machine(environment={"WAYLAND_DISPLAY": "wayland-0"}), ("app", "up", "--full"), None),
        (machine(system="win32"), ("app", "up", "--full"), None),
        (machine(), ("app", *launch.HEADLESS, "--full"), "offscreen"),
        (machine(environment={"QT_QPA_PLATFORM": "vnc"}), ("app", *launch.HEADLESS, "--full"), "vnc"),
    ],
)
def test_the_control_room_opens_where_there_is_a_display(
    on: Machine, command: tuple[str, ...], platform: str | None
) -> None:
    planned = launch.plan(on, PYTHON, ["--full"])
    assert planned.command == (str(PYTHON), "-m", *command)
    assert planned.variables.get("QT_QPA_PLATFORM") == platform


def test_root_is_told_that_the_database_runs_as_somebody_else() -> None:
    assert any("ordinary user" in note for note in launch.plan(machine(root=True), PYTHON, []).notes)
    assert not any("ordinary user" in note for note in launch.plan(machine(), PYTHON, []).notes)


def test_the_start_gives_its_output_and_code_to_the_program() -> None:
    code = (
        "import sys; from pathlib import Path; from installer.launch import Launch, start\n"
        "print('before')\n"
        "program = (sys.executable, '-c', 'import os; print(os.environ[\"A\"]); raise SystemExit(5)')\n"
        "sys.exit(start(Launch(program, {'A': 'b'}, ()), Path.cwd()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.returncode) == (["before", "b"], 5)


@pytest.mark.parametrize(("failing", "code"), [((), 0), (("mypy",), 1), (("ruff", "pytest"), 1)])
def test_every_check_runs_and_any_failure_counts(
    failing: tuple[str, ...], code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    called = []

    def call(command: Sequence[str], variables: Mapping[str, str], folder: Path, output: IO[bytes] | None) -> int:
        called.append(command[2])
        if output is not None:
            output.write(b"what it says\n")
        return 3 if command[2] in failing else 0

    planned = checks.planned(PYTHON, 2, ["-k", "word"])
    assert checks.run_all(planned, {}, ROOT, call) == code
    assert sorted(called) == ["mypy", "pytest", "ruff", "ruff"]
    assert planned[-1].command[2:6] == ("pytest", "-n", "2", "--dist")
    assert planned[-1].command[-2:] == ("-k", "word")
    told = capfd.readouterr().out.splitlines()
    assert told[-2] == "what it says", "a check beside the tests speaks after them"
    assert told[-1].count("FAILED") == sum(name in failing for name in called)
    assert f"(budget {checks.BUDGET} s on two cores)" in told[-1]


def test_the_checks_may_keep_what_they_compile(tmp_path: Path) -> None:
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tmp_path)}
    (tmp_path / "piece.py").write_text("", encoding="utf-8")
    check = checks.Check("piece", (sys.executable, "-c", "import piece"))
    assert checks.run_all([check], variables, tmp_path) == 0
    assert list(tmp_path.glob("__pycache__/piece.*.pyc"))


@pytest.mark.parametrize(("cores", "workers"), [(1, 2), (2, 3), (4, 5), (64, 8)])
def test_there_is_a_worker_more_than_cores(cores: int, workers: int) -> None:
    assert checks.default_workers(cores) == workers


def test_a_trouble_carries_its_next_step() -> None:
    trouble = Trouble("it broke", "mend it", Exit.NO_SPACE)
    assert (str(trouble), trouble.next_step, int(trouble.code)) == ("it broke", "mend it", 5)
