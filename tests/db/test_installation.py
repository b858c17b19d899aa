"""The name of an installation: everybody who signs in may know it, whatever an administrator has taken away."""

from db import maintain
from tests.db.ground import Ground


def test_the_name_is_known_without_the_server_s_own_numbers(ground: Ground) -> None:
    with ground.root() as root:
        (numbers,) = root.execute("select system_identifier || '-' from pg_control_system()").fetchone() or ("",)
        root.execute("revoke execute on function pg_control_system() from public, wms_exec")
    said = {
        login: ground.as_(login).query("floor_database", warehouse=ground.wh)[0]
        for login in ("t_picker", "t_counter", "t_packer", "t_supervisor")
    }
    assert len({(row.mark, row.known_as) for row in said.values()}) == 1
    before = said["t_picker"]
    assert before.known_as.startswith(numbers)
    made = maintain.rename_installation(ground.url())
    after = ground.as_("t_picker").query("floor_database", warehouse=ground.wh)[0]
    assert (after.mark, after.known_as) == (made, None)
    assert made != before.mark
