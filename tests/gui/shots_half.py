"""Rendering a half of all states as the command does. Two files use it, so that two workers do it at once."""

import re
import subprocess
import sys
from pathlib import Path

from app.bootstrap import shots
from app.ui.gallery import find_shots


def render_half(folder: Path, half: int) -> subprocess.CompletedProcess[str]:
    """A sample of that half (`--sample`): every state is there. The caller looks at what the lint found."""
    done = subprocess.run(
        [sys.executable, "-m", "app", "shots", str(folder), "--sample", "--only-found", "--part", f"{half}/2"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    states = shots.part_of(find_shots(), f"{half}/2")
    made = [name.split(".") for name in re.findall(r"^(\S+)\.png: \w+ findings$", done.stdout, re.MULTILINE)]
    assert {state for state, _, _ in made} == {shot.name for shot in states}, done.stdout + done.stderr
    assert {theme for _, theme, _ in made} == {"dark", "light"}
    assert {"1366x768", "1920x1080", "3840x2160"} <= {size for _, _, size in made}, "the name tells the picture's own"
    found = set(re.findall(r"^(\S+\.png): \d+ findings$", done.stdout, re.MULTILINE))
    assert {file.name for file in folder.iterdir()} == found, "what is to be looked at is there, and nothing else"
    return done
