"""Settings survive a round trip, move forwards through versions, and a damaged file never stops the program."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import config
from app.config import Pane, Server, Settings
from app.domain.errors import Refusal


@pytest.fixture
def file(tmp_path):
    return tmp_path / "deep" / "settings.toml"


def test_without_a_file_the_defaults_hold_and_nothing_is_said(file):
    assert config.load(file) == config.Loaded(Settings())


def test_home_is_the_environments_word_else_the_platforms_place(tmp_path):
    assert config.settings_file({"STILLAGE_HOME": str(tmp_path)}) == tmp_path / "settings.toml"
    assert config.settings_file({}).parent.name == "stillage"


def test_what_is_saved_is_read_again(file):
    server = Server("server", 'postgresql://db.example/wms?x="1"\\2', "Bremen 2")
    kept = Settings(server, "light", "P4", "BRE2").with_window("kh/1920x1080@1", Pane("YWJj", {"side": "420"}))
    config.save(kept, file)
    assert config.load(file) == config.Loaded(kept)
    assert not file.with_suffix(".part").exists()


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_survives_toml(tmp_path_factory, name, key):
    file = tmp_path_factory.mktemp("toml") / "settings.toml"
    kept = Settings(Server(name=name), windows={key: Pane("g", {key: name})})
    config.save(kept, file)
    assert config.load(file).settings == kept


def test_a_damaged_file_is_kept_aside_and_the_person_is_told(file):
    file.parent.mkdir()
    file.write_text("theme = 'dark", encoding="utf-8")
    loaded = config.load(file)
    assert loaded.settings == Settings()
    assert loaded.may_save
    assert "kept as" in loaded.notices[0].next_step
    assert file.with_name("settings.toml.broken").read_text(encoding="utf-8") == "theme = 'dark"
    assert not file.exists()


def test_bytes_that_are_no_text_are_kept_aside_too(file):
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00theme")
    assert config.load(file).notices
    assert file.with_name("settings.toml.broken").read_bytes() == b"\xff\xfe\x00theme"


def test_one_wrong_value_costs_that_value_only(file):
    file.parent.mkdir()
    file.write_text('version = 1\ntheme = "purple"\nstation = 5\nwarehouse = "BRE2"\n', encoding="utf-8")
    loaded = config.load(file)
    assert loaded.settings == Settings(warehouse="BRE2")
    assert [notice.what.split(" in ")[0] for notice in loaded.notices] == ["theme", "station"]
    assert file.exists()


def test_an_older_file_is_migrated_step_by_step(file):
    file.parent.mkdir()
    file.write_text('version = 1\ncolour = "light"\n', encoding="utf-8")
    steps = {
        1: lambda old: {**old, "version": 2, "look": old["colour"]},
        2: lambda old: {**old, "version": 3, "theme": old["look"]},
    }
    assert config.load(file, steps, version=3).settings.theme == "light"


def test_a_file_of_an_unknown_old_version_is_set_aside(file):
    file.parent.mkdir()
    file.write_text('theme = "light"\n', encoding="utf-8")
    assert config.load(file).settings.theme == "system"
    assert file.with_name("settings.toml.broken").exists()


def test_a_newer_file_is_left_alone_and_never_overwritten(file):
    file.parent.mkdir()
    file.write_text("version = 99\n", encoding="utf-8")
    loaded = config.load(file)
    assert not loaded.may_save
    assert "newer version" in loaded.notices[0].what
    assert file.read_text(encoding="utf-8") == "version = 99\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a file in the way of a folder is said differently there")
def test_a_folder_that_cannot_be_made_is_a_refusal_with_the_way_out(tmp_path):
    (tmp_path / "in_the_way").write_text("", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        config.save(Settings(), tmp_path / "in_the_way" / "settings.toml")
    assert "could not be written" in caught.value.what
    assert caught.value.next_step


def test_windows_are_remembered_by_person_and_by_screens():
    assert config.window_key("kh", "1920x1080@1") != config.window_key("kh", "1366x768@1")
    assert config.window_key("", "1920x1080@1") == "anybody/1920x1080@1"
