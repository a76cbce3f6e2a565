// Reads calendars with node-ical: by the zone's name, with the tz database of the program.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const ical = createRequire(`${process.cwd()}/`)("node-ical");
const two = (number) => String(number).padStart(2, "0");

function written(when) {
  if (!when) return "";
  if (when.dateOnly || when.datetype === "date") {
    return `${when.getFullYear()}${two(when.getMonth() + 1)}${two(when.getDate())}`;
  }
  return when.toISOString().slice(0, 19).replaceAll(/[-:]/g, "") + "Z";
}

for (const name of readFileSync(process.argv[2], "utf8").trim().split("\n")) {
  for (const each of Object.values(ical.sync.parseICS(readFileSync(name, "utf8")))) {
    if (each.type !== "VEVENT") continue;
    const end = each.end && each.end.getTime() !== each.start.getTime() ? each.end : null;
    console.log([name, each.uid, each.sequence ?? 0, written(each.start), written(end)].join("\t"));
  }
}
