"""Look for passwords and the seed in environments.

gains without defence: secrets: the token
layer: server, root, pid
"""

import os

texts = [repr(dict(os.environ))]
for pid in ("self", str(os.getppid()), "@EXAMINER@", "1"):
    for name in ("environ", "cmdline"):
        try:
            texts.append(open(f"/proc/{pid}/{name}").read())
        except (OSError, ValueError):
            pass
if any("CANARY" in text for text in texts):
    print("REACHED", [text[text.index("CANARY") :][:60] for text in texts if "CANARY" in text])
