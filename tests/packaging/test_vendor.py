"""The front-end files that the site serves are those of the lock, each with its licence."""

import importlib.util
import shutil

import pytest


@pytest.fixture(scope="module")
def vendor(root):
    """The script that fetches and checks the vendored files."""
    spec = importlib.util.spec_from_file_location("vendor", root / "scripts" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_files_are_those_of_the_lock(vendor):
    lock = vendor.read_lock()

    assert lock["packages"]
    assert vendor.disagreements(lock, vendor.VENDOR) == []


def test_a_changed_a_missing_and_a_stray_file_are_named(vendor, tmp_path):
    copy = shutil.copytree(vendor.VENDOR, tmp_path / "vendor")
    first, second, *_ = sorted(path for path in copy.rglob("*") if path.suffix == ".woff2")
    first.write_bytes(b"not a font")
    second.unlink()
    (copy / "stray.js").write_text("")

    assert vendor.disagreements(vendor.read_lock(), copy) == sorted(
        [
            f"{first.relative_to(copy)} is not the file that the lock describes",
            f"{second.relative_to(copy)} is in the lock but is not kept",
            "stray.js is kept but is not in the lock",
        ]
    )


def test_each_package_brings_its_licence(vendor):
    for package in vendor.read_lock()["packages"]:
        files = [entry["to"].rsplit("/", 1)[1] for entry in package["files"]]
        assert any(name.startswith(("LICENSE", "OFL")) for name in files), package["name"]


def test_no_style_sheet_asks_another_host(vendor):
    sheets = list(vendor.VENDOR.rglob("*.css"))
    assert sheets

    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "url(http" not in text.replace('"', "").replace("'", "")
        assert "url(//" not in text.replace('"', "").replace("'", "")
