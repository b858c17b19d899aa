"""`stillage up` before there is a window: what it refuses, and how it counts its start."""

import argparse
import json

import pytest

from app.bootstrap import console
from app.bootstrap.stopwatch import Stopwatch
from app.domain.errors import Refusal
from db import errors


def parsed(*words):
    parser = argparse.ArgumentParser()
    console.add_arguments(parser)
    return parser.parse_args(words)


def test_without_a_display_it_says_what_to_do(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(Refusal, match="no display here") as refused:
        console.run(parsed())
    assert "demo --headless" in refused.value.next_step


def test_the_demo_is_never_made_on_a_server():
    with pytest.raises(Refusal, match="beside the program"):
        console.run(parsed("--demo", "--url", "postgresql://somewhere/wms"))


def test_the_start_is_told_as_one_json_line(monkeypatch, capsys):
    monkeypatch.setenv("STILLAGE_TIMING", "1")
    watch = Stopwatch()
    with watch.imports():
        sum(range(100_000))
    watch.tell()
    figures = json.loads(capsys.readouterr().err)
    assert set(figures) == {"imports_ms", "usable_ms"}
    assert 0 <= figures["imports_ms"] <= figures["usable_ms"]


def test_the_start_is_silent_unless_asked(monkeypatch, capsys):
    monkeypatch.delenv("STILLAGE_TIMING", raising=False)
    Stopwatch().tell()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('connection failed: FATAL:  password authentication failed for user "x"', "signin"),
        ('connection failed: FATAL:  database "nodb" does not exist', "dsn"),
        ('connection failed: FATAL:  role "x" does not exist', "signin"),
        ("connection failed: fe_sendauth: no password supplied", "signin"),
    ],
)
def test_what_the_server_says_at_the_door_is_a_refusal(words, code):
    said = errors.translate(errors.psycopg.OperationalError(words))
    assert isinstance(said, Refusal)
    assert said.code == code
    assert not errors.is_indefinite(errors.psycopg.OperationalError(words))


@pytest.mark.parametrize(
    "words",
    ["connection refused", "FATAL:  the database system is starting up", 'could not find "database x" does not exist'],
)
def test_what_may_pass_is_tried_again(words):
    assert errors.is_indefinite(errors.psycopg.OperationalError(words))
