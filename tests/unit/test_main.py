"""The command line's manners: what goes wrong is said in one line with the next step, and the exit code tells it."""

import contextlib
import os
import sys
from pathlib import Path

import pytest

from app.__main__ import COMMANDS, main

DECLARES = "def add_arguments(parser):\n    parser.add_argument('--twice', action='store_true')\n\n\n"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run `stillage try ...` where the command's module has this text; returns (exit code, out, err)."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(COMMANDS, "try", ("a_tried_command", "tried here"))

    def run(text: str, *words: str) -> tuple[int, str, str]:
        (tmp_path / "a_tried_command.py").write_text(text, encoding="utf-8")
        sys.modules.pop("a_tried_command", None)
        code = main(["try", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    yield run
    sys.modules.pop("a_tried_command", None)


def test_a_command_gets_its_words_and_gives_the_exit_code(told) -> None:
    text = f"{DECLARES}def run(args):\n    print(args.twice)\n    return 7\n"
    assert told(text, "--twice") == (7, "True\n", "")


def test_a_refusal_is_said_with_its_next_step(told) -> None:
    text = (
        f"from app.domain.errors import Refusal\n{DECLARES}"
        "def run(args):\n    raise Refusal('WM404', 'There is no bin X.', 'Scan another.')\n"
    )
    assert told(text) == (1, "", "stillage: There is no bin X. Scan another.\n")


def test_a_fault_is_said_with_what_is_safe_and_a_reference(told) -> None:
    text = (
        f"from app.domain.errors import Fault\n{DECLARES}"
        "def run(args):\n    raise Fault('The server is gone.', 'Nothing was posted.')\n"
    )
    code, out, err = told(text)
    assert (code, out) == (1, "")
    assert err.startswith("stillage: The server is gone. Nothing was posted. Reference ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("where", ["import", "run"])
def test_a_missing_package_is_named_with_the_way_to_get_it(told, where: str) -> None:
    late = "    import a_package_nobody_has.deep\n"
    text = f"{DECLARES}def run(args):\n{late}" if where == "run" else f"{late.strip()}\n{DECLARES}def run(args): ...\n"
    wanted = "the package a_package_nobody_has is not installed. Run: python3 installer/bootstrap.py setup"
    assert told(text) == (1, "", f"stillage: {wanted}\n")


def test_a_library_missing_beneath_a_package_is_named(told) -> None:
    raised = "raise ImportError('libEGL.so.1: cannot open shared object file', name='PySide6.QtGui')"
    code, _, err = told(f"{DECLARES}def run(args):\n    {raised}\n")
    assert code == 1
    assert err == (
        "stillage: the package PySide6 cannot be loaded (libEGL.so.1: cannot open shared object file). "
        "Run: python3 installer/bootstrap.py setup\n"
    )


def test_our_own_broken_import_is_not_blamed_on_the_installation(told) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"app\.not_there"):
        told(f"import app.not_there\n{DECLARES}def run(args): ...\n")


def test_an_interrupt_is_an_orderly_end(told) -> None:
    code, _, err = told(f"{DECLARES}def run(args):\n    raise KeyboardInterrupt\n")
    assert (code, err) == (1, "stillage: stopped at your word; what was posted is kept.\n")


def test_an_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert all(name in said for name in COMMANDS)


def test_help_lists_every_command_and_loads_none(capsys: pytest.CaptureFixture[str]) -> None:
    loaded = set(sys.modules)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(name in said and text in " ".join(said.split()) for name, (_, text) in COMMANDS.items())
    assert not {name for name in set(sys.modules) - loaded if name.startswith(("app.", "db."))}


def test_words_a_command_does_not_know_are_usage(told) -> None:
    with pytest.raises(SystemExit) as ended:
        told(f"{DECLARES}def run(args): ...\n", "--thrice")
    assert ended.value.code == 2


def test_no_command_opens_the_control_room(told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "up", COMMANDS["try"])
    told(f"{DECLARES}def run(args):\n    return 0 if args.twice else 5\n")
    assert main([]) == 5
    monkeypatch.setattr(sys, "argv", ["stillage", "up", "--twice"])
    assert main() == 0


@contextlib.contextmanager
def unread():
    """Standard output that nobody reads any more; what is written to it once the command has ended must find room."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w", encoding="utf-8") as stream, contextlib.redirect_stdout(stream):
        yield stream


@pytest.mark.parametrize("lines", [1, 100_000])
def test_output_that_nobody_reads_ends_the_command_quietly(told, lines: int) -> None:
    """One line is still in the buffer when the command has ended, many come back while it writes."""
    with unread() as stream:
        assert told(f"{DECLARES}def run(args):\n    print('word\\n' * {lines})\n    return 0\n") == (141, "", "")
        stream.write("what is still to be said goes nowhere")
        stream.flush()


def test_a_pipe_of_the_command_itself_that_breaks_is_no_silence(told) -> None:
    with pytest.raises(BrokenPipeError):
        told(f"{DECLARES}def run(args):\n    raise BrokenPipeError\n")
