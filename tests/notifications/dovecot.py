"""A real IMAP server on loopback: Debian's Dovecot, with one mailbox of its own."""

import os
import shutil
import subprocess
import time
from imaplib import IMAP4
from pathlib import Path

from tests.notifications.mail_sink import free_port

PROGRAM = shutil.which("dovecot", path="/usr/sbin:/usr/bin")
USER, PASSWORD = "events", "p@ss/word"
CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
first_valid_uid = 1
{own_users}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot:
    """Runs while the block lasts; `put` delivers a message as a mail server would."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"imap://{USER}:p%40ss%2Fword@127.0.0.1:{self.port}/INBOX"

    def __enter__(self):
        root = os.getuid() == 0
        uid, gid = (65534, 65534) if root else (os.getuid(), os.getgid())
        own = f"default_internal_user = {uid}\ndefault_login_user = {uid}"
        (self.folder / "dovecot.conf").write_text(
            CONFIGURATION.format(
                folder=self.folder,
                password=PASSWORD,
                port=self.port,
                uid=uid,
                gid=gid,
                own_users="" if root else own,
            )
        )
        self.folder.chmod(0o755)
        if root:
            os.chown(self.folder, uid, gid)
        command = [PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self._wait()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(20)

    def put(self, raw, flags=""):
        with self._opened() as imap:
            assert imap.append("INBOX", flags, None, raw)[0] == "OK"

    def flags(self):
        """Return the flags of each message, without the server's own."""
        with self._opened() as imap:
            _, found = imap.fetch("1:*", "(FLAGS)")
        texts = [each.decode().partition("FLAGS (")[2].strip(")") for each in found if each]
        return [set(text.split()) - {"\\Recent"} for text in texts]

    def _opened(self):
        imap = IMAP4("127.0.0.1", self.port, timeout=20)
        imap.login(USER, PASSWORD)
        imap.select("INBOX")
        return imap

    def _wait(self):
        for _ in range(100):
            try:
                self._opened().logout()
            except (OSError, IMAP4.error):
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "log").read_text())
