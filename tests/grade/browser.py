"""A browser without a window, driven over two pipes with Chromium's own protocol: no driver, no port, no network."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PROGRAM = next(filter(None, map(shutil.which, PROGRAMS)), None)


class Browser:
    """One page of a headless Chromium. Use as a context manager."""

    def __init__(self, profile: Path) -> None:
        here, there = os.pipe(), os.pipe()
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]

        def connect() -> None:
            """Put the pipes where the browser looks for them; through high numbers, as 3 and 4 may be taken."""
            ends = os.dup(here[0]), os.dup(there[1])
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [PROGRAM, *options, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=connect, pass_fds=(3, 4),  # noqa: PLW1509 - two calls of dup2
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(here[0])
        os.close(there[1])
        self.commands, self.answers, self.number, self.session = here[1], os.fdopen(there[0], "rb"), 0, ""
        (page,) = (one for one in self.ask("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self.session = attached["sessionId"]
        self.complaints: list[str] = []  # what the console says, such as a violation of the page's policy
        self.asked: list[str] = []  # the address of each request that left the page since the browser began
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.commands)
        self.answers.close()
        self.process.kill()
        self.process.wait()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while (message := self._next()).get("id") != self.number:
            pass
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']['message']}")
        result: dict[str, Any] = message["result"]
        return result

    def _next(self) -> dict[str, Any]:
        text = b""
        while not text.endswith(b"\0"):
            byte = self.answers.read(1)
            if not byte:
                raise RuntimeError("the browser has ended")
            text += byte
        message: dict[str, Any] = json.loads(text[:-1])
        if message.get("method") == "Network.requestWillBeSent":
            self.asked.append(message["params"]["request"]["url"])
        if message.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.complaints.append(text[:-1].decode())
        return message

    def open(self, page: Path, width: int, height: int = 900, *, dark: bool = False, scripts: bool = True) -> None:
        """Open a file in a window of this size and theme."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=scheme)
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.complaints.clear()
        self.visit(page.resolve().as_uri())

    def visit(self, address: str) -> None:
        """Open an address and wait until the page is loaded."""
        self.ask("Page.navigate", url=address)
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def requests(self, of: Callable[[str], bool]) -> list[str]:
        """Return the addresses that were asked for, of those for which `of` is true."""
        self.run("1")  # reads what the browser has reported until now
        return [address for address in self.asked if of(address)]

    def run(self, script: str) -> Any:
        """Return the value of an expression of JavaScript, evaluated in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", script))
        return answer["result"].get("value")
