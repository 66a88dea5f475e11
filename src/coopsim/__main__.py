"""Let ``python -m coopsim`` be the command ``coopsim``."""

from __future__ import annotations

import sys

from coopsim.cli import main

if __name__ == "__main__":
    sys.exit(main())
