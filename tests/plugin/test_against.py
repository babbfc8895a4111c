"""What lies beside a submission that is looked at with `--against` configures nothing and runs nowhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_shipped_configuration_and_cache_have_no_effect(tmp_path):
    handed_in, mark = tmp_path / "ann", tmp_path / "mark"
    handed_in.mkdir()
    shutil.copy(ROOT / "solutions/lesson5/wavenet.py", handed_in)
    runs = f"from pathlib import Path\nPath({str(mark)!r}).write_text('ran')\n"
    for name in ("conftest.py", "sitecustomize.py", "usercustomize.py", "torch.py", "hypothesis.py"):
        (handed_in / name).write_text(runs)
    (handed_in / "pytest.ini").write_text("[pytest]\naddopts = -p no:grader\n")
    (handed_in / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = ["--collect-only"]\n')
    cache = handed_in / ".pytest_cache" / "v" / "grader"
    cache.mkdir(parents=True)
    (cache / "passed_thresholds").write_text(json.dumps({"anything": [1.0]}))
    checks = ROOT / "exercises/lesson5/test_smooth.py"
    command = [sys.executable, "-m", "pytest", checks, "--against", handed_in, "-q", "-p", "no:cacheprovider"]
    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=surroundings)
    assert done.returncode == 0, done.stdout
    assert "3/3" in done.stdout
    assert not mark.exists()
