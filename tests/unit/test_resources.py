"""What ships beside the code: every icon and font is named with its licence, is there, and was not copied into git."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import resources
from resources import build, icons

MANIFEST = tomllib.loads(resources.path("manifest.toml").read_text(encoding="utf-8"))
TOKENS = tomllib.loads(resources.path("themes/tokens.toml").read_text(encoding="utf-8"))


def icons_used():
    shapes = {shape["icon"] for shape in TOKENS["status"]["shape"].values()}
    return set(TOKENS["icon"]["names"].values()) | shapes


def test_every_icon_in_use_is_in_the_manifest_and_no_other():
    assert set(MANIFEST["icons"][0]["names"]) == icons_used()


@pytest.mark.parametrize("name", sorted(icons_used()))
def test_every_icon_is_in_its_package_and_can_be_tinted(name):
    text = icons.svg(name).read_text(encoding="utf-8")
    assert "currentColor" in text
    assert 'stroke-width="2"' in text


def test_an_icon_that_is_not_there_is_named():
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.svg("no-such-icon")


def test_every_shipped_file_is_in_the_manifest():
    named = {entry["file"] for entry in MANIFEST["own"]}
    cut = {f"fonts/{file}" for font in MANIFEST["font"] for file in font["cut"]}
    ours = {".py", ".md"}
    found = {
        file.relative_to(resources.ROOT).as_posix()
        for file in resources.ROOT.rglob("*")
        if file.is_file() and file.suffix not in ours and "__pycache__" not in file.parts
    }
    strays = found - named - cut - {"manifest.toml", "fonts/.gitignore", f"fonts/{build.STAMP}"}
    assert strays == set()
    assert named <= found


def test_everything_of_others_has_a_licence_and_a_source():
    for entry in (*MANIFEST["font"], *MANIFEST["icons"]):
        assert entry["licence"]
        assert entry["source"].startswith("https://")
        assert entry["package"]


def test_fonts_are_not_in_git():
    root = resources.ROOT.parent
    if not (root / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "resources"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert not [line for line in listed.splitlines() if Path(line).suffix in (".ttf", ".otf", ".svg", ".woff2")]


def test_the_manifest_names_what_is_cut():
    assert MANIFEST["font"][0]["cut"] == [cut.file for cut in build.CUTS]
    assert MANIFEST["font"][0]["file"] == build.VARIABLE


def test_a_folder_is_current_only_with_this_stamp_and_all_files(tmp_path):
    stamp = build.stamp_of(build.variable_font())
    assert not build.is_current(tmp_path, stamp)
    (tmp_path / build.STAMP).write_text(stamp, encoding="ascii")
    assert build.missing(tmp_path) == [cut.file for cut in build.CUTS]
    assert not build.is_current(tmp_path, stamp)
    for cut in build.CUTS:
        (tmp_path / cut.file).write_bytes(b"")
    assert build.is_current(tmp_path, stamp)
    assert not build.is_current(tmp_path, "1 14 400 other\n")
    assert build.build(tmp_path) == []


def test_finding_the_icons_loads_no_imaging_library():
    loaded = "[name for name in sys.modules if name.startswith(('pygame', 'PIL', 'pytablericons'))]"
    code = f"import sys, resources.icons as icons; icons.svg('search'); print({loaded})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
