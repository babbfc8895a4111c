"""Data files that ship with the package: they are beside this module and are verified before use.

This module does not know what a file means; `names.py` and `births.py` do.
"""

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


class DataError(Exception):
    """A data file is missing, damaged or out of reach; the message says which, and what to do."""


@dataclass(frozen=True)
class BundledFile:
    """A text file of the package and what it must hold.

    `sha256` is that of the text in UTF-8 with line feeds, so Windows line ends or another gzip do not matter.
    """

    name: str
    lines: int
    sha256: str

    def read(self, folder: Path = FOLDER) -> list[str]:
        """Return the lines of the file in `folder`, or raise `DataError` that says what is wrong with it."""
        path = folder / self.name
        try:
            raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            text = raw.decode("utf-8").replace("\r\n", "\n")
        except FileNotFoundError:
            raise self._error(path, "is missing") from None
        except UnicodeDecodeError as error:
            raise self._error(path, f"is not text in UTF-8 (byte {error.start})") from None
        except (OSError, EOFError, zlib.error) as error:
            raise self._error(path, f"cannot be read ({error})") from None
        lines = text.splitlines()
        if len(lines) < self.lines:
            raise self._error(path, f"is truncated: it has {len(lines):,} lines instead of {self.lines:,}")
        if len(lines) > self.lines:
            raise self._error(path, f"has {len(lines):,} lines instead of {self.lines:,}")
        if sha256_of(text) != self.sha256:
            raise self._error(path, f"has the right number of lines, {self.lines:,}, but other content")
        return lines

    def _error(self, path: Path, problem: str) -> DataError:
        remedy = f"Restore the original with `git checkout -- data/{self.name}`, or install the package again."
        return DataError(f"{path} {problem}. {remedy}")


def sha256_of(text: str) -> str:
    """Return the sha256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
