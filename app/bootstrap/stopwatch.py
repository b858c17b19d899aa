"""How long the start took, and how much of that it waited for imports. Costs nothing unless STILLAGE_TIMING is set."""

import contextlib
import gc
import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _since_process_start() -> float:
    """Seconds since the kernel made this process (Linux); elsewhere 0, so that the count begins here."""
    try:
        ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
        up = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0.0
    return max(0.0, up - ticks / os.sysconf("SC_CLK_TCK"))


class Stopwatch:
    """Counts from the start of the process. imports() may be entered on several threads, one after the other."""

    def __init__(self) -> None:
        self.wanted = bool(os.environ.get("STILLAGE_TIMING"))
        self._began = time.perf_counter() - _since_process_start()
        self._imports = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def imports(self) -> Iterator[None]:
        """Count what happens inside as importing. Modules stay for good: collecting garbage meanwhile finds nothing."""
        began = time.perf_counter()
        gc.disable()
        try:
            yield
        finally:
            gc.enable()
            gc.freeze()
            with self._lock:
                self._imports += time.perf_counter() - began

    def ahead(self, *modules: str) -> None:
        """Load modules on a thread while Qt makes and paints the window, which needs no Python. Whoever imports one of
        them waits for it; only that waiting counts."""

        def load() -> None:
            for module in modules:
                with contextlib.suppress(ImportError):  # whoever needs it says what is missing
                    importlib.import_module(module)

        threading.Thread(target=load, name="imports-ahead", daemon=True).start()

    def tell(self) -> None:
        """Print the two figures as one JSON line on standard error."""
        if self.wanted:
            usable = (time.perf_counter() - self._began) * 1000
            figures = {"imports_ms": round(self._imports * 1000), "usable_ms": round(usable)}
            sys.stderr.write(json.dumps(figures) + "\n")
            sys.stderr.flush()
