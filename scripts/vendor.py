#!/usr/bin/env python3
"""Keep the front-end packages that the site serves itself, so that no page asks another host.

``webapp/static/vendor/vendor.lock.json`` names each npm package, its version, the files taken from it and
the hash of each. To add or update one, edit the lock (leave ``sha256`` empty for a new file) and fetch:

    python scripts/vendor.py            fetch every package with npm and rewrite the files and the hashes
    python scripts/vendor.py --check    compare what is kept with the lock; needs neither npm nor a network
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "webapp" / "static" / "vendor"
LOCK = VENDOR / "vendor.lock.json"

# One @font-face rule; the packages' own style sheets hold nothing else but comments.
FONT_FACE = re.compile(r"@font-face \{\n.*?\n\}", re.DOTALL)
# The first file a rule names, e.g. url(./files/x-latin-400-normal.woff2) format('woff2').
FIRST_SOURCE = re.compile(r"src: (url\(\./(?P<file>[^)]+\.woff2)\) format\('[^']+'\))[^;]*;")


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 when what is kept agrees with the lock, 1 when it does not."""
    parser = argparse.ArgumentParser(description="Fetch or check the vendored front-end files.")
    parser.add_argument("--check", action="store_true", help="only compare the files with the lock")
    options = parser.parse_args(arguments)
    lock = read_lock()

    if options.check:
        faults = disagreements(lock, VENDOR)
        for fault in faults:
            print(fault, file=sys.stderr)
        return 1 if faults else 0

    with tempfile.TemporaryDirectory() as folder:
        for package in lock["packages"]:
            take(package, unpacked(package, Path(folder)))
            print(f"{package['name']} {package['version']}: {len(package['files'])} files")
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
    return 0


def read_lock() -> dict[str, Any]:
    """The lock as it is kept."""
    lock: dict[str, Any] = json.loads(LOCK.read_text(encoding="utf-8"))
    return lock


def sha256(data: bytes) -> str:
    """The hash that the lock records."""
    return hashlib.sha256(data).hexdigest()


def disagreements(lock: dict[str, Any], vendor: Path) -> list[str]:
    """One sentence for each vendored file that is missing, changed, or in no lock."""
    expected = {
        entry["to"]: entry["sha256"] for package in lock["packages"] for entry in package["files"]
    }
    kept = {
        path.relative_to(vendor).as_posix(): sha256(path.read_bytes())
        for path in vendor.rglob("*")
        if path.is_file() and path.name != LOCK.name
    }
    missing = [f"{name} is in the lock but is not kept" for name in expected.keys() - kept.keys()]
    unknown = [f"{name} is kept but is not in the lock" for name in kept.keys() - expected.keys()]
    changed = [
        f"{name} is not the file that the lock describes"
        for name in expected.keys() & kept.keys()
        if expected[name] != kept[name]
    ]
    return sorted(missing + unknown + changed)


def unpacked(package: dict[str, Any], folder: Path) -> Path:
    """The folder of one package's files, fetched by npm in exactly the locked version."""
    wanted = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted],
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / packed.stdout.split()[-1]
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def take(package: dict[str, Any], source: Path) -> None:
    """Copy the wanted files of one package and write their hashes into its lock entries."""
    kept = {
        entry["from"]: entry["to"] for entry in package["files"] if isinstance(entry["from"], str)
    }
    for entry in package["files"]:
        origin = entry["from"]
        if isinstance(origin, list):
            data = font_rules([source / name for name in origin], kept).encode()
        else:
            data = (source / origin).read_bytes()
        target = VENDOR / entry["to"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        entry["sha256"] = sha256(data)


def font_rules(sheets: list[Path], kept: dict[str, str]) -> str:
    """The @font-face rules of a font package that name a kept file, pointing at where it is kept."""
    rules = []
    for sheet in sheets:
        for rule in FONT_FACE.findall(sheet.read_text(encoding="utf-8")):
            source = FIRST_SOURCE.search(rule)
            if source and source["file"] in kept:
                local = source[1].replace(f"./{source['file']}", Path(kept[source["file"]]).name)
                rules.append(rule.replace(source[0], f"src: {local};"))
    return "\n\n".join(rules) + "\n"


if __name__ == "__main__":
    sys.exit(main())
