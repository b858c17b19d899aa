"""The steps from a fresh machine to a filled environment. Each knows whether it is done; a done one is passed by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from installer import system
from installer.console import Progress
from installer.environment import Environment
from installer.machine import Machine
from installer.process import Runner
from installer.stamp import NAME, Stamp, key_of

Purpose = Literal["run", "test"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `outcome` is what to say when there is nothing to do, or None when `perform` is to be called."""

    title: str
    outcome: str | None
    perform: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Setup:
    """Prepares the checkout `root` on `machine` with the pins of `purpose`."""

    root: Path
    machine: Machine
    run: Runner
    progress: Progress
    purpose: Purpose

    @property
    def environment(self) -> Environment:
        """The environment that is prepared."""
        return Environment(self.root, self.machine.system, self.machine.environment, self.run)

    @property
    def stamp(self) -> Stamp:
        """What has been done to it already."""
        return Stamp(self.environment.folder / NAME)

    def prepare(self) -> Environment:
        """Do every step that is not done; returns the environment. Raises Trouble or OSError."""
        system.check_platform(self.machine)
        steps = (self.system_step, self.environment_step, self.pins_step, self.project_step, self.resources_step)
        for number, describe in enumerate(steps, start=1):
            step = describe()
            self.progress.begin(number, len(steps), step.title, announce=step.outcome is None)
            self.progress.finish(step.outcome if step.outcome is not None else step.perform())
        return self.environment

    def system_step(self) -> Step:
        """What the operating system has to bring. Looked for every time: it can be taken away behind our back."""
        missing = system.find_missing(self.machine, needs_venv=not self._keeps_environment())

        def perform() -> str:
            self.progress.detail(f"missing: {missing}")
            system.install(self.machine, missing, self.run, self.progress)
            left = system.find_missing(self.machine, needs_venv=not self._keeps_environment())
            if left:
                raise system.ask_for_a_hand(self.machine, left)
            return f"installed {len(system.debian_packages(self.machine, missing))} packages"

        return Step("System packages", None if missing else "complete", perform)

    def environment_step(self) -> Step:
        """A healthy `.venv` made for this place; its own Python counts, not the one that runs this."""

        def perform() -> str:
            rebuilt = self.environment.folder.exists()
            self.environment.create(self.progress)
            self.stamp.write("place", self._place_key())
            version = self.environment.version()
            return f"{'was damaged or moved, made anew' if rebuilt else 'made'} with Python {version}"

        return Step("Environment .venv", "healthy" if self._keeps_environment() else None, perform)

    def pins_step(self) -> Step:
        """The pinned packages. The pins of the tests hold those of the program, so they satisfy both purposes."""
        version = self.environment.version()
        keys = {purpose: key_of(self._pins(purpose), version) for purpose in ("run", "test")}
        done = self.stamp.read().get("pins")
        is_done = done == keys["test"] or (self.purpose == "run" and done == keys["run"])

        def perform() -> str:
            if done is None:
                self.environment.check_space()
            self.stamp.forget("pins")
            self.environment.install_pinned(self._pins(self.purpose), self.progress)
            self.stamp.write("pins", keys[self.purpose])
            return "installed"

        return Step(f"Packages of requirements/{self.purpose}.txt", "unchanged" if is_done else None, perform)

    def project_step(self) -> Step:
        """The project itself, found from its checkout."""
        key = key_of(self.root / "pyproject.toml", self._place_key())
        is_done = self.stamp.read().get("project") == key

        def perform() -> str:
            self.stamp.forget("project")
            self.environment.install_project(self.progress)
            self.stamp.write("project", key)
            return "installed"

        return Step("Stillage itself", "unchanged" if is_done else None, perform)

    def resources_step(self) -> Step:
        """What is made on each machine. The builder keeps a stamp of its own inputs, so it is asked every time."""
        exists = (self.root / "resources" / "build.py").exists()

        def perform() -> str:
            return self.environment.run_module("resources.build", self.progress)

        return Step("Resources", None if exists else "none to make", perform)

    def _keeps_environment(self) -> bool:
        """True when `.venv` is healthy and was not moved; one made by hand carries no stamp and is taken over."""
        place = self.stamp.read().get("place")
        return (place is None or place == self._place_key()) and bool(self.environment.version())

    def _place_key(self) -> str:
        """An environment holds its own path, so it belongs to one place."""
        return key_of(str(self.root))

    def _pins(self, purpose: str) -> Path:
        return self.root / "requirements" / f"{purpose}.txt"
