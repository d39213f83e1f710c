"""Makes the support code of exported projects importable, under the name that it has here."""

import sys
from pathlib import Path

PROJECT = Path(__file__).parent / "project"
sys.path.insert(0, str(PROJECT))

# These tests belong to an exported project, which has a configuration and a pipeline.
collect_ignore = ["project/tests"]
