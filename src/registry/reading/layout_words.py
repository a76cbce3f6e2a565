"""The words that tell the parts of a resolution apart, in the three languages.

They only steer the layout: which number starts a paragraph, where the preamble ends, what is a
heading. What a verb means is another lexicon's matter.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

_ENGLISH_ACTS = """
accepts acknowledges acclaims addresses adopts affirms agrees allocates amends appeals applauds
appoints appreciates approves asks assures authorizes authorises calls charges commends concludes
condemns confirms congratulates considers continues convenes decides declares delegates demands
denounces deplores designates determines directs draws elects emphasizes emphasises encourages
endorses entrusts establishes exhorts expresses extends extols hails highlights implores insists
instructs invites joins lauds looks mandates notes observes offers opposes pays pledges praises
proclaims proposes reaffirms realizes recalls receives recognizes recognises recommends refers
reiterates rejects remains reminds renews repeats requests requires resolves salutes solicits
stresses strongly supports takes tasks thanks underlines underscores undertakes urges views voices
warns welcomes
"""
_FRENCH_ACTS = """
accepte accorde accueille adopte adresse affirme annonce appelle applaudit approuve appuie attend
attire autorise charge communique condamne confie confirme constate convient convoque decide
declare demande denonce deplore designe donne encourage engage enjoint estime etablit exhorte
exige exprime felicite fait forme incite insiste institue invite juge lance loue mandate met note
nomme observe partage prend presente prie proclame prolonge propose rappelle reaffirme recommande
reconnait recommence reitere regrette rejette remercie rend renouvelle renvoie reste salue se
s'engage sollicite souhaite souligne soutient suggere s'associe s'inquiete s'oppose s'attend
s'insurge s'aligne s'est s'adresse tient transmet
"""
_ARABIC_ACTS = """
تطلب تحث تدعو تقرر تشجع ترحب تؤكد تعرب تشيد تحيط تأخذ تناشد توصي تكلف تلاحظ تعيد تكرر تهيب تشدد
تنوه تشكر تدين تعترف تقر توافق تعتمد تؤيد تذكر تسلم تجدد تثني تدرك تعلن تهنئ تتطلع تفوض ندعو نحث
نطلب نقرر نؤكد نرحب نشيد تستنكر ترفض تدعم تعهد تشير تبقي تواصل تأسف تعبر
"""
_ADVERBS = """
also further again once furthermore moreover likewise deeply firmly strongly solemnly hereby
urgently
warmly highly particularly additionally and in addition fully gravely sincerely therefore
et egalement aussi en outre de nouveau plus solennellement vivement ainsi par ailleurs
كما وكذلك أيضا كذلك ثم
"""
_ENGLISH_RECITES = """
acknowledging acting adhering affirming alarmed anxious appreciating appalled aware bearing being
believing building calling cognizant commending committed concerned condemning confident conscious
considering convinced deeply deploring desiring desirous determined dismayed distressed disturbed
emphasizing emphasising encouraged endorsing examining expressing faithful firmly fully gravely
guided having highlighting honoring honouring hoping inspired invoking keeping lauding mindful
noting observing paying praising proceeding profoundly pursuant reaffirming realizing recalling
recognizing recognising reiterating referring regretting remaining remembering respecting seeking
seized seriously sharing stressing strongly supporting taking thanking underlining underscoring
upholding valuing viewing welcoming wishing whereas
"""
_FRENCH_RECITES = """
alarmee alarme alarmes anime animee animes attache attachee attaches compte conformement conscient
consciente conscients convaincu convaincue convaincus desireuse desireux determine determinee
encouragee fermement fidele gravement guide guidee guides indigne indignee inspire
inspiree inspires preoccupe preoccupee preoccupes profondement reconnaissante resolu resolue
resolus sensible soucieuse soucieux vivement vu eu tenant
"""
_ARABIC_RECITES = """
إذ اذ استرشادا انطلاقا استنادا اقتناعا إدراكا التزاما تأكيدا وعيا عملا إيمانا اعترافا تقديرا حرصا
إعرابا
بعد
"""
_ACTS = frozenset((_ENGLISH_ACTS + _FRENCH_ACTS + _ARABIC_ACTS).split())
_SKIPPED = frozenset(_ADVERBS.split())
_RECITES = frozenset((_ENGLISH_RECITES + _FRENCH_RECITES + _ARABIC_RECITES).split())
_NOT_PARTICIPLES = frozenset(
    ["avant", "devant", "durant", "pendant", "suivant", "moyennant", "nonobstant"]
)
_MOST_WORDS = 5  # adverbs and the verb
_OPENING = 120  # characters
_LONGEST_MARKER = 80
_SHORTEST_VERB = 3  # Arabic letters
_FIRST_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")

MARKER = re.compile(
    r"(?:(?:hereby |has |have |and )?(?:decides?|resolves?|agrees?|agreed|declares?)"
    r"(?: as follows| the following| that| to)?"
    r"|(?:adopts|hereby adopts) (?:the following resolution|the present resolution)"
    r"|hereby|therefore|now therefore"
    r"|decide(?:nt)?(?: ce qui suit)?|sommes? convenu(?:e?s)? de ce qui suit|arrete ce qui suit"
    r"|(?:a )?adopte(?:nt)?(?: la (?:presente )?resolution(?: dont la teneur suit| suivante)?)?"
    r"|(?:ي|ت|ن)قرر(?:ون)?(?: ما يلي| ما يأتي| الآتي| الاتي)?|قرر(?:ت)?(?: ما يلي| ما يأتي)?)"
    r" ?[:،,.]?$"
)
ENACTING = re.compile(
    r"(?:the|la|le|les|we|nous|نحن|ان|إن|إنّ|أن|مؤتمر|مجلس)\b|l['’]", re.IGNORECASE
)
ENDS = '.;:!?؛،,…»”"]'
SENTENCE_ENDS = ".;:!?؛…"


def folded(text: str) -> str:
    """Return lower case without accents, Arabic hamza seats and vowel signs kept apart."""
    spread = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    kept = (c for c in spread if not unicodedata.combining(c) or c in "\u0653\u0654\u0655")
    return unicodedata.normalize("NFC", "".join(kept))


def acts(text: str) -> bool:
    """Tell whether a paragraph opens with an action verb, adverbs before it left aside."""
    for word in _opening_words(text, _MOST_WORDS):
        if word in _ACTS:
            return True
        if word not in _SKIPPED:
            return _arabic_present(word)
    return False


def recites(text: str, *, any_participle: bool = False) -> bool:
    """Tell whether a paragraph opens as a preamble's do (*Recalling*, *Rappelant*, إذ)."""
    words = _opening_words(text, 2)
    if not words:
        return False
    first = words[0]
    if first in _RECITES or first.removeprefix("و") in _RECITES:
        return not acts(text)
    participle = first.endswith("ant") or (any_participle and first.endswith("ing"))
    return (participle and first not in _NOT_PARTICIPLES) or (
        first in {"s'appuyant", "se"} and len(words) > 1 and words[1].endswith("ant")
    )


def marks_operative(text: str) -> bool:
    """Tell whether a line is the operative marker: *Décide ce qui suit*, *Decides*, يقرر ما يلي."""
    return len(text) < _LONGEST_MARKER and bool(MARKER.match(folded(text).strip(" *-")))


def complete(text: str) -> bool:
    """Tell whether a line may end a paragraph: its last sign closes a clause."""
    return text.rstrip(" )'’0123456789").endswith(tuple(ENDS)) or text.endswith(tuple(ENDS))


def _arabic_present(word: str) -> bool:
    bare = word.removeprefix("و")
    return bare in _ACTS or (
        len(bare) >= _SHORTEST_VERB and bare[0] == "ي" and "\u0621" <= bare[1] <= "\u064a"
    )


def _opening_words(text: str, most: int) -> tuple[str, ...]:
    return _first_words(text[:_OPENING])[:most]


@lru_cache(maxsize=16_384)
def _first_words(opening: str) -> tuple[str, ...]:
    return tuple(folded(word[0]) for word in islice(_FIRST_WORDS.finditer(opening), _MOST_WORDS))
