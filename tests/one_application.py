"""The QApplication of a test process: there can be one, however many folders of tests want it."""

from functools import cache

from app.ui.application import make_application


@cache
def application():
    """The application and its theme, made once as the program makes them."""
    return make_application(["stillage-tests"], "dark")
