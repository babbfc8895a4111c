"""Optional texts that are not bundled: fetched once, verified by sha256, kept in the user's cache folder.

Nothing that must pass needs them. `downloads.md` states the origin and licence of each.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.bundled import DataError

MIRROR = "NN_BY_HAND_MIRROR"
"""The environment variable that names a folder with the files, for machines without network."""

SECONDS_TO_ANSWER = 30


@dataclass(frozen=True)
class RemoteFile:
    """A text on the internet; `sha256` is that of the text in lower case, which is the form we keep."""

    name: str
    url: str
    sha256: str


REMOTE_FILES = {
    "lecture_names": RemoteFile(
        name="lecture_names.txt",
        url="https://raw.githubusercontent.com/karpathy/makemore/master/names.txt",
        sha256="0a30b5557f192f32ab962680889aac5f6fda0f4cecf40a6d0b5694f58ea8cc4d",
    ),
    "nietzsche": RemoteFile(
        name="nietzsche.txt",
        url="https://s3.amazonaws.com/text-datasets/nietzsche.txt",
        sha256="9cb94a5f1f8d1359e2e018fa67306eba4ae03942b8c44643eececded39e096df",
    ),
}


def download(name: Literal["lecture_names", "nietzsche"], folder: Path | None = None) -> Path:
    """Return the path of an optional text (UTF-8, lower case), after fetching it if it is not in `folder` yet.

    It is taken from the folder named by the environment variable NN_BY_HAND_MIRROR if that holds the file, otherwise
    from the internet. `folder` defaults to the user's cache folder. Raises `DataError` for any other name, and if the
    text cannot be reached or is not the expected one.
    """
    import pooch

    if name not in REMOTE_FILES:
        raise DataError(f"There is no text {name!r} to download. Choose one of: {', '.join(REMOTE_FILES)}.")
    remote = REMOTE_FILES[name]
    pooch.get_logger().setLevel("WARNING")  # nbgrader gives no points to a cell that writes to stderr
    try:
        path = pooch.retrieve(
            url=remote.url,
            known_hash=f"sha256:{remote.sha256}",
            fname=remote.name,
            path=folder or pooch.os_cache("nn-by-hand"),
            downloader=lambda url, output_file, _: _fetch(remote, output_file),
        )
    except ValueError:  # the hash differs, or it is not text in UTF-8
        raise DataError(f"The text at {_source(remote)} is not the expected one. {_remedy(remote)}") from None
    except OSError as error:  # no network, no such host, a full or read-only disk
        problem = f"Cannot fetch {remote.name} from {_source(remote)} ({type(error).__name__})"
        raise DataError(f"{problem}. {_remedy(remote)}") from error
    return Path(path)


def _fetch(remote: RemoteFile, output_file: str) -> None:
    """Write the text to `output_file` in lower case; pooch verifies it afterwards."""
    import pooch

    mirrored = _mirrored(remote)
    if mirrored:
        raw = mirrored.read_bytes()
    else:
        pooch.HTTPDownloader(timeout=SECONDS_TO_ANSWER)(remote.url, output_file, None)
        raw = Path(output_file).read_bytes()
    Path(output_file).write_bytes(raw.decode("utf-8").lower().encode("utf-8"))


def _mirrored(remote: RemoteFile) -> Path | None:
    folder = os.environ.get(MIRROR)
    path = Path(folder, remote.name) if folder else None
    return path if path and path.is_file() else None


def _source(remote: RemoteFile) -> str:
    return str(_mirrored(remote) or remote.url)


def _remedy(remote: RemoteFile) -> str:
    folder = os.environ.get(MIRROR)
    tried = "" if _mirrored(remote) or not folder else f"The folder {folder}, which {MIRROR} names, has no such file. "
    return (
        f"{tried}Without network, put {remote.name} (sha256 of the text in lower case: {remote.sha256}) "
        f"into a folder and set the environment variable {MIRROR} to that folder."
    )
