"""Our house style as advice: what to look for, why, and what to write instead. Words in, advice out.

The rules live here once. The Checks panel of the editor gets the same patterns as data: see
`content.checks_in_editor`. So a pattern has to mean the same in Python and in JavaScript.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 20
SENTENCE_END = r"[.!?:;]+[”’\"')]*(?:\s|$)|\n+"
WORD_START, WORD_END = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"
ACRONYM = r"(?<![A-Za-z0-9&+/.@-])[A-Z][A-Z0-9]{1,7}(?=s?(?![A-Za-z0-9&+@-]))"
WRITTEN_OUT = (
    r"[A-Za-z]{2,}[\s-]+[A-Za-z][\w’'-]*[’”\"]?\s+\(NAMEs?[),;:\s]",
    r"NAMEs?\s+\([A-Za-z]{2,}[\s-]+[A-Za-z]",
)
"""An acronym in brackets after the words that it stands for, or these in brackets after it."""
TWO_CAPITALS = re.compile(r"[A-Z].*[A-Z]")
EVERYDAY = frozenset(
    re.findall(r"\w+", "NHS UK GP TV ID OK, CSV DOCX KB MB ODT PDF XLSX, II III IV VI")
)
"""What needs no words: acronyms that everybody knows, kinds and sizes of files, Roman figures."""
FILE_NAME = (
    r"\S\.(?:avif|bmp|emf|gif|heic|jpe?g|png|svg|tiff?|webp|wmf)$"
    r"|^[^\s_]*_\S*$"
    r"|^(?:dscn?|figure|graphic|(?:whatsapp )?image|img|photo|picture|pxl|scan|screen ?shot)"
    r"(?:[-_ .:()0-9]|at|wa)*$"
)
"""An alternative text that is only the name or the number of a file. Capitals or not."""
WEB_ADDRESS = r"^(?:https?://|www\.)\S+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?$"
VAGUE_LINKS = (
    "click here",
    "details",
    "find out more",
    "here",
    "learn more",
    "link",
    "more",
    "more information",
    "read more",
    "see here",
    "see more",
    "this",
    "this link",
    "this page",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what was found, why it is a problem, and what to do."""

    name: str
    found: str
    reason: str
    suggestion: str
    words: tuple[str, ...] = ()
    as_written: bool = False

    @property
    def pattern(self) -> str:
        """Any of the words, with any space or hyphen between their parts.

        >>> Rule("", "", "", "", words=("hard to reach",)).pattern
        '(?<![A-Za-z0-9])(?:hard[\\\\s-]+to[\\\\s-]+reach)(?![A-Za-z0-9])'
        """
        each = (r"[\s-]+".join(map(re.escape, words.split())) for words in self.words)
        return f"{WORD_START}(?:{'|'.join(each)}){WORD_END}"

    @property
    def why(self) -> str:
        return f"{self.reason} {self.suggestion}"


WORD_RULES = (
    Rule(
        "style-bame",
        "“BAME” or “BME”",
        "It puts very different people under one label.",
        "Name the groups, such as Pakistani or Black Caribbean people. For all of them together,"
        " write “people from ethnic minorities”.",
        words=("BAME", "BME"),
        as_written=True,
    ),
    Rule(
        "style-hard-to-reach",
        "“Hard to reach”, or words like it",
        "It puts the blame on people. A service did not reach them.",
        "Say who they are, and what keeps the service from them. Or write “under-served people”.",
        words=(
            "hard to reach",
            "harder to reach",
            "hardest to reach",
            "difficult to reach",
            "hard to engage",
            "hard to hear",
            "seldom heard",
        ),
    ),
    Rule(
        "style-click-here",
        "“Click here”",
        "People who use no mouse do not click. Out of its place, it says nothing.",
        "Make the words that say where it leads into the link.",
        words=("click here",),
    ),
)
HAVE_A_RULE = frozenset(words for rule in WORD_RULES for words in rule.words)
AMPERSAND = Rule(
    "style-ampersand",
    "“&” in a sentence",
    "Some people cannot read the sign, and some screen readers leave it out.",
    "Write “and”. Keep it in a name such as A&E.",
)
LONG_SENTENCE = Rule(
    "style-long-sentence",
    f"A sentence of more than {LONGEST_SENTENCE} words",
    "Long sentences are hard to follow, most of all for people who are tired or worried.",
    "Make two sentences of it, or a list.",
)
UNEXPLAINED = Rule(
    "style-acronym",
    "An acronym that is not explained",
    "Nobody can guess it, and it is not in the glossary.",
    "Write it out where it first stands, with the acronym in brackets after it.",
)
VAGUE_LINK = Rule(
    "style-vague-link",
    "A link that does not say where it leads",
    "Many people go from link to link, and hear only the words of the link.",
    "Use the name of the page that it leads to.",
)
ADDRESS_AS_LINK = Rule(
    "style-address-as-link",
    "A link whose words are a web address",
    "A screen reader reads it out letter by letter.",
    "Use the name of the page that it leads to.",
)
FILE_NAME_AS_ALT = Rule(
    "alt-text-quality",
    "The name of a file as alternative text",
    "It says nothing to people who cannot see the picture.",
    "Say what the picture shows, as you would on the phone. Or say that it only decorates.",
)
NO_SUMMARY = Rule(
    "style-summary",
    "There is no summary",
    "Lists, searches and shared links have nothing to say about the page.",
    "Write one or two plain sentences in the field Summary.",
)
SIGN_IN_PROSE = r"(?<=\s)&(?=\s)"
LINK_TEXT_END = re.compile(r"[\s.,:;!?…>›»→]+$")


