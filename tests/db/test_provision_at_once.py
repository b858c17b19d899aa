"""Roles are shared by all databases of a server: whoever makes or changes one at the same time is done one after another."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from db import provision
from tests.db.ground import Ground


def test_the_same_person_is_put_by_many_at_once(ground: Ground) -> None:
    login = f"t_{uuid4().hex[:10]}"
    with ThreadPoolExecutor(4) as pool:
        for password in ("first-of-all-1", "second-of-all-2"):
            made = [
                pool.submit(provision.put_person, ground.url(), login, password, ("r_picker",), "Pia", [ground.wh])
                for _ in range(4)
            ]
            assert [one.result() for one in made] == [None] * 4
    with ground.root() as root:
        (rows,) = root.execute("select count(*) from wms.user_warehouse where login = %s", (login,)).fetchone()
        root.execute(f"drop owned by {login}")
        root.execute(f"drop role {login}")
    assert rows == 1
