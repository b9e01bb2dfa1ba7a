"""``python -m mandategraph.cli``."""

from mandategraph.cli import main

if __name__ == "__main__":
    main()
