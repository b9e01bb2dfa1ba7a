"""Taking files into a corpus: for each document a folder with its text, its triples and its audit.

A document is recognised again by its number, year and issuer, or, where its text prints no number,
by the name of its file and the likeness of the texts. The same file changes nothing; a changed one
replaces the text and keeps the curator's corrections as far as they still fit. Each folder is made
beside its place and moved there when it is whole.
"""

import os
import shutil
import signal
import tempfile
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Any, Literal

import yaml

from mandategraph import build, extract, gazetteer, store, validate
from mandategraph.annotation import to_json
from mandategraph.build import corrections, differences
from mandategraph.build.documents import DocumentFolder, known_folders, load_folder
from mandategraph.build.relocation import relocated
from mandategraph.errors import InputError, MandategraphError
from mandategraph.gazetteer import Gazetteer
from mandategraph.model import Reading
from mandategraph.names import slug
from mandategraph.readers import SourceFile, read_file
from mandategraph.resources import own_documents_folder
from mandategraph.text import collapse, normalise

COUNTED = ("sections", "citations", "tasks", "targets", "reporting", "funding")
_SHINGLE = 3
_ALIKE = 0.5
"""Texts that share this part of their three-word sequences are versions of one document."""
_NOT_ALIKE = 0.2
"""Texts that share less than this part are not, whatever number they print."""
_STAGING = ".ingest-"
_STALE = 24 * 60 * 60
"""Seconds after which a staging folder is one that a killed run has left behind."""
_LABEL = 60
"""Characters of a title that stand in a label."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file.

    ``slug`` names the document and ``folder`` is where it is kept; ``counts`` says how many entries
    of each layer were read from the ``size`` bytes of text, and ``findings`` how many the audit has
    by severity. ``changes`` tells in words what differs from the version kept before, ``misfits``
    why corrections fit no longer, and ``warning`` what of the file could not be read.
    """

    file: str
    folder: Path
    state: Literal["new", "changed", "unchanged"]
    counts: dict[str, int]
    findings: dict[str, int]
    size: int
    changes: tuple[str, ...] = ()
    misfits: tuple[str, ...] = ()
    warning: str | None = None

    @property
    def slug(self) -> str:
        """The name of the folder."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be taken in, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What a corpus holds before: folders by name, and those names by what they hold.

    ``held`` is by the SHA-256 of what a folder came from, ``documents`` by the document's IRI.
    """

    root: Path
    slugs: frozenset[str]
    held: dict[str, str]
    documents: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Made:
    """A folder made beside its place, the IRI of its document, and what to say of it."""

    folder: Path
    document: str | None
    result: Ingested


def ingest(
    files: Sequence[str],
    data: Path | None = None,
    *,
    name: str | None = None,
    jobs: int | None = None,
) -> Generator[Ingested | Refused]:
    """Take files into the corpus ``data``; what became of each, in the order they are done.

    ``name`` is the folder for a single file; ``jobs`` is how many are read at once, as many as
    there are processors if not given. To close the iterator ends the reading at once. Raises InputError when the corpus cannot be written to.
    """
    root = own_documents_folder(data)
    try:
        root.mkdir(parents=True, exist_ok=True)
        _sweep(root)
        beside = Path(tempfile.mkdtemp(prefix=_STAGING, dir=root))
    except OSError as error:
        raise InputError(
            f"{root} cannot be written to ({error.strerror}); name a folder of yours with --data"
        ) from error
    try:
        yield from _ingest(files, _corpus(root, data), beside, name, jobs)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        _put_back(root)


