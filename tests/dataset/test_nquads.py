"""Everything as one file of N-Quads: it reloads to the same graph, and two exports are the same."""

import subprocess
import sys

import pyoxigraph as ox
import rdflib
from rdflib.compare import isomorphic

from mandategraph import export
from mandategraph.store import open_store

GRAPH = "https://w3id.org/mandategraph/graph/"
GENID = "https://w3id.org/mandategraph/.well-known/genid/"
STRING = "http://www.w3.org/2001/XMLSchema#string"


def test_a_fresh_store_holds_the_same_quads(store, reloaded):
    kept = {str(q) for q in store if is_named(q)}
    back = {str(q) for q in reloaded if not is_made_here(q)}

    assert len(kept) > 40_000
    assert back == kept


def test_every_graph_is_in_it_with_the_descriptions(store, reloaded):
    graphs = {str(name) for name in reloaded.named_graphs()}

    assert graphs - {str(name) for name in store.named_graphs()} == {
        f"<{GRAPH}dataset>",
        f"<{GRAPH}provenance>",
    }
    assert f"<{GRAPH}inferred>" in graphs


def test_what_was_blank_is_the_same_but_for_names(reloaded, files):
    """The ontology of the export is isomorphic to that of the files, blank nodes for IRIs of ours."""
    back = rdflib.Graph()
    graph = ox.NamedNode(f"{GRAPH}ontology")
    lines = [f"{q.triple} ." for q in reloaded.quads_for_pattern(None, None, None, graph)]
    back.parse(data="\n".join(lines), format="nt")
    blank = rdflib.Graph()
    for triple in back:
        blank.add(tuple(map(as_blank, triple)))

    assert any(GENID in line for line in lines)
    assert isomorphic(blank, files[f"{GRAPH}ontology"])


def as_blank(term):
    """A blank node for an IRI that stands for one."""
    return rdflib.BNode(term[len(GENID) :]) if str(term).startswith(GENID) else term


def test_rdflib_reads_the_same_quads(reloaded, in_rdflib):
    ours = {(*map(key, (q.subject, q.predicate, q.object)), q.graph_name.value) for q in reloaded}
    theirs = {(*map(rdflib_key, (s, p, o)), str(g)) for s, p, o, g in in_rdflib.quads()}

    assert theirs == ours


def key(term):
    """A term of pyoxigraph as a tuple."""
    if isinstance(term, ox.Literal):
        return (term.value, term.language, term.datatype.value if not term.language else None)
    return (term.value,)


def rdflib_key(term):
    """A term of rdflib as such a tuple."""
    if isinstance(term, rdflib.Literal):
        datatype = None if term.language else str(term.datatype or STRING)
        return (str(term), term.language, datatype)
    return (str(term),)


def test_there_is_no_blank_node(nquads):
    quads = list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))

    assert quads
    assert not [quad for quad in quads if has_blank(quad)]


def test_two_exports_are_the_same_bytes(nquads):
    """Each reading of the files numbers blank nodes anew; the export does not show it."""
    assert export.export(open_store(), "nq") == nquads


def test_graphs_follow_one_another_and_each_is_sorted(nquads):
    lines = nquads.decode("utf-8").splitlines()
    graphs = list(dict.fromkeys(line.rsplit(" ", 2)[1] for line in lines))
    by_graph = [[line for line in lines if line.endswith(f" {one} .")] for one in graphs]

    assert [line for found in by_graph for line in found] == lines
    kept = [name for name in graphs if name not in (f"<{GRAPH}dataset>", f"<{GRAPH}provenance>")]
    assert kept == sorted(kept)
    assert len(set(lines)) == len(lines)


def test_turtle_and_json_ld_are_the_same_bytes_each_time(store):
    again = open_store()
    for form in ("ttl", "jsonld"):
        assert export.export(store, form) == export.export(again, form)


def test_the_command_prints_it_and_writes_it(nquads, tmp_path):
    command = [sys.executable, "-m", "mandategraph.cli", "export", "nq"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    subprocess.run([*command, "-o", tmp_path / "all.nq"], check=True)

    assert printed == nquads
    assert (tmp_path / "all.nq").read_bytes() == nquads


def has_blank(quad):
    """Whether a blank node stands in a quad."""
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def is_named(quad):
    """Whether a quad is in a named graph."""
    return not isinstance(quad.graph_name, ox.DefaultGraph)


def is_made_here(quad):
    """Whether a quad is of the descriptions, which no store holds."""
    return quad.graph_name.value in (f"{GRAPH}dataset", f"{GRAPH}provenance")
