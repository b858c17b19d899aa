"""The full stock model: holds, units as a tree, counts, snapshots, seals; and all routines anew."""

from db import revision_steps

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    revision_steps.run_file("roles.sql")
    revision_steps.run_tables(revision)
    revision_steps.run_routines()


def downgrade() -> None:
    raise RuntimeError("Holds, counts and seals are not taken back: restore a backup from before the upgrade.")
