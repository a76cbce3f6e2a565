"""Our own words in the DESCRIPTION of a calendar entry, in Arabic, English and French."""

from core.texts import pick

HOURS = {
    "en": "Every day from {start} to {end} ({zone})",
    "fr": "Chaque jour de {start} à {end} ({zone})",
    "ar": "يوميا من الساعة {start} إلى الساعة {end} ({zone})",
}
WHOLE = {
    "en": "From {start} to {end} ({zone})",
    "fr": "Du {start} au {end} ({zone})",
    "ar": "من {start} إلى {end} ({zone})",
}
SITTINGS = {
    "en": "Your sessions:",
    "fr": "Vos séances :",
    "ar": "جلساتكم:",
}
JOIN = {
    "en": "Join online: {url}",
    "fr": "Participer en ligne : {url}",
    "ar": "رابط المشاركة عن بعد: {url}",
}
MANDATES = {
    "en": "In response to:",
    "fr": "En réponse à :",
    "ar": "استجابة لما يلي:",
}
MORE = {
    "en": "More about this event: {url}",
    "fr": "En savoir plus : {url}",
    "ar": "للمزيد عن هذه الفعالية: {url}",
}


def phrase(words: dict[str, str], language: str, **facts: str) -> str:
    """Return a phrase in one language with its facts filled in."""
    return pick(dict(words), language).format(**facts)
