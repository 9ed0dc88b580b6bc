"""A Cairn of one's own: the built program on a free port, with its own data folder or database."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("CAIRN_BIN") or ROOT / ".build/debug/cairn")
POSTGRES = os.environ.get("CAIRN_TEST_POSTGRES")


class Server:
    """`cairn serve`, started and ended by its process id."""

    def __init__(self, folder, database=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = database
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = None

    def run(self, *arguments, check=True, **options):
        """Runs another command of the program on the same data and returns what it printed."""
        return subprocess.run([PROGRAM, *arguments], env=self.environment, cwd=self.folder, check=check,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)

    def start(self, **more):
        self.launch(**more)
        self.wait_until_it_answers()
        return self

    def launch(self, **more):
        self.log = open(self.folder / "log.txt", "ab")
        self.process = subprocess.Popen([PROGRAM, "serve"], env=self.environment | more, cwd=self.folder,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)

    def wait_until_it_answers(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"cairn ended with {self.process.returncode}:\n{self.tail()}")
            try:
                urllib.request.urlopen(self.address + "/", timeout=5).read()
                return
            except urllib.error.HTTPError as answer:
                if answer.code < 500:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"cairn did not answer within {seconds} s:\n{self.tail()}")

    def stop(self, by=signal.SIGINT, seconds=10):
        """Ends the server and returns its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(by)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"cairn did not end within {seconds} s of {by!r}:\n{self.tail()}") from None
        finally:
            self.process = None
            self.log.close()

    def kill(self):
        """The end that cannot be prepared for."""
        self.stop(by=signal.SIGKILL)

    def tail(self, lines=30):
        return "\n".join((self.folder / "log.txt").read_text(errors="replace").splitlines()[-lines:])

    @property
    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_") and name != "DATABASE_URL"}
        ours = {"CAIRN_DATA": str(self.folder / "data"), "CAIRN_PORT": str(self.port), "CAIRN_HOST": "127.0.0.1"}
        return kept | ours | ({"DATABASE_URL": self.database} if self.database else {})

    def query(self, statement):
        """Rows of the stored data, read past the program."""
        if self.database:
            return psql(self.database, statement)
        import sqlite3

        file = next((self.folder / "data").glob("*.db"))
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return [tuple(row) for row in connection.execute(statement)]
        finally:
            connection.close()

    def change(self, statement):
        """Changes the stored data past the program, for what would take days to come about."""
        if self.database:
            psql(self.database, statement)
            return
        import sqlite3

        connection = sqlite3.connect(next((self.folder / "data").glob("*.db")), timeout=10)
        with connection:
            connection.execute(statement)
        connection.close()


def new_server(folder, engine, template=None):
    """A server on fresh data of that engine; with a template, on a copy of that stopped server's data."""
    if engine == "postgres":
        name = f"e2e_{uuid.uuid4().hex[:12]}"
        copied = f' TEMPLATE "{database_name(template.database)}"' if template else ""
        psql(POSTGRES, f'CREATE DATABASE "{name}"{copied}')
        return Server(folder, POSTGRES.rsplit("/", 1)[0] + "/" + name)
    if template:
        shutil.copytree(template.folder / "data", Path(folder) / "data")
    return Server(folder)


def database_name(url):
    return url.rsplit("/", 1)[1]


def psql(url, statement):
    """Rows as tuples of text, NULL as None."""
    command = ["psql", url, "--no-psqlrc", "-qAt", "-F", "\x1f", "-R", "\x1e", "-P", "null=\x01", "-v", "ON_ERROR_STOP=1", "-c", statement]
    found = subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    rows = [row for row in found.rstrip("\n").split("\x1e") if row]
    return [tuple(None if cell == "\x01" else cell for cell in row.split("\x1f")) for row in rows]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
