"""The sandbox: layers of isolation around a child that runs untrusted code.

`fork_sandboxed` starts a child from a warm process, `probe` tells which layers this machine grants.
"""

from grader.sandbox.enter import fork_sandboxed
from grader.sandbox.handle import Handle, Outcome
from grader.sandbox.policy import LAYERS, Policy
from grader.sandbox.probe import ProbeReport, SandboxError, probe, sufficient

__all__ = [
    "LAYERS",
    "Handle",
    "Outcome",
    "Policy",
    "ProbeReport",
    "SandboxError",
    "fork_sandboxed",
    "probe",
    "sufficient",
]
