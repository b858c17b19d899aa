"""Functions, views and who may use them: built anew from their files at the end of every upgrade that changes them.

Tables migrate, routines do not: until `_v1` is released its file may change, and a database that was made by an older
file gets the new body. A file says itself who may call what it defines: a line `-- Roles: r_picker, r_supervisor`
holds for the functions (or, at the head of a view file, the views) below it; `all` means everybody but those who
count blindly. A function without roles stops the migration.
"""

import re
from collections.abc import Callable

from db import sql_files

ALL = "r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin"
_ROLES = re.compile(r"^-- Roles: ([a-z_, ]+)$")
_FUNCTION = re.compile(r"^create (?:or replace )?function api\.(\w+)\s*\(")
_VIEW = re.compile(r"^create view api\.(\w+)\b")


def granted() -> dict[str, str]:
    """Who may call each api function, as `grant` wants it. Raises ValueError where a file does not say."""
    found: dict[str, str] = {}
    for name in sql_files.functions():
        roles = None
        for line in sql_files.text(name).splitlines():
            if mark := _ROLES.match(line):
                roles = ALL if mark[1] == "all" else mark[1]
            elif function := _FUNCTION.match(line):
                if roles is None:
                    raise ValueError(f"{name}: say who may call api.{function[1]} in a line `-- Roles: ...` above it")
                found[function[1]] = roles
    return found


def readable() -> dict[str, str]:
    """Who may read each api view: all, where its file does not say otherwise."""
    found: dict[str, str] = {}
    for name in sql_files.views():
        roles = ALL
        for line in sql_files.text(name).splitlines():
            if mark := _ROLES.match(line):
                roles = ALL if mark[1] == "all" else mark[1]
            elif view := _VIEW.match(line):
                found[view[1]] = roles
    return found


def rebuild(run: Callable[[str], None]) -> None:
    """Drop and build all routines; run sends one text of SQL as the superuser of the migration."""
    run(sql_files.text("drop_routines.sql"))
    # bodies bind when they are called: files name functions of each other whatever their order
    run("set local check_function_bodies = off; grant create on schema wms, api to wms_exec; set local role wms_exec")
    for name in sql_files.functions():
        run(sql_files.text(name))
    run("reset role; revoke create on schema wms, api from wms_exec; set local role wms_owner")
    for name in sql_files.views():
        run(sql_files.text(name))
    run("reset role")
    run(sql_files.text("close_routines.sql"))
    for function, roles in granted().items():
        run(f"grant execute on function api.{function} to {roles}")
    for view, roles in readable().items():
        run(f"grant select on api.{view} to {roles}")
