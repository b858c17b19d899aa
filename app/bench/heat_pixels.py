"""Whether the plan shows the right colours: pixels of the window against a reckoning of their own in plain numpy."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.heat.colours import EMPTY, RAMP
from app.heat.pyramid import Blend
from app.ui.heat.camera import Stand
from app.ui.heat.view import HeatView


def window_pixels(view: HeatView) -> NDArray[np.uint32]:
    """What the window shows now, 0xffRRGGBB (rows, columns)."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return flat[:, : image.width()].copy()


def expected_entries(view: HeatView, blend: Blend, group: int) -> NDArray[np.int64]:
    """Table entry of every group of `group` neighbouring cells of a rack, straight from the facts: (racks, groups)."""
    plan, grid = view.picture.plan, view.picture.grid
    value = np.where(grid.quants > 0, grid.picks_hour.astype(float), np.nan)
    severity = np.interp(value, view.picture.scale.knots, view.picture.scale.places)
    columns = int(plan.racks.columns[0])
    groups = -(-columns // group)
    padded = np.full((len(plan.racks), groups * group), np.nan)
    padded[:, :columns] = severity.reshape(-1, columns)
    parts = padded.reshape(len(plan.racks), groups, group)
    known = ~np.isnan(parts)
    count, held = known.sum(axis=2), np.where(known, parts, 0.0)
    shown = held.max(axis=2) if blend == "max" else held.sum(axis=2) / np.maximum(count, 1)
    return np.where(count > 0, np.rint(shown * (RAMP - 1)), EMPTY).astype(np.int64)


def aims(view: HeatView, group: int, pitch: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pixels (rack, group, px, py) whose centre lies well inside a group of bins: the pixel nearest to its middle, a
    third of the depth off the middle line where addresses are written, and not within reach of a gap."""
    racks, camera = view.picture.plan.racks, view.camera
    columns = int(racks.columns[0])
    groups = -(-columns // group)
    rack = np.repeat(np.arange(len(racks)), groups)
    which = np.tile(np.arange(groups), len(racks))
    start = which * group
    stop = np.minimum(start + group, columns)
    along = (start + stop) / 2 * pitch - racks.half_length[rack]
    aside = racks.half_depth[rack] * 0.6
    x = racks.x[rack] + racks.cos[rack] * along - racks.sin[rack] * aside
    y = racks.y[rack] + racks.sin[rack] * along + racks.cos[rack] * aside
    at = np.floor(camera.screens(np.stack((x, y), 1))).astype(np.int64)
    middle = (at + 0.5 - (camera.width / 2, camera.height / 2)) / camera.scale + (camera.x, camera.y)
    dx, dy = middle[:, 0] - racks.x[rack], middle[:, 1] - racks.y[rack]
    off = np.abs(racks.cos[rack] * dx + racks.sin[rack] * dy - along) * camera.scale
    low = np.abs(racks.cos[rack] * dy - racks.sin[rack] * dx) < racks.half_depth[rack] - 0.6 / camera.scale
    wide = (stop - start) * pitch * camera.scale
    # Qt rounds the ends of an upright strip to whole pixels, so what it shows may lie half a pixel off.
    upright = np.minimum(np.abs(racks.sin[rack]), np.abs(racks.cos[rack])) < 1e-6
    safe = wide / 2 - np.where(pitch * camera.scale >= 3, 1.6, np.where(upright, 0.8, 0.3))
    inside = (at > 8).all(axis=1) & (at < (view.width() - 8, view.height() - 8)).all(axis=1)
    good = np.flatnonzero(inside & low & (off <= safe))
    return np.stack((rack[good], which[good]), 1), at[good]


def count_wrong(
    view: HeatView, cell_px: float, blend: Blend, samples: int, dice: np.random.Generator
) -> tuple[int, int]:
    """Look at a zone with bins of about cell_px pixels and compare up to `samples` pixels with what they should be
    (below a pixel a bin: the mean or max of the bins beneath). Returns (checked, wrong). A mean may be one step of 252
    off by rounding."""
    view.show_metric(blend=blend)
    plan = view.picture.plan
    pitch = 2 * float(plan.racks.half_length[0]) / int(plan.racks.columns[0])
    zone = int(dice.integers(0, len(plan.zones)))
    view.camera.place(Stand(float(plan.zones.x[zone]), float(plan.zones.y[zone]), cell_px / pitch))
    group = 1 << max(0, int(np.ceil(-np.log2(view.camera.scale * pitch))))
    expected = expected_entries(view, blend, group)
    which, at = aims(view, group, pitch)
    chosen = dice.choice(len(which), min(samples, len(which)), replace=False)
    seen = window_pixels(view)[at[chosen, 1], at[chosen, 0]]
    entry = expected[which[chosen, 0], which[chosen, 1]]
    table = view.inks.table
    right = seen == table[entry]
    for step in (-1, 1):
        right |= (entry < RAMP) & (group > 1) & (seen == table[np.clip(entry + step, 0, RAMP - 1)])
    return len(chosen), int(len(chosen) - right.sum())
