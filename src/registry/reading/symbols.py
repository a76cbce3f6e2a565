"""What a resolution's symbol looks like: `A/RES/73/7`, `OIC/CFM-50/2024/POL/RES/1`."""

import re

SYMBOL = re.compile(
    r"\bOIC/[A-Z0-9][\w./()-]{3,60}"
    r"|\b[AES]/(?:[A-Z0-9.-]{1,6}/)?(?:RES|DEC|PRST)/[\w/.-]{1,20}(?: \(\d{4}\))?"
    r"|\b(?:Assembly|EX\.?CL|PSC)/(?:AU/)?(?:Dec|Decl|Res)\.? ?\d{1,4} ?\([IVXLC]{1,10}\)"
    r"|\b[A-Z][A-Z0-9]{0,11}(?:[/.-][\w()]{1,12}){0,6}/(?:RES|DEC|Res|Dec)\b[\w./()-]{0,30}"
)
