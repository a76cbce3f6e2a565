"""A real Thunderbird under Xvfb: one profile, one IMAP account, its own calendar."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Self

from bench.calendar.thunderbird.marionette import Marionette
from tests.notifications.dovecot import PASSWORD, USER, Dovecot
from tests.notifications.mail_sink import free_port

_HEAD = """
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { MimeParser } = ChromeUtils.importESModule("resource:///modules/mimeParser.sys.mjs");
const calendar = cal.manager.getCalendars()[0];
const inbox = MailServices.accounts.accounts.map(each => each.incomingServer)
  .find(each => each.type == "imap").rootFolder;
const pause = milliseconds => new Promise(done => lazySetTimeout(done, milliseconds));
const { setTimeout: lazySetTimeout } =
  ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
"""
_SIGN_IN = """
const [address, user, password] = args;
const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
login.init(address, null, address, user, password, "", "");
await Services.logins.addLoginAsync(login);
calendar.setProperty("imip.identity.key", "id1");
return calendar.name;
"""
_FETCH = """
const [id] = args;
for (let n = 0; n < 120; n++) {
  const folder = inbox.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  if (folder) {
    folder.getNewMessages(null, null);
    const found = [...folder.messages].find(each => each.messageId == id);
    if (found) return true;
  }
  await pause(500);
}
throw new Error("the message did not come: " + id);
"""
_PROCESS = """
const [id, answer] = args;
const folder = inbox.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
const header = [...folder.messages].find(each => each.messageId == id);
const uri = folder.getUriForMsg(header);
const listener = Cc["@mozilla.org/network/sync-stream-listener;1"]
  .createInstance(Ci.nsISyncStreamListener);
MailServices.messageServiceFromURI(uri).streamMessage(uri, listener, null, null, false, "", false);
const reader = Cc["@mozilla.org/binaryinputstream;1"].createInstance(Ci.nsIBinaryInputStream);
reader.setInputStream(listener.inputStream);
let raw = "";
for (let n = listener.available(); n; n = listener.available()) raw += reader.readBytes(n);
const parts = [];
const walk = part => { parts.push(part); (part.parts || []).forEach(walk); };
walk(MimeParser.extractMimeMsg(raw, { decodeSubMessages: false }));
const part = parts.find(each => (each.contentType || "").startsWith("text/calendar"));
if (!part) throw new Error("no calendar part: " + parts.map(each => each.contentType).join());
const bytes = Uint8Array.from(part.body, each => each.charCodeAt(0));
const text = part.body.includes("\\u0600") ? part.body : new TextDecoder().decode(bytes);
const method = /^METHOD:(\\w+)/m.exec(text)[1];
const itip = Cc["@mozilla.org/calendar/itip-item;1"].createInstance(Ci.calIItipItem);
itip.init(text);
cal.itip.initItemFromMsgData(itip, method, header);
const [state, act, found] = await new Promise(done =>
  cal.itip.processItipItem(itip, (_, rc, action, items) => done([rc, action, items])));
