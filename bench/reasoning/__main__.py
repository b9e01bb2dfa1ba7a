"""Time and memory of reasoning, for facts that grow tenfold, beside owlrl on the same facts.

    python -m bench.reasoning [--sizes 10000,100000,1000000] [--peer-to 100000]

The facts are those of the project's documents, again and again under other names, up to each size,
with the ontology and the authority files. Each measurement is a process of its own: CPU seconds
from triples in a store to all that follows, and the peak of its memory. Then one document more is
added, and its time is measured too. The peer infers in an rdflib graph of the same triples; above
--peer-to it is not run, for it takes hours. What both infer is compared in tests/reason.
"""

import argparse
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import pyoxigraph as ox

_KILO = 1024
_DOCUMENT = "mandategraph/id/doc/"
_NUMBER = 'ontology#normalizedNumber> "'


def facts(size: int) -> Iterator[list[ox.Triple]]:
    """Triples in parts: model and lists first, then documents, up to ``size`` and one document more."""
    from mandategraph.build.documents import all_folders  # noqa: PLC0415 - see ``measure``
    from mandategraph.resources import folder  # noqa: PLC0415
    from mandategraph.store import parse_turtle, turtle_files  # noqa: PLC0415

    paths = [*turtle_files("ontology"), *sorted((folder("graph") / "authority").glob("*.ttl"))]
    model = [triple for path in paths for triple in parse_turtle(path)]
    yield model
    count = len(model)
    documents = [_written(parse_turtle(one.facts)) for one in all_folders()]
    for again in itertools.count():
        for raw in documents:
            renamed = raw.replace(_DOCUMENT, f"{_DOCUMENT}{again}-") if again else raw
            # Number, issuer and date are the key of a document: another copy has another number.
            renamed = renamed.replace(_NUMBER, f"{_NUMBER}{again}-") if again else renamed
            part = [
                quad.triple for quad in ox.parse(renamed.encode(), format=ox.RdfFormat.N_TRIPLES)
            ]
            yield part
            count += len(part)
            if count >= size:
                return


def _written(triples: list[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def measure(engine: str, size: int) -> None:
    """Print what one engine needs for so many facts, in this process."""
    *before, last = facts(size)
    triples = [triple for part in before for triple in part]
    took, inferred, again = _ours(triples, last) if engine == "ours" else _theirs(triples)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILO
    print(json.dumps([len(triples), took, peak, inferred, again]))


def _ours(triples: list[ox.Triple], last: list[ox.Triple]) -> tuple[float, int, float]:
    from mandategraph.reason import Closure  # noqa: PLC0415 - only the engine that is measured

    closure = Closure()
    closure.state(triples)
    began = time.process_time()
    closure.infer()
    took = time.process_time() - began
    inferred = sum(1 for _ in closure.inferred())
    began = time.process_time()
    closure.add(last)
    return took, inferred, time.process_time() - began


def _theirs(triples: list[ox.Triple]) -> tuple[float, int, float]:
    import owlrl  # noqa: PLC0415 - only the engine that is measured
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph().parse(data=_written(triples), format="nt")
    stated = len(graph)
    began = time.process_time()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return time.process_time() - began, len(graph) - stated, 0.0


def _run(engine: str, size: int) -> tuple[int, float, float, int, float]:
    command = [sys.executable, "-m", "bench.reasoning", "--engine", engine, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{engine} failed: {done.stderr.strip().splitlines()[-1]}")
    count, took, peak, inferred, again = json.loads(done.stdout)
    return count, took, peak, inferred, again


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.reasoning", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of facts")
    parser.add_argument("--peer-to", type=int, default=100_000, help="the most facts for owlrl")
    parser.add_argument("--engine", choices=("ours", "owlrl"), help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        measure(arguments.engine, arguments.size)
        return
    print(
        "| facts | inferred | mandategraph, CPU s | per 100,000 | peak MB | one document more, CPU s "
        "| owlrl, CPU s | peak MB | time ratio |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in map(int, arguments.sizes.split(",")):
        count, ours, peak, inferred, again = _run("ours", size)
        row = (
            f"| {count:,} | {inferred:,} | {ours:.2f} | {ours * 100_000 / count:.2f} | {peak:.0f} "
            f"| {again:.2f} "
        )
        if size <= arguments.peer_to:
            _, theirs, their_peak, _, _ = _run("owlrl", size)
            row += f"| {theirs:.1f} | {their_peak:.0f} | 1/{theirs / ours:.0f} |"
        else:
            row += "| – | – | – |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
