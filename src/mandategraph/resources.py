"""Where the data folders are: in the installed package, or beside ``src/`` in a checkout."""

import os
from pathlib import Path

from mandategraph.errors import DataError, InputError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The data folder ``ontology``, ``shapes``, ``queries`` or ``graph``.

    Raises DataError when it is in neither place.
    """
    for place in (_PACKAGE / name, _CHECKOUT / name):
        if place.is_dir():
            return place
    raise DataError(f"the folder {name}/ is missing from the installation; reinstall mandategraph")


def documents_folder(data: Path | None = None) -> Path:
    """The folder that holds one folder a document.

    ``data`` (``--data``) or the environment variable ``MANDATEGRAPH_DATA`` name a corpus of the
    user's own; without them it is the corpus that comes with mandategraph.
    """
    own = data or os.environ.get("MANDATEGRAPH_DATA")
    return Path(own) / "documents" if own else folder("graph") / "documents"


def own_documents_folder(data: Path | None = None) -> Path:
    """The folder to which documents may be added: ``documents_folder``, unless it is installed.

    Raises InputError when it would be inside the installed package.
    """
    place = documents_folder(data)
    if place.is_relative_to(_PACKAGE):
        raise InputError(
            "name a folder for your corpus with --data DIR (or MANDATEGRAPH_DATA): the installed "
            "package is not the place for it"
        )
    return place
