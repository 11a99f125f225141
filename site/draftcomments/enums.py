"""The words that comments on drafts are sorted by."""

from django.db.models import TextChoices


class RoundStatus(TextChoices):
    """Where a round stands. An open round also ends by itself, after its last day."""

    DRAFT = "draft", "Being prepared"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    ARCHIVED = "archived", "Archived"


class LinkKind(TextChoices):
    LINK = "link", "Link"
    CODE = "code", "Printed code"


class Source(TextChoices):
    """How a comment reached us. All but the first were typed in by a helper."""

    ONLINE = "online", "Online"
    WORKSHOP = "workshop", "Workshop"
    PHONE = "phone", "Phone"
    PAPER = "paper", "Paper"
    INTERPRETER = "interpreter", "Through an interpreter"


class Kind(TextChoices):
    """What a comment is about, where the person wants to say."""

    UNCLEAR = "unclear", "Something is hard to understand"
    WRONG = "wrong", "Something is wrong"
    MISSING = "missing", "Something is missing"
    UPSETTING = "upsetting", "Something upset me"
    HELPFUL = "helpful", "Something is good"
    OTHER = "other", "Something else"


class State(TextChoices):
    """Where an item stands. Editors see an item from "checked" on, and never one on hold."""

    RECEIVED = "received", "Waiting to be checked"
    CHECKED = "checked", "With the editors"
    ANSWERED = "answered", "Answered"
    HELD = "held", "On hold"
    SET_ASIDE = "set_aside", "Set aside"


class Reason(TextChoices):
    """Why words were changed or kept back, in words that the person who wrote them may read."""

    NAMES_SOMEONE = "names_someone", "It names or points to a person"
    HEALTH_OF_OTHERS = "health_of_others", "It tells about somebody else’s health"
    SAFETY = "safety", "We are worried about somebody’s safety"
    UNKIND = "unkind", "It is unkind to a person or a group"
    LEGAL = "legal", "It says something that we may not publish by law"
    OFF_TOPIC = "off_topic", "It is not about this draft"
    TWICE = "twice", "It came to us twice"


class Result(TextChoices):
    """What came of a comment."""

    CHANGED = "changed", "We changed it"
    PARTLY = "partly", "We changed some of it"
    NOT_CHANGED = "not_changed", "We did not change it"
    ALREADY = "already", "It was already there"
    PASSED_ON = "passed_on", "We passed it on"
    ASKED_MORE = "asked_more", "We are asking more people"


class EventAction(TextChoices):
    """What happened to an item. Never with words."""

    CHANGED = "changed", "Changed by the person who wrote it"
    CHECKED = "checked", "Checked"
    REDACTED = "redacted", "Redacted"
    HELD = "held", "Put on hold"
    SET_ASIDE = "set_aside", "Set aside"
    BACK = "back", "Put back to be checked"
    ANSWERED = "answered", "Answered"
    ERASED = "erased", "Erased"


class Background(TextChoices):
    """Who is speaking, coarsely, where the person wants to say."""

    LIVED = "lived", "I have used these services, or needed them"
    CARER = "carer", "I care for somebody, unpaid"
    COMMUNITY = "community", "I am from a community or voluntary group"
    STAFF = "staff", "I work in health or care"
    OTHER = "other", "Something else"


class Language(TextChoices):
    """Languages that a person may choose to write in. The pages themselves stay in English."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Cymraeg (Welsh)"
    POLISH = "pl", "Polski (Polish)"
    ROMANIAN = "ro", "Română (Romanian)"
    PORTUGUESE = "pt", "Português (Portuguese)"
    SPANISH = "es", "Español (Spanish)"
    FRENCH = "fr", "Français (French)"
    SOMALI = "so", "Soomaali (Somali)"
    TURKISH = "tr", "Türkçe (Turkish)"
    UKRAINIAN = "uk", "Українська (Ukrainian)"
    BENGALI = "bn", "বাংলা (Bengali)"
    PUNJABI = "pa", "ਪੰਜਾਬੀ (Punjabi)"
    GUJARATI = "gu", "ગુજરાતી (Gujarati)"
    URDU = "ur", "اردو (Urdu)"
    ARABIC = "ar", "العربية (Arabic)"
    PERSIAN = "fa", "فارسی (Persian)"
    CHINESE = "zh", "中文 (Chinese)"


HELPED = frozenset(Source) - {Source.ONLINE}
# What editors of the page may read.
SHARED = (State.CHECKED, State.ANSWERED)
# What somebody still has to do something about.
UNANSWERED = (State.RECEIVED, State.CHECKED, State.HELD)
