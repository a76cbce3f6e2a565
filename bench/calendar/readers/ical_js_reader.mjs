// Reads calendars with ical.js: each time through the VTIMEZONE of its own file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;

function written(property) {
  const when = property?.getFirstValue();
  if (!when) return "";
  if (when.isDate) return when.toString().replaceAll("-", "");
  if (when.zone === ICAL.Timezone.localTimezone) return "floating";
  return when.toJSDate().toISOString().slice(0, 19).replaceAll(/[-:]/g, "") + "Z";
}

for (const name of readFileSync(process.argv[2], "utf8").trim().split("\n")) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(name, "utf8")));
  for (const each of calendar.getAllSubcomponents("vevent")) {
    console.log([
      name,
      each.getFirstPropertyValue("uid"),
      each.getFirstPropertyValue("sequence") ?? 0,
      written(each.getFirstProperty("dtstart")),
      written(each.getFirstProperty("dtend")),
    ].join("\t"));
  }
}
