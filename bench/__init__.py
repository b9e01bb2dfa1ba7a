"""Measurements of what mandategraph does, each beside something to compare it with."""
