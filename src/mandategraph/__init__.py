"""A knowledge graph of directives, plans, tasks, agencies and technologies, with its evidence."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mandategraph.api import open_graph as open  # noqa: A004  mandategraph.open() reads well

__all__ = ["open"]


def __getattr__(name: str) -> Any:
    """``mandategraph.open``, loaded when it is first asked for: a command line starts faster."""
    if name == "open":
        from mandategraph.api import open_graph  # noqa: PLC0415  see above

        return open_graph
    raise AttributeError(f"module 'mandategraph' has no attribute {name!r}")
