"""`stillage handheld`: who is signed in at which address, and the sheet of key codes."""

import pytest

from app.__main__ import main
from app.bootstrap.handheld import Gate, named_in, with_login

SERVER = "postgresql://db.example.org:5432/stillage?sslmode=verify-full"


@pytest.mark.parametrize("url", [SERVER, SERVER.replace("//", "//someone:else@")])
def test_a_person_is_put_into_the_address_of_the_server_whatever_their_password(url):
    made = with_login(url, "mokafor", "a@b:c/d?")
    assert made == SERVER.replace("//", "//mokafor:a%40b%3Ac%2Fd%3F@")
    assert named_in(made) == ("mokafor", "a@b:c/d?")
    assert named_in(with_login(url, "mokafor", None)) == ("mokafor", None)


def test_an_address_that_names_nobody_signs_nobody_in():
    assert named_in(SERVER) is None
    assert named_in(None) is None


def test_a_server_asks_for_passwords_and_the_database_beside_the_program_does_not():
    assert Gate(SERVER, None, "x").asks_password
    assert not Gate(None, None, "x").asks_password


def test_the_sheet_of_key_codes_is_written_without_a_window(tmp_path):
    assert main(["handheld", "--card", str(tmp_path / "keys.pdf")]) == 0
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF-")
