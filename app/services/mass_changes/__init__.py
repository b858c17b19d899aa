"""Moves, adjustments, scrap, status and owner changes from a table: dry run with all problems, then all or nothing."""

from app.services.mass_changes.changing import DryRun, Posted, dry_run, post, read, told
from app.services.mass_changes.columns import Change, columns_of

__all__ = ["Change", "DryRun", "Posted", "columns_of", "dry_run", "post", "read", "told"]
