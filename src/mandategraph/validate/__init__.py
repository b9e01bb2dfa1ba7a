"""The audit: what a good plan states and a text leaves unsaid, found by SHACL, with its words.

The rules are the Turtle files of ``shapes/``; pySHACL runs them over each document on its own.
"""

from mandategraph.validate.findings import (
    SEVERITIES,
    UNJUDGED,
    Finding,
    Report,
    Rule,
    Severity,
    State,
    Words,
    by_rule,
)
from mandategraph.validate.render import FORMATS, render, spreadsheet_cell
from mandategraph.validate.rules import LAYERS, Rules, read_rules
from mandategraph.validate.run import held_documents, validate, validate_graph

LEVELS = SEVERITIES
"""What ``Report.fails`` may be asked for."""

__all__ = [
    "FORMATS",
    "LAYERS",
    "LEVELS",
    "SEVERITIES",
    "UNJUDGED",
    "Finding",
    "Report",
    "Rule",
    "Rules",
    "Severity",
    "State",
    "Words",
    "by_rule",
    "held_documents",
    "read_rules",
    "render",
    "spreadsheet_cell",
    "validate",
    "validate_graph",
]