def _sweep(root: Path) -> None:
    """Remove what runs that were killed have left behind."""
    for path in root.glob(f"{_STAGING}*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _STALE:
                shutil.rmtree(path)


def _corpus(root: Path, data: Path | None) -> _Corpus:
    _put_back(root)
    folders = known_folders(data)
    held: dict[str, str] = {}
    documents: dict[str, str] = {}
    for folder in folders:
        with suppress(MandategraphError):  # one that is not built holds no document yet
            facts = store.parse_turtle(folder.facts)
            documents.setdefault(store.document_of(facts, folder.facts), folder.slug)
        held[folder.source().sha256] = folder.slug
        if folder.original_sha256:
            held[folder.original_sha256] = folder.slug
    return _Corpus(root, frozenset(folder.slug for folder in folders), held, documents)


def _put_back(root: Path) -> None:
    """Undo an exchange of folders that was cut short between its two steps."""
    for old in root.glob(".*.old"):
        place = root / old.name.removeprefix(".").removesuffix(".old")
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(place)


def _ingest(
    files: Sequence[str], corpus: _Corpus, beside: Path, name: str | None, jobs: int | None
) -> Iterator[Ingested | Refused]:
    taken: dict[str, str] = {}
    with closing(_make_all(files, corpus, beside, name, jobs or os.cpu_count() or 1)) as all_made:
        for file, made in all_made:
            try:
                yield _kept(file, made(), taken)
            except MandategraphError as error:
                yield Refused(file, str(error).removeprefix(f"{file} "))
            except OSError as error:
                yield Refused(
                    file, f"it cannot be kept in {corpus.root} ({error.strerror or error})"
                )
            except BrokenProcessPool:
                yield Refused(file, "the process that read it ended; try it again on its own")
            except Exception as error:  # noqa: BLE001 - the other files are to be taken in all the same
                fault = f"{type(error).__name__}: {collapse(str(error))}"
                yield Refused(
                    file,
                    f"mandategraph failed over it, which is a fault of the program ({fault}); please "
                    "report it, with the file",
                )


def _kept(file: str, one: _Made, taken: dict[str, str]) -> Ingested:
    """What became of a file, its folder put in its place; ``taken`` are the files before it.

    Raises InputError where one of those was the same document.
    """
    place = one.result.folder
    other = taken.get(place.name) or taken.get(one.document or place.name)
    if other is not None:
        raise InputError(
            f"it is the same document as {other}, which was taken in just now; ingest it "
            "on its own to take it in as a new version of that"
        )
    if one.result.state != "unchanged":
        _exchange(one.folder, place)
    taken[place.name] = taken[one.document or place.name] = file
    return one.result


def _make_all(
    files: Sequence[str], corpus: _Corpus, beside: Path, name: str | None, jobs: int
) -> Generator[tuple[str, Callable[[], _Made]]]:
    """Each file with what gives its folder, or raises; several files are read at once."""
    places = [(file, beside / str(at)) for at, file in enumerate(files)]
    if len(files) == 1 or jobs == 1:
        for file, place in places:
            yield file, lambda file=file, place=place: _make(file, corpus, place, name)  # type: ignore[misc]
        return
    workers = min(jobs, len(files))
    others = set(active_children())
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin_worker
    ) as pool:
        try:
            with _interrupts_later():
                futures: dict[Future[_Made], str] = {
                    pool.submit(_make, file, corpus, place, name): file for file, place in places
                }
            for future in as_completed(futures):
                yield futures[future], future.result
        except (KeyboardInterrupt, GeneratorExit):
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(active_children()) - others:
                worker.terminate()
            raise


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Hold Ctrl-C back, also from the processes that are started meanwhile, for as long as they live."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _exchange(new: Path, place: Path) -> None:
    """Let a finished folder take its place; the old one goes when the new one stands there."""
    old = place.with_name(f".{place.name}.old")
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _make(file: str, corpus: _Corpus, place: Path, name: str | None) -> _Made:
    """Read a file and make its folder inside ``place``."""
    source = read_file(file)
    before = corpus.held.get(source.sha256) or corpus.held.get(source.text.sha256)
    if before is not None and name in (None, before):
        size = len(source.text.text.encode("utf-8"))
        return _Made(place, None, Ingested(file, corpus.root / before, "unchanged", {}, {}, size))
    reading = extract.read(source.text, gazetteer.load())
    wanted = name or _slug(source, reading, corpus)
    made = _make_folder(file, source, reading, corpus, place / wanted)
    holder = corpus.documents.get(made.document or "", wanted)
    if holder == wanted:
        return made
    if name is not None:
        raise InputError(
            f"it is the document that {corpus.root / holder} holds, and a document has one folder; "
            "leave --name out to take it in as a new version of that"
        )
    return _make_folder(file, source, reading, corpus, place / "again" / holder)


