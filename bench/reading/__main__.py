"""Time and memory of a reading, for texts that grow tenfold, beside spaCy on the same texts.

    python -m bench.reading [--sizes 10,100,1000,10000] [--peer PYTHON] [--texts FILE…]

The texts are the five documents of the project, one after the other, again and again, up to each
size (in thousands of characters). The peer is spaCy's multilingual tokenizer with its PhraseMatcher
for the same names of bodies and technologies (`pip install spacy`, in an environment of its own if
you like: --peer is its Python). That is less than a reading: no parts, orders, roles, times,
targets. What matters is the ratio, and that both columns of ratios stay flat while texts grow.

Each measurement is a process of its own: CPU seconds without start-up, and the peak of its memory.
With --texts, real documents are read instead, each by five processes one after the other; the least
of their times is what the reading takes where nothing else disturbs it.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

THOUSAND = 1000
USUAL = 60_000
"""Bytes of a long plan, to which the times of real documents are brought."""
TRIES = 5
_PEER = """
import json, resource, sys, time
import spacy
from spacy.matcher import PhraseMatcher
names, text = json.load(open(sys.argv[1], encoding="utf-8")), open(sys.argv[2], encoding="utf-8").read()
nlp = spacy.blank("xx")
nlp.max_length = 10 ** 9
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
matcher.add("NAME", [nlp.make_doc(name) for name in names])
nlp.make_doc("a")
began = time.process_time()
found = sum(len(matcher(nlp.make_doc(part))) for part in text.split("\\n\\n"))
took = time.process_time() - began
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, found]))
"""


def sample(characters: int) -> str:
    """The documents of the project, repeated up to so many characters."""
    from mandategraph.build.documents import all_folders  # noqa: PLC0415  see ``read_one``

    whole = "\n\n".join(folder.source().text for folder in all_folders())
    return (whole * (characters // len(whole) + 1))[:characters]


def read_one(path: str) -> None:
    """Print CPU seconds, peak memory (KiB) and tasks of reading one text, in this process."""
    # Only here, so that the process that starts the others stays small and says nothing of them.
    from mandategraph import extract, gazetteer  # noqa: PLC0415
    from mandategraph.build.documents import all_folders  # noqa: PLC0415
    from mandategraph.text import read_bytes  # noqa: PLC0415

    names = gazetteer.load()
    for folder in all_folders():  # the rules of each language are compiled when first used
        extract.read(folder.source(), names)
    source = read_bytes(Path(path).read_bytes())
    began = time.process_time()
    reading = extract.read(source, names)
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([took, peak, len(reading.tasks)]))


def _run(command: list[str]) -> tuple[float, int, int]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.strip().splitlines()[-1]}")
    took, peak, found = json.loads(done.stdout)
    return took, peak, found


def _names() -> list[str]:
    """What the peer looks for: every form of every body and technology."""
    from mandategraph import gazetteer  # noqa: PLC0415  see ``read_one``

    known = gazetteer.load()
    forms = {
        form for one in known.functions.values() for form in (one.name_vi, one.name_en, *one.forms)
    }
    forms |= {
        form
        for one in known.technologies.values()
        for form in (one.name_vi, one.name_en, *one.words)
    }
    return sorted(forms)


def _real(texts: list[str]) -> None:
    """Print a table of what real documents take."""
    print("| text | kB | reading, CPU s | for 60 kB |")
    print("|---|---:|---:|---:|")
    for text in texts:
        size = Path(text).stat().st_size
        command = [sys.executable, "-m", "bench.reading", "--read", text]
        least = min(_run(command)[0] for _ in range(TRIES))
        name, scaled = Path(text).stem, least * USUAL / size
        print(f"| {name} | {size / THOUSAND:.0f} | {least:.2f} | {scaled:.2f} |", flush=True)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--sizes", default="10,100,1000,10000", help="thousands of characters")
    parser.add_argument("--peer", default=sys.executable, help="the Python that has spaCy")
    parser.add_argument("--texts", nargs="+", default=[], help="real documents to read instead")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        read_one(arguments.read)
        return
    if arguments.texts:
        _real(arguments.texts)
        return
    print(
        "| characters | reading, CPU s | per 100 kB | peak MB | spaCy, CPU s | peak MB | time ratio | memory ratio |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        names, text = Path(scratch, "names.json"), Path(scratch, "text.txt")
        names.write_text(json.dumps(_names()), encoding="utf-8")
        for size in (int(part) * THOUSAND for part in arguments.sizes.split(",")):
            text.write_text(sample(size), encoding="utf-8")
            ours, our_peak, _ = _run([sys.executable, "-m", "bench.reading", "--read", str(text)])
            took, peak, _ = _run([arguments.peer, "-c", _PEER, str(names), str(text)])
            print(
                f"| {size:,} | {ours:.2f} | {ours * 100 * THOUSAND / size:.2f} | {our_peak / 1024:.0f} "
                f"| {took:.2f} | {peak / 1024:.0f} | {ours / took:.1f} | {our_peak / peak:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
