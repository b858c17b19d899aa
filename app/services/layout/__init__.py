"""Versions of the layout: drafts, what stands against publishing, publishing, going back."""

from app.services.layout.desk import LayoutDesk
from app.services.layout.kinds import (
    Conflicted,
    Draft,
    DraftState,
    Move,
    OpenDraft,
    Opened,
    Preflight,
    Progress,
    Published,
    Rebased,
    Saved,
    Stand,
    Version,
)
from app.services.layout.layouts import Layouts

__all__ = [
    "Conflicted",
    "Draft",
    "DraftState",
    "LayoutDesk",
    "Layouts",
    "Move",
    "OpenDraft",
    "Opened",
    "Preflight",
    "Progress",
    "Published",
    "Rebased",
    "Saved",
    "Stand",
    "Version",
]
