"""The package as a whole: what importing it costs."""

import subprocess
import sys


def test_importing_the_package_loads_neither_torch_nor_pooch():
    program = "import sys, data; print(sorted({'torch', 'numpy', 'pooch', 'requests'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
