"""The core: tables, security, words."""

from db import revision_steps

revision = "0001"
down_revision = None


def upgrade() -> None:
    revision_steps.run_file("roles.sql")
    revision_steps.run_tables(revision)


def downgrade() -> None:
    raise RuntimeError("The core is not taken back: restore a backup from before the upgrade.")
