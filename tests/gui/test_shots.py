"""`stillage shots`: every registered state is rendered in both themes and all sizes, and the lint finds nothing."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.bootstrap import shots
from app.domain.errors import Refusal
from app.ui.gallery import Shot, find_shots
from tests.gui.shots_half import render_half


def test_the_registered_states_have_names_of_their_own():
    names = [shot.name for shot in find_shots()]
    assert len(names) == len(set(names))
    assert {"start", "palette", "fault", "empty", "offline"} <= set(names)


def test_the_wall_is_drawn_at_150_percent():
    assert shots.Size(3840, 2160, 1.5).logical == (2560, 1440)
    assert {(size.width, size.height) for size in shots.SIZES} == {(1366, 768), (1920, 1080), (3840, 2160)}


def _broken(theme):
    root = QWidget()
    label = QLabel("D-05-14-3 holds 96", root)
    label.setGeometry(0, 0, 30, 20)
    return root


def test_a_finding_is_printed_and_makes_the_exit_code_1(theme, tmp_path, capsys):
    made = shots.pictures([Shot("broken", _broken)], theme, [shots.Size(400, 300)])
    assert shots.write_pictures(made, tmp_path) == 1
    assert "clipped text: QLabel" in capsys.readouterr().out
    assert sorted(file.name for file in tmp_path.iterdir()) == ["broken.dark.400x300.png", "broken.light.400x300.png"]


def test_a_picture_has_its_size_and_its_theme(theme, tmp_path):
    first = next(iter(shots.pictures([Shot("plain", lambda _: QWidget())], theme, [shots.Size(320, 200)])))
    assert (first.image.width(), first.image.height()) == (320, 200)
    assert first.image.pixelColor(5, 5) == theme.colour("surface.window")
    assert first.findings == ()


def test_a_state_that_never_comes_is_a_refusal(theme, monkeypatch):
    monkeypatch.setattr(shots, "PATIENCE_S", 0.05)
    never = Shot("never", lambda _: QWidget(), busy=lambda _: True)
    with pytest.raises(Refusal, match="never was not ready"):
        shots.take(never, theme, "dark", shots.Size(100, 100))


def test_a_folder_that_cannot_be_written_is_a_refusal(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "app", "shots", str(tmp_path / "file" / "deep")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_half_of_the_states_are_rendered_and_nothing_is_found(tmp_path):
    done = render_half(tmp_path, 1)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_parts_are_all_there_is_and_a_sample_has_every_state(theme, monkeypatch):
    found = [shot.name for shot in find_shots()]
    parts = [[shot.name for shot in shots.part_of(find_shots(), f"{n}/3")] for n in (1, 2, 3)]
    assert sorted(name for part in parts for name in part) == sorted(found)
    monkeypatch.setattr(shots, "take", lambda shot, theme, name, size: (shot.name, name, size))
    eight = [Shot(name, lambda _: QWidget()) for name in "abcdefgh"]
    taken = list(shots.pictures(eight, theme, sample=True))
    first = shots.SIZES[0]
    assert sorted(shot for shot, _, size in taken if size == first) == list("abcdefgh"), "each once, in its first size"
    assert {(shot, size) for shot, _, size in taken if size != first} == {(s, z) for s in "ae" for z in shots.SIZES[1:]}
    assert {name for _, name, size in taken if size == first} == {"dark", "light"}
    assert len(list(shots.pictures(eight, theme))) == 8 * 2 * len(shots.SIZES)


@pytest.mark.parametrize("part", ["0/2", "3/2", "half", ""])
def test_what_is_no_part_is_refused(part):
    with pytest.raises(Refusal, match="no part"):
        shots.part_of(find_shots(), part)
