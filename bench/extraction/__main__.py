"""Score the machine's reading of texts against annotations made by hand.

    python -m bench.extraction                     the five documents of this project
    python -m bench.extraction FOLDER …            texts of a folder with FOLDER/gold/<name>.json
    python -m bench.extraction --misses FOLDER …   and each difference in words

A text is read anew without any correction. Prints a Markdown table: per document and layer the F1,
then precision and recall, then how many entries are right, given and wanted
(for ``document``, ``theme`` and the ``values`` the share that is right, for ``agencies`` the
recall), and the CPU time of the reading.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.extraction.score import Count, Json, Score, score
from mandategraph import build, extract, gazetteer
from mandategraph.annotation import as_written, to_json
from mandategraph.build.documents import all_folders
from mandategraph.text import SourceText, read_bytes

GOLD = Path(__file__).resolve().parents[2] / "tests" / "data" / "gold"
RECALL_ONLY = ("agencies",)
LAYERS = (
    "document", "citations", "tasks", "lead", "coordinate", "deadlines", "agencies", "agency names",
    "technology", "theme", "targets", "target values", "reporting", "reporting values", "funding",
    "sections", "objectives", "recipients", "signatory",
)  # fmt: skip

Case = tuple[str, SourceText, Json]


def committed() -> Iterator[Case]:
    """The documents of the project, each with the annotation that readers made of it."""
    for folder in all_folders():
        yield folder.slug, folder.source(), _json(GOLD / f"{folder.slug}.json")


def folder_of_texts(folder: Path) -> Iterator[Case]:
    """The texts of a folder that have an annotation in its ``gold``, or stop with a message."""
    annotations = sorted((folder / "gold").glob("*.json"))
    if not annotations:
        sys.exit(f"{folder} holds no gold/*.json; put each annotation there, named as its text")
    for annotation in annotations:
        texts = [
            path
            for path in sorted(folder.glob(f"{annotation.stem}*"))
            if path.suffix in (".md", ".txt")
        ]
        if len(texts) != 1:
            sys.exit(
                f"{annotation} must have one text beside it: {folder}/{annotation.stem}*.md or .txt"
            )
        yield annotation.stem, read_bytes(texts[0].read_bytes(), texts[0].name), _json(annotation)


def _json(path: Path) -> Json:
    read: Json = json.loads(path.read_text(encoding="utf-8"))
    return read


def measure(case: Case, names: gazetteer.Gazetteer) -> tuple[Score, float]:
    """The score of one text, and the seconds of CPU that its reading took."""
    _, source, gold = case
    began = time.process_time()
    reading = extract.read(source, names)
    took = time.process_time() - began
    machine = to_json(reading, lambda name: build.vietnamese_name(names, reading, name))
    return score(source.text, as_written(machine, reading), gold), took


def table(rows: list[tuple[str, int, Score, float]]) -> str:
    """The scores as a Markdown table: a layer a line, a document a column, and all together."""
    total = Score()
    for _, _, found, _ in rows:
        for layer, count in found.counts.items():
            together = total.count(layer)
            together += count
    everything = ("**all**", sum(row[1] for row in rows), total, sum(row[3] for row in rows))
    columns = [*rows, everything]
    lines = [
        "| layer | " + " | ".join(name for name, *_ in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for layer in LAYERS:
        cells = (_cell(layer, found.counts.get(layer, Count())) for _, _, found, _ in columns)
        lines.append(f"| {layer} | {' | '.join(cells)} |")
    lines.append("| kB | " + " | ".join(f"{size / 1000:.0f}" for _, size, _, _ in columns) + " |")
    lines.append("| CPU s | " + " | ".join(f"{took:.2f}" for *_, took in columns) + " |")
    return "\n".join(lines)


def _cell(layer: str, count: Count) -> str:
    """F1 (or the recall alone); precision and recall; right, given and wanted."""
    counts = f"{count.right}/{count.given}/{count.wanted}"
    if layer in RECALL_ONLY:
        return "–" if count.recall is None else f"{count.recall:.3f} ({counts})"
    if count.f1 is None:
        return "–"
    shown = (f"{part:.2f}" if part is not None else "–" for part in (count.precision, count.recall))
    return f"{count.f1:.3f} ({', '.join(shown)}; {counts})"


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--misses", action="store_true", help="list each difference")
    arguments = parser.parse_args()
    names = gazetteer.load()
    cases = (
        [case for folder in arguments.folders for case in folder_of_texts(folder)]
        if arguments.folders
        else list(committed())
    )
    rows = [(case[0], case[1].size, *measure(case, names)) for case in cases]
    print(table(rows))
    if arguments.misses:
        for name, _, found, _ in rows:
            print(f"\n## {name}\n")
            print("\n".join(f"- {miss}" for miss in found.misses) or "no difference")


if __name__ == "__main__":
    main()
