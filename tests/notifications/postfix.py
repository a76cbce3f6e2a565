"""A real mail server on loopback: Debian's Postfix, with its own folder, queue and port."""

import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

from tests.notifications.mail_sink import free_port

PROGRAM = shutil.which("postfix", path="/usr/sbin:/usr/bin")
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
myhostname = mx.cal.example.org
mydestination =
mynetworks = 127.0.0.0/8
recipient_delimiter = +
message_size_limit = 10485760
alias_maps =
default_transport = error:nothing leaves this machine
virtual_mailbox_domains = {boxes}
virtual_mailbox_base = {folder}
virtual_mailbox_maps = inline:{{{maps}}}
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
{relay}
nadwa_destination_recipient_limit = 1
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
proxymap  unix  - - n - - proxymap
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
error     unix  - - n - - error
retry     unix  - - n - - error
virtual   unix  - n n - - virtual
nadwa     unix  - - n - 10 lmtp
"""


class Postfix:
    """Runs while the block lasts.

    `boxes` maps a domain to the Maildir (inside `folder`) that has all its mail; `lmtp` is a domain
    and the port on which somebody takes its mail.
    """

    def __init__(self, folder: Path, boxes: dict[str, str], lmtp: tuple[str, int] | None = None):
        self.folder, self.boxes, self.lmtp, self.port = folder, boxes, lmtp, free_port()

    def __enter__(self):
        nobody, owner = pwd.getpwnam("nobody"), pwd.getpwnam("postfix")
        self.folder.chmod(0o755)
        for name in ("queue", "data", "etc"):
            (self.folder / name).mkdir()
        os.chown(self.folder / "data", owner.pw_uid, -1)
        for box in self.boxes.values():
            (self.folder / box).mkdir(parents=True, exist_ok=True)
            os.chown(self.folder / box, nobody.pw_uid, nobody.pw_gid)
        relay = ""
        if self.lmtp:
            domain, port = self.lmtp
            way = f"{{{domain}=nadwa:inet:127.0.0.1:{port}}}"
            relay = f"relay_domains = {domain}\ntransport_maps = inline:{{{way}}}"
        main = MAIN.format(
            folder=self.folder,
            boxes=" ".join(self.boxes),
            maps=" ".join(f"{{@{domain}={box}/}}" for domain, box in self.boxes.items()),
            uid=nobody.pw_uid,
            gid=nobody.pw_gid,
            relay=relay,
        )
        (self.folder / "etc/main.cf").write_text(main)
        (self.folder / "etc/master.cf").write_text(MASTER.format(port=self.port))
        self._said("start")
        return self

    def __exit__(self, *_):
        self._said("stop")

    def mail_in(self, domain):
        """Return the messages in a box, once there is one."""
        for _ in range(1200):
            if found := sorted((self.folder / self.boxes[domain] / "new").glob("*")):
                return [file.read_bytes() for file in found]
            time.sleep(0.05)
        raise AssertionError(self.log())

    def log(self):
        """Return what the server says it did."""
        file = self.folder / "log"
        return file.read_text() if file.exists() else ""

    def _said(self, word):
        command = [PROGRAM, "-c", str(self.folder / "etc"), word]
        run = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert run.returncode == 0, run.stderr + self.log()