def _make_folder(
    file: str, source: SourceFile, reading: Reading, corpus: _Corpus, place: Path
) -> _Made:
    """Make the folder ``place`` for a file that was read: a new one, or that of the same name anew."""
    names = gazetteer.load()
    wanted = place.name
    kept = load_folder(corpus.root / wanted) if wanted in corpus.slugs else None
    misfits: tuple[str, ...] = ()
    if kept is None:
        place.mkdir(parents=True)
        description = _description(source, reading, names)
    else:
        _must_be_a_version(kept, source)
        shutil.copytree(kept.path, place)
        description = _described_anew(kept, source)
        misfits = _carry_over(kept, reading, names, place)
    text = source.text.text.encode("utf-8")
    (place / "text.txt").write_bytes(text)
    (place / "document.yaml").write_text(description, encoding="utf-8")
    built = build.build_document(load_folder(place), names)
    built.keep()
    report = validate.validate(store.of_folders([built.folder]), [built.document])
    (place / "audit.json").write_text(validate.render(report, "json", "en"), encoding="utf-8")
    return _Made(
        place,
        built.document,
        Ingested(
            file,
            corpus.root / wanted,
            "new" if kept is None else "changed",
            {layer: len(getattr(built.reading, layer)) for layer in COUNTED},
            {str(level): number for level, number in report.count().items()},
            len(text),
            () if kept is None else tuple(_changes(kept, built.reading, names)),
            misfits,
            source.warning,
        ),
    )


# Which document it is


def _slug(source: SourceFile, reading: Reading, corpus: _Corpus) -> str:
    """The name of the document's folder: of the one it is a version of, or a free one."""
    facts = reading.document
    parts = [facts.jurisdiction, facts.type, facts.number]
    if facts.number is not None:
        printed = " ".join(part.value for part in parts if part is not None)
        return slug(f"{printed} {facts.date.value[:4] if facts.date else ''}")
    stem = slug(Path(source.name).stem) or source.text.sha256[:10]
    for wanted in (stem, *(f"{stem}-{again}" for again in range(2, len(corpus.slugs) + 3))):
        if wanted not in corpus.slugs or _alike(
            source.text.text, load_folder(corpus.root / wanted).source().text
        ):
            return wanted
    return f"{stem}-{source.text.sha256[:10]}"


def _alike(one: str, other: str, share: float = _ALIKE) -> bool:
    first, second = _shingles(one), _shingles(other)
    return len(first & second) >= share * max(len(first | second), 1)


def _must_be_a_version(kept: DocumentFolder, source: SourceFile) -> None:
    """Raise InputError for a text that cannot be that of the document in the folder."""
    if not _alike(source.text.text, kept.source().text, _NOT_ALIKE):
        raise InputError(
            f"it has hardly a sentence in common with the text that {kept.path} holds, though both go "
            "by that name or number; look at both, and remove or rename that folder if this text is to "
            "take its place"
        )


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = normalise(text).split()
    return {tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}


# What is said of it

_HEAD = """\
# Filled in from the text when it was ingested. Null is what the text does not tell: fill it in.
#   held: complete, excerpt or truncated (how much of the document the text is)
#   authority: official, excerpt, press, web or unstated (what kind of copy it is)
#   reviewed: true when somebody has read every fact beside the text
"""


def _description(source: SourceFile, reading: Reading, names: Gazetteer) -> str:
    """A new ``document.yaml``."""
    file = Path(source.name).name
    vi, en = _notes(file)
    signed = reading.signatory is not None and reading.signatory.name is not None
    raw = {
        "label": _label(source, reading, names),
        "language": reading.document.language,
        "sha256": source.text.sha256,
        "reviewed": False,
        "held": "complete" if signed and not source.unread else None,
        "authority": None,
        "source_note": {"vi": vi, "en": en},
        "source_address": None,
        "original": {"name": file, "kind": str(source.kind), "sha256": source.sha256},
    }
    return _HEAD + yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=110)


def _label(source: SourceFile, reading: Reading, names: Gazetteer) -> dict[str, str]:
    """A short name in both languages: kind, number and place; title or file for a missing number."""
    facts = reading.document
    kind = names.kind_annotated(facts.type.value) if facts.type else None
    place = names.jurisdiction_named(facts.jurisdiction.value) if facts.jurisdiction else None
    vi, en = (kind.name_vi, kind.name_en) if kind else ("Văn bản", "Document")
    if facts.number is not None:
        vi, en = f"{vi} {facts.number.value}", f"{en} {facts.number.value}"
    if place is not None:
        vi, en = f"{vi} ({place.name_vi})", f"{en} ({place.name_en})"
    if facts.number is None:
        own = (kind.name_vi, kind.name_en) if kind else ()
        called = _called(facts.title.value, own) if facts.title else Path(source.name).stem
        if called:
            vi, en = f"{vi}: {called}", f"{en}: {called}"
    return {"vi": vi, "en": en}


