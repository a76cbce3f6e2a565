/* Reads calendars with libical: each time through the VTIMEZONE of its own file. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void written(icalcomponent *calendar, icalproperty *property) {
    if (!property) { printf("\t"); return; }
    struct icaltimetype when = icalproperty_get_datetime_with_component(property, calendar);
    if (when.is_date) { printf("\t%04d%02d%02d", when.year, when.month, when.day); return; }
    const icaltimezone *zone = icaltime_get_timezone(when);
    if (!zone && !icaltime_is_utc(when)) { printf("\tfloating"); return; }
    when = icaltime_convert_to_zone(when, icaltimezone_get_utc_timezone());
    printf("\t%04d%02d%02dT%02d%02d%02dZ", when.year, when.month, when.day, when.hour, when.minute,
           when.second);
}

static char *whole(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) exit(3);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc(1, (size_t)size + 1);
    if (fread(text, 1, (size_t)size, file) != (size_t)size) exit(3);
    fclose(file);
    return text;
}

int main(int count, char **names) {
    char name[4096];
    FILE *list = count > 1 ? fopen(names[1], "r") : NULL;
    if (!list) return 2;
    icaltimezone_set_builtin_tzdata(0);
    while (fgets(name, sizeof name, list)) {
        name[strcspn(name, "\n")] = 0;
        char *text = whole(name);
        icalcomponent *calendar = icalcomponent_new_from_string(text);
        free(text);
        if (!calendar) { printf("%s\tunreadable\n", name); continue; }
        icalcomponent *each = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
        for (; each; each = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            icalproperty *seq = icalcomponent_get_first_property(each, ICAL_SEQUENCE_PROPERTY);
            icalproperty *end = icalcomponent_get_first_property(each, ICAL_DTEND_PROPERTY);
            printf("%s\t%s\t%d", name, icalcomponent_get_uid(each),
                   seq ? icalproperty_get_sequence(seq) : 0);
            written(calendar, icalcomponent_get_first_property(each, ICAL_DTSTART_PROPERTY));
            written(calendar, end);
            printf("\n");
        }
        icalcomponent_free(calendar);
    }
    return 0;
}
