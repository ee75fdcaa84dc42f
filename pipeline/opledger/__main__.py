"""``python -m opledger`` is ``opledger``."""

from opledger.cli import main

if __name__ == "__main__":
    main()
