"""Asking the store: parameters are put in their places, and only questions are let through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from mandategraph.errors import QueryError
from mandategraph.names import PREFIXES
from mandategraph.query.catalogue import Parameter, Question, parameters_of, slot
from mandategraph.query.syntax import explained, names_graphs, refuse_services
from mandategraph.query.terms import term
from mandategraph.store import holds_union

Results: TypeAlias = QuerySolutions | QueryTriples | QueryBoolean


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a question is asked of: together, and those that GRAPH may name."""

    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()


def run(
    store: Store,
    question: Question | str,
    parameters: Mapping[str, str] | None = None,
    *,
    dataset: Dataset | None = None,
) -> Results:
    """The results of a question of the catalogue, or of SPARQL text.

    It is asked of all graphs together, unless ``dataset`` or the text itself (FROM) names others.
    Parameters not given, or given empty, keep their defaults. Raises QueryError for a parameter
    that the question does not have or a value not of its type; QueryServiceError for a call to
    another service; QuerySyntaxError, with line and column, for an update and for text that is not
    SPARQL.
    """
    text, known = (
        (question, parameters_of(question))
        if isinstance(question, str)
        else (question.text, question.parameters)
    )
    bound = bind(text, known, parameters or {})
    refuse_services(bound)
    prefixes = dict(PREFIXES)
    try:
        if dataset is not None:
            return store.query(
                bound,
                default_graph=[*dataset.default],
                named_graphs=[*dataset.named],
                prefixes=prefixes,
            )
        union = not (holds_union(store) or names_graphs(bound))
        return store.query(bound, use_default_graph_as_union=union, prefixes=prefixes)
    except SyntaxError as error:
        raise explained(bound, str(error)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the question cannot be answered: {error}") from error


def bind(text: str, known: tuple[Parameter, ...], given: Mapping[str, str]) -> str:
    """The text with the values given in the places of their parameters."""
    by_name = {parameter.name: parameter for parameter in known}
    for name, value in given.items():
        if name not in by_name:
            those = ", ".join(by_name) or "none"
            raise QueryError(f"the question has no parameter “{name}”; its parameters: {those}")
        if value.strip():
            text = _filled(text, name, str(term(by_name[name].kind, value.strip(), name)))
    return text


def _filled(text: str, name: str, value: str) -> str:
    return slot(name).sub(lambda match: f"{match[1]} {value} {match[3]}", text)


def with_defaults(question: Question) -> dict[str, str]:
    """The values with which a question is asked when none are given."""
    return {one.name: one.default for one in question.parameters if one.default is not None}
