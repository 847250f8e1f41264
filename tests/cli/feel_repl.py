#!/usr/bin/env python3
"""adit feel without an argument, on a pseudo-terminal. Run by feel_repl.sh.

Prints "ok - what" or "not ok - what"; exit code 0 or 1.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time

ADIT = os.path.abspath(os.environ.get("ADIT", "build/adit"))
failures = 0


def check(what, good, detail=""):
    global failures
    print(("ok - " if good else "not ok - ") + what, flush=True)
    if not good:
        failures += 1
        print("    " + repr(detail)[-1500:], flush=True)


class Session:
    def __init__(self, home, arguments=(), term="xterm", cols=80):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, cols, 0, 0))
        self.modes = termios.tcgetattr(self.slave)
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(self.slave, fd)
            os.execve(ADIT, [ADIT, "feel", *arguments],
                      {"TERM": term, "LC_ALL": "C.UTF-8", "HOME": home, "XDG_CONFIG_HOME": home + "/config"})
        self.status = None
        self.output = self.until("feel> ")

    def until(self, text, seconds=10):
        """The output up to and with text, or what there is when the time is over."""
        seen = ""
        end = time.monotonic() + seconds
        while text not in seen and time.monotonic() < end:
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    seen += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        return seen

    def rest(self):
        """What is still on its way: until nothing came for a moment."""
        seen = ""
        while select.select([self.master], [], [], 0.3)[0]:
            try:
                seen += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:
                break
        return seen

    def keys(self, text):
        os.write(self.master, text.encode("utf-8"))

    def enter(self, text):
        """Types a line; the answer, without what was echoed while typing."""
        self.keys(text + "\r")
        seen = self.until("\r\n")
        while "feel> " not in seen.split("\r\n", 1)[-1]:
            more = self.until("feel> ")
            if more == "":
                break
            seen += more
        return seen.split("\r\n", 1)[1] if "\r\n" in seen else seen

    def wait(self, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
                return status
            self.rest()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None

    def restored(self):
        return termios.tcgetattr(self.slave) == self.modes

    def close(self):
        os.close(self.master)
        os.close(self.slave)


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)


def answers(home):
    s = Session(home)
    seen = plain(s.enter("1 + 2 * 3"))
    check("a value with its type", seen.startswith("7   (number)\r\n"), seen)
    check("and the tree of its parts", "> 1 + 2 * 3 = 7" in seen and ">   2 * 3 = 6" in seen, seen)
    seen = plain(s.enter("price = 4"))
    check("a name for a value", seen.startswith("4   (number)\r\n"), seen)
    seen = plain(s.enter("price > 3 or price < 0"))
    check("which later lines use, with what decided",
          seen.startswith("true   (boolean)") and "> " in seen and "price > 3 = true" in seen, seen)
    check("the part that did not decide has no mark", "\r\n      price < 0 = false\r\n" in seen, seen)
    seen = plain(s.enter("(price = 5)"))
    check("in parentheses the sign compares", seen.startswith("false   (boolean)"), seen)
    s.enter("twice = function(x) x * 2")
    seen = plain(s.enter("twice(price)"))
    check("a function has a name too", seen.startswith("8   (number)"), seen)
    seen = plain(s.enter("price + nmae"))
    check("an error with the caret under its column",
          seen.split("\r\n")[0] == " " * (6 + 8) + "^" and "error: unknown name 'nmae'" in seen, seen)
    seen = plain(s.enter('x = "цена" + nmae'))
    check("columns count characters", seen.split("\r\n")[0] == " " * (6 + 13) + "^", seen)
    seen = plain(s.enter("1 / 0"))
    check("an error at run time is null with a warning", seen.startswith("null   (null)") and "warning:" in seen, seen)
    seen = plain(s.enter('"a\\u001b[31mb"'))
    check("control characters in a value are shown, not sent", "\x1b[31mb" not in seen, seen)
    with open(home + "/c.json", "w") as f:
        f.write('{"licence.kind": "mining", "owner": {"listed": {"@unknown": "boolean"}}}')
    seen = plain(s.enter(":context " + home + "/c.json"))
    check("names from a file", seen.startswith("read"), seen)
    seen = plain(s.enter('(licence.kind = "mining") and owner.listed'))
    check("an open fact and what it waits for",
          seen.startswith("unknown   (unknown)") and "open until known: owner.listed" in seen, seen)
    seen = plain(s.enter(":context " + home + "/none.json"))
    check("a missing file is said", "none.json" in seen, seen)
    seen = plain(s.enter(":help"))
    check(":help lists what there is", ":context FILE.json" in seen and "Ctrl-D" in seen, seen)
    s.keys(":quit\r")
    check(":quit ends with code 0", s.wait() == 0, s.status)
    check("and the terminal is as before", s.restored())
    s.close()


def editing(home):
    s = Session(home)
    check("Home, End, arrows and Delete edit", plain(s.enter("23\x1b[H1\x1b[F4\x1b[D\x1b[D\x1b[3~")).startswith("124 "))
    check("Ctrl-A and Ctrl-K", plain(s.enter("99\x01\x0b5")).startswith("5 "))
    check("Ctrl-U and Ctrl-W", plain(s.enter("77 + 1\x15" + "3 + 44\x17" + "6")).startswith("9 "))
    check("Backspace over a character of two bytes", plain(s.enter('"жя\x7f"')).startswith("ж "))
    check("Up brings the last line back", plain(s.enter("\x1b[A")).startswith("ж "))
    check("twice the one before", plain(s.enter("\x1b[A\x1b[A")).startswith("9 "))
    check("Down returns to the line being typed", plain(s.enter("4\x1b[A\x1b[A\x1b[B\x1b[B2")).startswith("42 "))
    check("Ctrl-C clears the line", plain(s.enter("1 +\x038")).startswith("8 "))
    long = "1" + " + 1" * 60
    seen = s.enter(long)
    check("a line wider than the terminal scrolls", plain(seen).startswith("61 "), seen)
    s.keys("\x04")
    check("Ctrl-D on an empty line ends", s.wait() == 0 and s.restored(), s.status)
    s.close()
    with open(home + "/config/adit/feel_history") as f:
        lines = f.read().split("\n")
    check("the history is kept in its file", "3 + 6" in lines and long in lines, lines[-8:])
    s = Session(home)
    check("and serves the next session", plain(s.enter("\x1b[A")).startswith("61 "))
    s.keys("\x04")
    s.wait()
    s.close()


def endings(home):
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        s = Session(home)
        s.keys("1 + ")
        s.rest()
        raw = not s.restored()
        os.kill(s.pid, getattr(signal, name))
        status = s.wait()
        check(name + " ends it by that signal, the terminal as before",
              raw and status is not None and os.WIFSIGNALED(status)
              and os.WTERMSIG(status) == getattr(signal, name) and s.restored(), status)
        s.close()
    s = Session(home)
    os.close(s.slave)
    os.close(s.master)
    end = time.monotonic() + 10
    pid = 0
    while pid == 0 and time.monotonic() < end:
        pid, _ = os.waitpid(s.pid, os.WNOHANG)
        time.sleep(0.05)
    check("a lost terminal ends it", pid != 0)
    if pid == 0:
        os.kill(s.pid, signal.SIGKILL)
    s = Session(home, term="dumb")
    s.keys("1 + 1\n")
    seen = s.until("(number)") + s.rest()
    check("a terminal without cursor movement has plain lines", "2   (number)" in seen and "\x1b" not in seen, seen)
    s.keys("\x04")
    check("which Ctrl-D ends too", s.wait() == 0)
    s.close()
    s = Session(home, arguments=("--context", home + "/c.json"))
    seen = plain(s.enter("licence.kind"))
    check("--context serves here too", seen.startswith("mining"), seen)
    s.keys("\x04")
    s.wait()
    s.close()


with tempfile.TemporaryDirectory() as folder:
    answers(folder)
    editing(folder)
    endings(folder)
sys.exit(1 if failures else 0)
