"""Optional downloads: from the network, from a mirror, from the cache, and with none of these."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pooch
import pytest

from data import DataError, download, downloads
from data.bundled import sha256_of

TEXT = "preface\n\nthe naïve are happy\n"


@pytest.fixture(autouse=True)
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small text in place of the real one, behind an address where nobody answers."""
    monkeypatch.delenv(downloads.MIRROR, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    serve_from(monkeypatch, "http://127.0.0.1:9/nietzsche.txt")


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mirror"
    folder.mkdir()
    monkeypatch.setenv(downloads.MIRROR, str(folder))
    return folder


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a web server on this machine, which stands for the internet."""
    folder = tmp_path / "www"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=folder)

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        serve_from(monkeypatch, f"http://127.0.0.1:{web.server_port}/nietzsche.txt")
        yield folder
        web.shutdown()
        thread.join()


def serve_from(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    remote = downloads.RemoteFile(name="nietzsche.txt", url=url, sha256=sha256_of(TEXT))
    monkeypatch.setitem(downloads.REMOTE_FILES, "nietzsche", remote)


def test_the_text_comes_from_the_network_in_lower_case(server, tmp_path):
    (server / "nietzsche.txt").write_text(TEXT.upper(), encoding="utf-8")
    assert download("nietzsche", tmp_path).read_text(encoding="utf-8") == TEXT


def test_the_text_comes_from_the_mirror_without_network(mirror, tmp_path):
    (mirror / "nietzsche.txt").write_text(TEXT, encoding="utf-8")
    assert download("nietzsche", tmp_path).read_text(encoding="utf-8") == TEXT


def test_the_mirror_may_hold_the_text_as_published_and_is_not_changed(mirror, tmp_path):
    (mirror / "nietzsche.txt").write_text(TEXT.title(), encoding="utf-8")
    assert download("nietzsche", tmp_path).read_text(encoding="utf-8") == TEXT
    assert (mirror / "nietzsche.txt").read_text(encoding="utf-8") == TEXT.title()


def test_a_mirror_without_the_file_leaves_the_network(mirror, server, tmp_path):
    (server / "nietzsche.txt").write_text(TEXT, encoding="utf-8")
    assert download("nietzsche", tmp_path).is_file()


def test_a_second_call_needs_neither_mirror_nor_network(mirror, tmp_path):
    (mirror / "nietzsche.txt").write_text(TEXT, encoding="utf-8")
    first = download("nietzsche", tmp_path)
    (mirror / "nietzsche.txt").unlink()
    assert download("nietzsche", tmp_path) == first


def test_a_damaged_copy_in_the_cache_is_fetched_again(mirror, tmp_path):
    (mirror / "nietzsche.txt").write_text(TEXT, encoding="utf-8")
    download("nietzsche", tmp_path).write_text("damaged")
    assert download("nietzsche", tmp_path).read_text(encoding="utf-8") == TEXT


def test_nothing_is_logged_since_nbgrader_gives_no_points_to_a_cell_with_stderr(mirror, tmp_path, caplog):
    (mirror / "nietzsche.txt").write_text(TEXT, encoding="utf-8")
    pooch.get_logger().addHandler(caplog.handler)
    try:
        download("nietzsche", tmp_path)
    finally:
        pooch.get_logger().removeHandler(caplog.handler)
    assert caplog.records == []


def test_without_network_or_mirror_the_error_names_the_variable_the_file_and_the_hash(tmp_path):
    with pytest.raises(DataError) as caught:
        download("nietzsche", tmp_path)
    for part in ["Cannot fetch nietzsche.txt from http://127.0.0.1:9/", "NN_BY_HAND_MIRROR", sha256_of(TEXT)]:
        assert part in str(caught.value)


def test_the_error_says_so_if_the_mirror_lacks_the_file(mirror, tmp_path):
    with pytest.raises(DataError, match="mirror, which NN_BY_HAND_MIRROR names, has no such file"):
        download("nietzsche", tmp_path)


@pytest.mark.parametrize("wrong", [b"another text", b"", b"\xff\xfe"])
def test_a_mirror_with_another_text_is_an_error_and_leaves_nothing_behind(mirror, tmp_path, wrong):
    (mirror / "nietzsche.txt").write_bytes(wrong)
    cache = tmp_path / "cache"
    with pytest.raises(DataError, match=r"mirror.nietzsche\.txt is not the expected one"):
        download("nietzsche", cache)
    assert list(cache.iterdir()) == []


def test_a_text_that_the_server_does_not_have_is_an_error(server, tmp_path):
    with pytest.raises(DataError, match="Cannot fetch"):
        download("nietzsche", tmp_path)


def test_an_unknown_name_is_an_error_that_lists_the_known_ones(tmp_path):
    with pytest.raises(DataError, match=r"no text 'shakespeare' to download. Choose one of: lecture_names, nietzsche"):
        download("shakespeare", tmp_path)
