"""Short sounds of the answers, played by whatever this machine has for it; without any the machine's own beep.

The tones are made here, so nothing of others ships: high for "right", low and twice for "wrong", two steps for "wait".
"""

import math
import shutil
import struct
import sys
import tempfile
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

RATE = 22_050
LOUD = 0.5
EDGE = 0.004  # s of fading in and out, without which a tone clicks
Tones = Sequence[tuple[float, float]]  # Hz (0: silence), s
SOUNDS: dict[str, Tones] = {
    "heard": ((2_400, 0.03),),
    "good": ((1_320, 0.05), (1_760, 0.09)),
    "info": ((1_320, 0.06),),
    "warn": ((880, 0.09), (0, 0.04), (880, 0.09)),
    "wait": ((880, 0.07), (660, 0.12)),
    "bad": ((220, 0.18), (0, 0.06), (196, 0.28)),
}
PLAYERS = ("pw-play", "paplay", "aplay", "afplay")


def wave_of(tones: Tones) -> bytes:
    """16 bit mono samples of these tones, one after the other."""
    samples: list[int] = []
    for hertz, seconds in tones:
        count = int(seconds * RATE)
        for n in range(count):
            edge = min(1.0, n / (EDGE * RATE), (count - n) / (EDGE * RATE))
            samples.append(int(32_767 * LOUD * edge * math.sin(2 * math.pi * hertz * n / RATE)))
    return struct.pack(f"<{len(samples)}h", *samples)


class Sounds:
    """Plays sounds by name; never blocks, never fails."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir()) / "stillage-sounds"
        self._play = _player()

    def play(self, name: str) -> None:
        """Begin it; what is playing goes on beside it."""
        if self._play is None:
            if name != "heard":
                QApplication.beep()
            return
        try:
            self._play(self.file(name))
        except OSError:
            QApplication.beep()

    def file(self, name: str) -> Path:
        """Where the sound is, made now if it is not there."""
        file = self._folder / f"{name}.wav"
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            with wave.open(str(file), "wb") as out:
                out.setnchannels(1)
                out.setsampwidth(2)
                out.setframerate(RATE)
                out.writeframes(wave_of(SOUNDS[name]))
        return file


def _player() -> Callable[[Path], object] | None:
    if sys.platform == "win32":
        import winsound

        return lambda file: winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC)
    found = next((path for path in map(shutil.which, PLAYERS) if path is not None), None)
    return None if found is None else lambda file: QProcess.startDetached(found, [str(file)])
