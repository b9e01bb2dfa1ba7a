"""Reasoning: what follows from the stated triples by OWL 2 RL, and why."""

from mandategraph.reason.closure import Closure
from mandategraph.reason.proofs import Proof, Prover
from mandategraph.reason.rules import Rule, rules

__all__ = ["Closure", "Proof", "Prover", "Rule", "rules"]
