"""Lets all tox environments share one virtual environment; tox loads this file by its name.

tox 4 builds an environment again whenever another name used its folder last. Ours differ in their commands only, and
installing torch takes minutes, so the name is left out of that comparison. All the rest (interpreter, dependencies,
constraints) is still compared, and a change still builds the environment again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tox.plugin import impl
from tox.tox_env.api import ToxEnv
from tox.tox_env.info import Info
from tox.tox_env.python.virtual_env.runner import VirtualEnvRunner
from tox.tox_env.register import ToxEnvRegister


class SharedInfo(Info):
    """What tox remembers about the virtual environment, without the name of the tox environment."""

    @contextmanager
    def compare(self, value: Any, section: str, sub_section: str | None = None) -> Iterator[tuple[bool, Any | None]]:
        """Compare `value` with what is remembered, and remember it."""
        if section == ToxEnv.__name__:
            value = {**value, "name": "shared"}
        with super().compare(value, section, sub_section) as comparison:
            yield comparison


class SharedRunner(VirtualEnvRunner):
    """The runner of tox, with one memory for all names; chosen by `runner = shared`."""

    @staticmethod
    def id() -> str:
        """Return the name of this runner in tox.ini."""
        return "shared"

    @property
    def cache(self) -> SharedInfo:
        """What tox remembers about the virtual environment."""
        return SharedInfo(self.env_dir)


@impl
def tox_register_tox_env(register: ToxEnvRegister) -> None:
    """Make the runner known to tox."""
    register.add_run_env(SharedRunner)
