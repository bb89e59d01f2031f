"""Run the command as a module."""

import sys

from . import main

sys.exit(main())
