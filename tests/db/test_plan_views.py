"""Views of the plan in the database: one's own, of one's role, everybody's."""

from app.services.plan_views import Look, PlanView, PlanViews
from app.services.session import Session
from tests.db.ground import Ground


def seen(ground: Ground, login: str) -> list[tuple[str, str, bool]]:
    session = Session.open(ground.url(login), application="stillage-test")
    try:
        return [(view.name, view.share, view.mine) for view in PlanViews(session).views()]
    finally:
        session.close()


def test_a_view_is_shared_with_nobody_a_role_or_everybody_and_only_its_maker_deletes_it(ground: Ground) -> None:
    session = Session.open(ground.url("t_supervisor"), application="stillage-test")
    try:
        views = PlanViews(session)
        look = Look("held", "best", ("A",), box=(0.0, 1.0, 20.0, 30.0))
        ids = [views.save(PlanView(0, share, look, share, dwell=30)) for share in ("mine", "role", "all")]
        assert ids[0] == views.save(PlanView(0, "mine", look, "mine")), "a name is replaced"
        kept = {view.name: view for view in views.views()}
        assert (kept["role"].look, kept["role"].roles, kept["role"].dwell) == (look, frozenset({"supervisor"}), 30)
        assert seen(ground, "t_supervisor") == [("all", "all", True), ("mine", "mine", True), ("role", "role", True)]
        assert seen(ground, "t_auditor") == [("all", "all", False)]
        views.drop(ids[2])
        assert seen(ground, "t_auditor") == []
    finally:
        session.close()
