"""Speaks to a Thunderbird that runs with `--marionette`: scripts in, JSON out, over a socket."""

import json
import socket
import time
from typing import Any


class ScriptFailed(Exception):  # noqa: N818 -- says what happened
    """Thunderbird refused a script, or the script threw."""


class Marionette:
    """One session in the chrome context (where Thunderbird's own code runs)."""

    def __init__(self, port: int, patience: float = 600) -> None:
        until = time.monotonic() + patience
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port), timeout=600)
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
        self._read()  # its greeting
        self._number = 0
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self.call("WebDriver:SetTimeouts", {"script": 300_000})
        self.call("Marionette:SetContext", {"value": "chrome"})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of an async function; return what it returns, as JSON."""
        body = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...args) => {{ {script} }})(...arguments)"
            ".then(value => done({value}), why => done({why: `${why}\\n${why && why.stack}`}));"
        )
        found = self.call(
            "WebDriver:ExecuteAsyncScript",
            {"script": body, "args": list(arguments), "sandbox": "system", "newSandbox": False},
        )["value"]
        if found and "why" in found:
            raise ScriptFailed(found["why"])
        return (found or {}).get("value")

    def call(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send one command and return its result."""
        self._number += 1
        content = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(content), content))
        _, _, error, result = self._read()
        if error:
            raise ScriptFailed(f"{error.get('error')}: {error.get('message')}")
        return result

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._more(1)
        return json.loads(self._more(int(size[:-1])))

    def _more(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            part = self._socket.recv(count - len(found))
            if not part:
                raise ConnectionError("Thunderbird has gone")
            found += part
        return found
