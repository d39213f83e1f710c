"""Makes a run depend on its configuration only: threads, hashing and global random generators."""

from __future__ import annotations

import os
import random
import subprocess
import sys

_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def fix_hashes() -> None:
    """Start this program again with PYTHONHASHSEED=0, unless it is set: Python reads it only at its start."""
    if "PYTHONHASHSEED" in os.environ:
        return
    os.environ["PYTHONHASHSEED"] = "0"
    command = [sys.executable, *sys.orig_argv[1:]]
    if os.name == "posix":
        os.execv(sys.executable, command)
    sys.exit(subprocess.call(command))


def pin_threads(threads: int) -> None:
    """Fix the number of threads; call it before numpy is imported, which reads these variables once."""
    for name in _THREADS:
        os.environ[name] = str(threads)


def seed_everything(seed: int, threads: int) -> None:
    """Seed the global generators of what is imported by now; seeds in the pipeline come later and win."""
    import threadpoolctl

    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        torch.manual_seed(seed)
        torch.set_num_threads(threads)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(seed)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(seed)
    threadpoolctl.threadpool_limits(threads)