def _called(title: str, kinds: tuple[str, ...]) -> str:
    """The first words of a title, without the kind of document when it begins with that."""
    words = collapse(title)
    for kind in kinds:
        if f"{words} ".casefold().startswith(f"{kind} ".casefold()):
            words = words[len(kind) :].lstrip()
            break
    return textwrap.shorten(words, _LABEL, placeholder="…")


def _described_anew(kept: DocumentFolder, source: SourceFile) -> str:
    """The kept ``document.yaml`` for another text: what was said of the old file is said of the new.

    What a person wrote there stays, but for ``reviewed``: the new text has been read by nobody.
    """
    words = (kept.path / "document.yaml").read_text(encoding="utf-8")
    before = yaml.safe_load(words).get("original") or {}
    old, new = str(before.get("name", "")), Path(source.name).name
    changes = [
        (kept.source().sha256, source.text.sha256),
        (str(before.get("sha256", "")), source.sha256),
        *((old, new) for old, new in zip(_notes(old), _notes(new), strict=True)),
        (f"\n  name: {old}\n", f"\n  name: {new}\n"),
        (f"\n  kind: {before.get('kind')}\n", f"\n  kind: {source.kind}\n"),
        ("reviewed: true", "reviewed: false"),
    ]
    for was, now in changes:
        words = words.replace(was, now) if was else words
    return words


def _notes(file: str) -> tuple[str, str]:
    """Where a text is from, in Vietnamese and English, as long as nobody says more."""
    return f"Lấy từ tệp {file}.", f"Taken from the file {file}."


# What a curator had corrected, and what is different now


def _carry_over(
    kept: DocumentFolder, reading: Reading, names: Gazetteer, place: Path
) -> tuple[str, ...]:
    """Write the corrections that fit the new text; why the others do not.

    Where any was moved or left out, the file as it was stands beside as ``corrections-before.yaml``.
    """
    before = corrections.load(kept.corrections, names)
    moved, gone = relocated(before, kept.source().text, reading.source.text)
    fit, misfits = corrections.fitting(reading, moved, names, _vietnamese(reading, names))
    if fit != before:
        shutil.copyfile(kept.corrections, place / "corrections-before.yaml")
        (place / "corrections.yaml").write_text(differences.write(fit), encoding="utf-8")
    return (*gone, *misfits)


def _vietnamese(reading: Reading, names: Gazetteer) -> Callable[[str], str | None]:
    return lambda name: build.vietnamese_name(names, reading, name)


_PLACES = ("start", "offset", "end")


def _changes(kept: DocumentFolder, now: Reading, names: Gazetteer) -> Iterator[str]:
    """What differs between the version kept and the one read now, in words."""
    before, _ = build.read_document(kept, names)
    old, new = (Counter(one.source.text.splitlines()) for one in (before, now))
    yield f"text: lines new: {(new - old).total()}, lines gone: {(old - new).total()}"
    annotations = [_without_places(to_json(one, _vietnamese(one, names))) for one in (before, now)]
    for layer in ("defects", "recipients", "notes"):  # only lines: what stands in both is the same
        lines = [one.pop(layer, []) for one in annotations]
        yield from (f"{layer}: new: “{line}”" for line in lines[1] if line not in lines[0])
        yield from (f"{layer}: gone: “{line}”" for line in lines[0] if line not in lines[1])
    for one in differences.differences(*annotations):
        title = one.target if isinstance(one.target, str) else _title(one)
        if one.action == "change":
            yield f"{one.layer}: “{title}”: {', '.join(one.values)}"
        else:
            yield f"{one.layer}: {'new' if one.action == 'add' else 'gone'}: “{title}”"


def _title(one: corrections.Correction) -> str:
    return corrections.entry_title(one.layer, one.target)


def _without_places(annotation: dict[str, Any]) -> dict[str, Any]:
    """An annotation without offsets, which say nothing of what the document says."""
    return {
        layer: [_without(entry) for entry in entries] if isinstance(entries, list) else entries
        for layer, entries in annotation.items()
    }


def _without(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {
        key: value for key, value in entry.items() if key not in _PLACES or isinstance(value, str)
    }