const offered = cal.itip.getOptionsText(itip, state, act, found);
itip.targetCalendar = itip.targetCalendar || calendar;
let done = false;
if (act) {
  await new Promise((resolve, reject) => act(
    { onOperationComplete: (_c, status) => Components.isSuccessCode(status)
        ? resolve() : reject(new Error("status " + status)) },
    answer, { responseMode: Ci.calIItipItem.AUTO }));
  done = true;
}
await pause(500);
return { method, offered: offered.label, buttons: offered.showItems, done };
"""
_ITEMS = """
const filter = Ci.calICalendar.ITEM_FILTER_TYPE_EVENT | Ci.calICalendar.ITEM_FILTER_COMPLETED_ALL;
const items = await calendar.getItemsAsArray(filter, 0, null, null);
return items.map(each => ({
  uid: each.id, title: each.title, status: each.status || "",
  allDay: each.startDate.isDate,
  starts: each.startDate.isDate ? each.startDate.icalString
    : each.startDate.getInTimezone(cal.dtz.UTC).icalString,
  ends: each.endDate.isDate ? each.endDate.icalString
    : each.endDate.getInTimezone(cal.dtz.UTC).icalString,
  answers: each.getAttendees().map(one => one.participationStatus),
  sequence: each.getProperty("SEQUENCE") || "0",
}));
"""


class Thunderbird:
    """Runs while the block lasts, as the person with this address."""

    def __init__(self, folder: Path, address: str, dovecot: Dovecot, smtp: int) -> None:
        self.folder, self.address, self.dovecot, self.smtp = folder, address, dovecot, smtp
        self.port, self.display = free_port(), f":{40 + os.getpid() % 50}"

    def __enter__(self) -> Self:
        profile = self.folder / "profile"
        profile.mkdir(parents=True)
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in self._wishes())
        (profile / "user.js").write_text("".join(lines))
        self._screen = subprocess.Popen(["Xvfb", self.display, "-screen", "0", "1280x900x24"])
        command = ["thunderbird", "--marionette", "--remote-allow-system-access", "--no-remote"]
        environment = {**os.environ, "DISPLAY": self.display, "HOME": str(self.folder)}
        with (self.folder / "log").open("wb") as log:
            self._program = subprocess.Popen(
                [*command, "--profile", str(profile)], env=environment, stdout=log, stderr=log
            )
        try:
            self._talk = Marionette(self.port)
            self.run(_SIGN_IN, "imap://127.0.0.1", USER, PASSWORD)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._program, self._screen):
            process.terminate()
            process.wait(30)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script that knows the calendar and the inbox."""
        return self._talk.run(_HEAD + script, *arguments)

    def receive(self, raw: bytes, message_id: str) -> None:
        """Have a message come by IMAP."""
        self.dovecot.put(raw)
        self.run(_FETCH, message_id.strip("<>"))

    def act(self, message_id: str, answer: str | None) -> dict[str, Any]:
        """Do what the bar above the message offers, with this answer; return what was offered."""
        found: dict[str, Any] = self.run(_PROCESS, message_id.strip("<>"), answer)
        return found

    def items(self) -> list[dict[str, Any]]:
        """Return what is in the calendar; times in UTC."""
        found: list[dict[str, Any]] = self.run(_ITEMS)
        return found

    def _wishes(self) -> list[tuple[str, Any]]:
        server, sender = "mail.server.server1", "mail.smtpserver.smtp1"
        return [
            ("marionette.port", self.port),
            ("app.update.enabled", False),
            ("datareporting.policy.dataSubmissionEnabled", False),
            ("mail.provider.suppress_dialog_on_startup", True),
            ("mail.shell.checkDefaultClient", False),
            ("mailnews.start_page.enabled", False),
            ("calendar.timezone.useSystemTimezone", False),
            ("calendar.timezone.local", "Europe/Istanbul"),
            ("mail.accountmanager.accounts", "account1"),
            ("mail.accountmanager.defaultaccount", "account1"),
            ("mail.account.account1.identities", "id1"),
            ("mail.account.account1.server", "server1"),
            ("mail.identity.id1.fullName", "Amina Diop"),
            ("mail.identity.id1.useremail", self.address),
            ("mail.identity.id1.valid", True),
            ("mail.identity.id1.smtpServer", "smtp1"),
            ("mail.identity.id1.fcc", False),
            (f"{server}.type", "imap"),
            (f"{server}.hostname", "127.0.0.1"),
            (f"{server}.port", self.dovecot.port),
            (f"{server}.userName", USER),
            (f"{server}.name", self.address),
            (f"{server}.socketType", 0),
            (f"{server}.authMethod", 3),
            (f"{server}.login_at_startup", True),
            (f"{server}.check_new_mail", False),
            ("mail.smtpservers", "smtp1"),
            ("mail.smtp.defaultserver", "smtp1"),
            (f"{sender}.hostname", "127.0.0.1"),
            (f"{sender}.port", self.smtp),
            (f"{sender}.authMethod", 1),
            (f"{sender}.try_ssl", 0),
        ]