@dataclass(frozen=True, slots=True)
class Advice:
    """What one rule says of some words: where it was found, why, and what to write instead."""

    rule: str
    words: str
    reason: str
    suggestion: str


def advice(rule: Rule, words: str) -> Advice:
    return Advice(rule.name, words, rule.reason, rule.suggestion)


def long_sentences(text: str) -> list[str]:
    """The sentences of a paragraph that have too many words.

    >>> long_sentences("We ask. " + "We ask people what they need, and " * 3 + "stop. It ends.")[0][-5:]
    ' stop'
    >>> long_sentences("Ask early. " * 30)
    []
    """
    sentences = (sentence.strip() for sentence in re.split(SENTENCE_END, text))
    return [sentence for sentence in sentences if count_words(sentence) > LONGEST_SENTENCE]


def count_words(text: str) -> int:
    """What stands between spaces and has a letter or a digit.

    >>> count_words("A self-check – and/or 3 plans")
    5
    """
    return sum(1 for part in text.split() if re.search(r"[^\W_]", part))


def is_explained(acronym: str, text: str) -> bool:
    """Whether a text writes an acronym out, before it or after it, with one of both in brackets.

    >>> is_explained("ICB", "An integrated care board (ICB) plans."), is_explained("ICB", "The ICB.")
    (True, False)
    >>> is_explained("ICB", "ICBs (integrated care boards) plan.")
    True
    """
    return any(re.search(way.replace("NAME", re.escape(acronym)), text) for way in WRITTEN_OUT)


def unexplained_acronyms(paragraphs: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """The acronyms of a text that neither it nor a glossary explains, each once.

    >>> unexplained_acronyms(["The VCSE and the NHS.", "Ask an ICB.", "VCSEs"], known=["ICB"])
    ['VCSE']
    """
    text = "\n".join(paragraphs)
    found = (match[0] for match in re.finditer(ACRONYM, text))
    left = EVERYDAY.union(HAVE_A_RULE, known)
    return [
        name
        for name in dict.fromkeys(found)
        if TWO_CAPITALS.search(name) and name not in left and not is_explained(name, text)
    ]


def advice_on_words(text: str) -> Iterator[Advice]:
    """The words of one paragraph."""
    for rule in WORD_RULES:
        if match := re.search(rule.pattern, text, 0 if rule.as_written else re.IGNORECASE):
            yield advice(rule, match[0])
    if re.search(SIGN_IN_PROSE, text):
        yield advice(AMPERSAND, "&")
    for sentence in long_sentences(text):
        yield advice(LONG_SENTENCE, sentence)


def advice_on(paragraphs: Iterable[str], known_acronyms: Iterable[str] = ()) -> list[Advice]:
    """What to make better in a text: its paragraphs in order, then its acronyms.

    >>> [each.rule for each in advice_on(["BAME groups are hard-to-reach.", "Ask & listen."])]
    ['style-bame', 'style-hard-to-reach', 'style-ampersand']
    >>> advice_on(["We ask people what they need.", "We pay them (in cash)."])
    []
    """
    texts = list(paragraphs)
    found = [each for text in texts for each in advice_on_words(text)]
    acronyms = unexplained_acronyms(texts, known_acronyms)
    return [*found, *(advice(UNEXPLAINED, name) for name in acronyms)]


def advice_on_link(words: str) -> list[Advice]:
    """What to make better in the words of a link.

    >>> [each.rule for text in ("Here.", "www.example.org/a") for each in advice_on_link(text)]
    ['style-vague-link', 'style-address-as-link']
    >>> advice_on_link("How to pay people"), advice_on_link("team@example.org")
    ([], [])
    """
    text = LINK_TEXT_END.sub("", " ".join(words.split()))
    if text.lower() in VAGUE_LINKS:
        return [advice(VAGUE_LINK, text)]
    return [advice(ADDRESS_AS_LINK, text)] if re.search(WEB_ADDRESS, text, re.IGNORECASE) else []


def advice_on_alt(alt: str) -> list[Advice]:
    """What to make better in an alternative text. An empty one is a decision, and fine.

    >>> [each.words for alt in ("IMG_2041.jpg", "photo 3", "Two people talk", "") for each in advice_on_alt(alt)]
    ['IMG_2041.jpg', 'photo 3']
    """
    return [advice(FILE_NAME_AS_ALT, alt)] if looks_like_a_file_name(alt) else []


def looks_like_a_file_name(words: str) -> bool:
    """Whether a description only repeats what a file was called.

    >>> [looks_like_a_file_name(words) for words in ("IMG_2031", "Group photo.JPG", "Screenshot 2")]
    [True, True, True]
    >>> looks_like_a_file_name("Four people plan around a table with the sign fill_in.")
    False
    """
    return bool(re.search(FILE_NAME, words.strip(), re.IGNORECASE))
