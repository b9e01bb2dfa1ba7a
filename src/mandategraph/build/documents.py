"""A document's folder: the stored text, ``document.yaml``, ``corrections.yaml``, and its triples."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mandategraph.errors import DocumentError
from mandategraph.resources import documents_folder
from mandategraph.text import SourceText, read_bytes

HELD = {
    "complete": "Complete",
    "excerpt": "Excerpt",
    "truncated": "Truncated",
    "unstated": "UnstatedExtent",
}
AUTHORITY = {
    "official": "Official",
    "excerpt": "ExcerptCopy",
    "press": "Press",
    "web": "Web",
    "unstated": "UnstatedAuthority",
}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in Vietnamese and English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class DocumentFolder:
    """One document as it is kept: what a person says of its text, and where its files are.

    ``label`` is a short name for pages; ``held`` says how much of the document the text is, and
    ``held_note`` what is not held; ``authority`` says what kind of copy the text is (``unstated``, or null in the file, while nobody
    has said). ``original_sha256`` is that of the file that the text was taken from, where it was
    ingested.
    """

    path: Path
    label: Bilingual
    language: str
    held: str
    authority: str
    source_note: Bilingual
    held_note: Bilingual | None = None
    source_address: str | None = None
    original_language: str | None = None
    reviewed: bool = False
    original_sha256: str | None = None

    @property
    def slug(self) -> str:
        """The name of the folder."""
        return self.path.name

    @property
    def corrections(self) -> Path:
        """Where the curator's corrections are kept."""
        return self.path / "corrections.yaml"

    @property
    def facts(self) -> Path:
        """The built facts."""
        return self.path / "facts.ttl"

    @property
    def evidence(self) -> Path:
        """The built claims and passages."""
        return self.path / "evidence.ttl"

    def source(self) -> SourceText:
        """The stored text. Raises DocumentError when it is missing or is not the text described."""
        return read_bytes(_bytes(self.path / "text.txt"), f"{self.slug}/text.txt")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path} cannot be read ({error.strerror}); restore it or remove the folder"
        ) from error


class _Loader(yaml.SafeLoader):
    """YAML in which a day stays the words it is written with, as in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, error: type[DocumentError] = DocumentError) -> Any:
    """What a YAML file holds. Raises the error, naming the line, when it cannot be read."""
    try:
        return yaml.load(_bytes(path).decode("utf-8"), Loader=_Loader)  # noqa: S506 -- a safe loader
    except UnicodeDecodeError as fault:
        raise error(
            f"{path} is not UTF-8 (byte {fault.start}); save it again with the encoding UTF-8"
        ) from fault
    except yaml.MarkedYAMLError as fault:
        line = f", line {fault.problem_mark.line + 1}," if fault.problem_mark else ""
        raise error(f"{path}{line} is not valid YAML ({fault.problem}); mend it there") from fault
    except (yaml.YAMLError, ValueError) as fault:
        raise error(f"{path} is not valid YAML ({fault}); mend it there") from fault


def _bilingual(raw: Any, key: str, where: Path) -> Bilingual:
    if not (isinstance(raw, Mapping) and raw.get("vi") and raw.get("en")):
        raise DocumentError(f"{where} needs “{key}” with “vi” and “en”")
    return Bilingual(str(raw["vi"]), str(raw["en"]))


def _one_of(raw: Mapping[str, Any], key: str, allowed: Mapping[str, str], where: Path) -> str:
    value = "unstated" if raw.get(key, "") is None else raw.get(key)
    if value not in allowed:
        raise DocumentError(f"{where} needs “{key}”, one of {', '.join(allowed)}")
    return str(value)


def load_folder(path: Path) -> DocumentFolder:
    """The description of a document folder.

    Raises DocumentError when ``document.yaml`` is missing or faulty, or the stored text has
    changed since it was described.
    """
    where = path / "document.yaml"
    raw = read_yaml(where)
    if not isinstance(raw, Mapping):
        raise DocumentError(f"{where} must hold keys such as “label”, “language” and “sha256”")
    found = hashlib.sha256(_bytes(path / "text.txt")).hexdigest()
    if raw.get("sha256") != found:
        raise DocumentError(
            f"{path.name}/text.txt has changed: its SHA-256 is {found}, {where.name} says {raw.get('sha256')}; "
            "restore the text, or review the corrections and write the new value"
        )
    original = raw.get("original")
    return DocumentFolder(
        path=path,
        label=_bilingual(raw.get("label"), "label", where),
        language=_one_of(raw, "language", {"vi": "vi", "en": "en"}, where),
        held=_one_of(raw, "held", HELD, where),
        authority=_one_of(raw, "authority", AUTHORITY, where),
        source_note=_bilingual(raw.get("source_note"), "source_note", where),
        held_note=_bilingual(raw["held_note"], "held_note", where)
        if raw.get("held_note")
        else None,
        source_address=raw.get("source_address"),
        original_language=raw.get("original_language"),
        reviewed=bool(raw.get("reviewed")),
        original_sha256=original.get("sha256") if isinstance(original, Mapping) else None,
    )


def all_folders(data: Path | None = None) -> tuple[DocumentFolder, ...]:
    """Every document folder, by name. Raises DocumentError when there is none."""
    folders = known_folders(data)
    if not folders:
        raise DocumentError(
            f"there is no document folder in {documents_folder(data)}; add one, or name another "
            "place with --data"
        )
    return folders


def known_folders(data: Path | None = None) -> tuple[DocumentFolder, ...]:
    """Every document folder, by name; none where nothing has been ingested yet."""
    root = documents_folder(data)
    try:
        paths = sorted(
            path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")
        )
    except OSError:  # not there, not a folder, or not ours to read
        paths = []
    return tuple(load_folder(path) for path in paths)


def find_folder(name: str, data: Path | None = None) -> DocumentFolder:
    """The document folder with this name. Raises DocumentError naming the ones there are."""
    folders = {folder.slug: folder for folder in all_folders(data)}
    if name not in folders:
        raise DocumentError(f"there is no document “{name}”; there are: {', '.join(folders)}")
    return folders[name]
