"""Rendering a half of all states as the command does. Two files use it, so that two workers do it at once."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from app.bootstrap import shots
from app.ui.gallery import find_shots


def render_half(folder: Path, half: int) -> subprocess.CompletedProcess[str]:
    """A sample of that half (`--sample`): every state is there. The caller looks at what the lint found."""
    done = subprocess.run(
        [sys.executable, "-m", "app", "shots", str(folder), "--sample", "--part", f"{half}/2"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    states = shots.part_of(find_shots(), f"{half}/2")
    files = sorted(folder.iterdir())
    assert {file.name.split(".")[0] for file in files} == {shot.name for shot in states}
    assert {file.name.split(".")[1] for file in files} == {"dark", "light"}
    walls = [QImage(str(file)) for file in files if file.name.endswith("3840x2160.png")][:3]
    assert {(wall.width(), wall.height()) for wall in walls} == {(3840, 2160)}
    return done
