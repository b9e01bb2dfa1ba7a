"""Draws ``model-en.svg`` and ``model-vi.svg``, the picture of the model that the README shows.

A test compares them with the ontology as it is. Run it from anywhere: ``python scripts/draw_model.py``.
"""

from pathlib import Path

from mandategraph.model_diagram import LANGUAGES, picture, svg
from mandategraph.names import MG

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write both pictures."""
    for language in LANGUAGES:
        drawn = svg(picture(language), MG, alone=True)
        (ROOT / f"model-{language}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
