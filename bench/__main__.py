"""`python -m bench` does what `python bench/run.py` does; the files here are scripts, not a package."""

import subprocess
import sys
from pathlib import Path

sys.exit(subprocess.call([sys.executable, Path(__file__).with_name("run.py"), *sys.argv[1:]]))
