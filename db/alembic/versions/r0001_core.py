"""The core: tables, security, functions, views, grants."""

from alembic import op

from db import sql_files

revision = "0001"
down_revision = None


def run(name: str) -> None:
    """One file, sent as it is: no parameter or colon in it means anything to us."""
    if op.get_context().as_sql:
        op.execute(sql_files.text(name))
    else:
        op.get_bind().exec_driver_sql(sql_files.text(name).replace("%", "%%"))


def upgrade() -> None:
    run("roles.sql")
    run("migrations/0001_pre_core.sql")
    op.execute("set local role wms_exec")
    for name in sql_files.functions():
        run(name)
    op.execute("reset role")
    run("migrations/0002_pre_security.sql")
    op.execute("set local role wms_owner")
    run("views/stock.sql")
    op.execute("reset role")
    run("migrations/0003_pre_grants.sql")


def downgrade() -> None:
    raise RuntimeError("The core is not taken back: restore a backup from before the upgrade.")
