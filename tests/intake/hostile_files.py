"""Files that take hours and gigabytes where they are opened without a limit, one idea each."""

import io
import json
import struct
import tarfile
import zipfile


def notebook(cells: str) -> bytes:
    """Return a notebook with the cells, which are JSON without brackets."""
    return f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{cells}]}}'.encode()


def code(*sources: str) -> bytes:
    """Return a notebook with these code cells."""
    return notebook(",".join(json.dumps({"cell_type": "code", "metadata": {}, "source": text}) for text in sources))


def worksheets(megabytes: int) -> bytes:
    """Return a notebook of version 3 of the format, whose conversion takes five seconds a megabyte in nbformat."""
    cell = json.dumps({"cell_type": "code", "language": "python", "input": "1", "outputs": [], "metadata": {}})
    cells = ",".join([cell] * (megabytes * 2**20 // (len(cell) + 1)))
    return f'{{"nbformat": 3, "nbformat_minor": 0, "metadata": {{}}, "worksheets": [{{"cells": [{cells}]}}]}}'.encode()


def contradiction(members: int) -> bytes:
    """Return a zip archive with many members, whose end record says that there is one."""
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + b"%07x" % number for number in range(members))
    end = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, members, members, len(directory), len(local))
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(local) + len(directory), 1)
    old_end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry) + 7, len(local), 0)
    return local + directory + end + locator + old_end


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def many_bombs() -> bytes:
    """Return an archive of notebooks that are zeros, each a little smaller than a notebook may be."""
    once = zipped({"0000.ipynb": bytes(60 * 2**20)})
    begin, end = once.index(b"PK\1\2"), once.index(b"PK\5\6")
    local, entry = once[:begin], once[begin:end]
    names = [b"%04d.ipynb" % number for number in range(1000)]
    members = [local.replace(b"0000.ipynb", name, 1) for name in names]
    directory = b"".join(
        (entry[:42] + struct.pack("<I", number * len(local)) + entry[46:]).replace(b"0000.ipynb", name)
        for number, name in enumerate(names)
    )
    end_record = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(local) * len(names), 0
    )
    return b"".join(members) + directory + end_record


def long_tar() -> bytes:
    """Return a tar archive of many members without content."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz", compresslevel=1) as made:
        for number in range(66_000):
            made.addfile(tarfile.TarInfo(f"{number}.py"))
    return data.getvalue()


BRACES = b'{"nbformat": 4, "cells": [' + b"{}," * (21 * 2**20) + b"{}]}"
DOTS = "import " + ".".join(["a"] * 80_000)
F_STRING = 'x = f"' + ("{a}" + "x" * 80) * 48_000 + '"\n'
MAGIC = f"!{'a' * 60}\n" * 4000

# By the name of the file in a student's folder.
FILES = {
    "63 MB of empty cells": {"a.ipynb": lambda: BRACES},
    "63 MB of empty lists": {"a.ipynb": lambda: b"[" + b"[]," * (21 * 2**20) + b"[]]"},
    "nested JSON": {"a.ipynb": lambda: b"[" * 10**7},
    "cells of version 3": {"a.ipynb": lambda: worksheets(20)},
    "an archive that contradicts itself": {"a.zip": lambda: contradiction(550_000)},
    "an archive of archives' worth of zeros": {"a.zip": many_bombs},
    "a tar archive of 66,000 names": {"a.tar.gz": long_tar},
    "a dotted import": {"layers.py": lambda: DOTS.encode()},
    "a dotted import in a notebook": {"a.ipynb": lambda: code(DOTS)},
    "a dotted import in a helper": {"layers.py": lambda: b"import b", "b.py": lambda: DOTS.encode()},
    "a dotted import over many lines": {"layers.py": lambda: DOTS.replace(".", " \\\n . ").encode()},
    "short statements": {"layers.py": lambda: b"a\n" * (2 * 2**20)},
    "short statements in a notebook": {"a.ipynb": lambda: code("a\n" * (2 * 2**20 - 1))},
    "one f-string": {"layers.py": lambda: F_STRING.encode()},
    "magics": {"a.ipynb": lambda: code(*[f"{MAGIC}x = {n}" for n in range(15)])},
}  # fmt: skip
