"""What bins are kept for, apart from the drawing: dangerous goods are also said where goods are put away, so that a
drawing and the database can each be the younger one. By the code of the storage class; None: nobody has said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from app.layout.elements import StorageClass
from app.layout.table import Layout

Kept: TypeAlias = Mapping[str, tuple[str, ...] | None]
"""Hazard classes by storage class."""


def kept_of(told: Mapping[str, list[str] | None]) -> Kept:
    """As the database tells it."""
    return {code: None if hazards is None else tuple(hazards) for code, hazards in told.items()}


def drawn_upon(layout: Layout, kept: Kept) -> Layout:
    """The version beneath a draft as the draft knew it; a class that it was told nothing of was said nothing about."""
    return with_kept(layout, {known.code: kept.get(known.code) for known in layout.of(StorageClass)})


def with_kept(layout: Layout, kept: Kept) -> Layout:
    """The drawing with what bins are kept for; classes that nothing is told of stay as they are drawn."""
    other = {
        known.id: replace(known, hazard_classes=kept[known.code])
        for known in layout.of(StorageClass)
        if known.code in kept and kept[known.code] != known.hazard_classes
    }
    return Layout(other.get(id_, element) for id_, element in layout.elements.items()) if other else layout
