"""All tests; whoever runs one finds what was compiled before."""

import os
import sys

# Container images forbid it; each test process would compile all sources anew, and so would all that it starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
