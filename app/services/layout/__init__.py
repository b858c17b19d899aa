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

__all__ = [
    "Conflicted",
    "Draft",
    "DraftState",
    "LayoutDesk",
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
