"""Makes the support code of exported projects and the launcher of the wheel importable under their names."""

import sys
from pathlib import Path

PROJECT = Path(__file__).parent / "project"
sys.path.insert(0, str(PROJECT))
sys.path.insert(0, str(Path(__file__).parent / "wheel"))

# These tests belong to an exported project, which has a configuration and a pipeline.
collect_ignore = ["project/tests"]
