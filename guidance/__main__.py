"""``python -m guidance``: the command line without an installed script."""

from guidance.cli import main

if __name__ == "__main__":
    main()
