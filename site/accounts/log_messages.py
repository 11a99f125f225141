"""What the history of the site tells of accounts. It names nobody's address and no secret."""

from typing import Any

from wagtail.log_actions import LogActionRegistry, LogFormatter

LOGGED_IN = "accounts.logged_in"
LOG_IN_FAILED = "accounts.log_in_failed"
CODE_FAILED = "accounts.code_failed"
LOGGED_OUT = "accounts.logged_out"
PASSWORD_CHANGED = "accounts.password_changed"  # noqa: S105 - the name of an action
FACTOR_ADDED = "accounts.factor_added"
FACTOR_REMOVED = "accounts.factor_removed"
FACTOR_RESET = "accounts.factor_reset"
CODES_RENEWED = "accounts.codes_renewed"
SESSIONS_ENDED = "accounts.sessions_ended"
INVITED = "accounts.invited"
INVITATION_USED = "accounts.invitation_used"
RIGHTS_CHANGED = "accounts.rights_changed"

PLAIN = {
    LOGGED_IN: ("Log in", "Logged in"),
    LOG_IN_FAILED: ("Fail to log in", "Somebody gave a wrong password for this account"),
    CODE_FAILED: ("Fail at the second step", "Somebody gave a wrong code for this account"),
    LOGGED_OUT: ("Log out", "Logged out"),
    PASSWORD_CHANGED: ("Change a password", "Password changed"),
    CODES_RENEWED: ("Renew recovery codes", "New recovery codes made"),
    SESSIONS_ENDED: ("End sessions", "Logged out everywhere else"),
    INVITED: ("Invite", "Invitation sent"),
    INVITATION_USED: ("Use an invitation", "Invitation used to choose a password"),
}


class OfAFactor(LogFormatter):
    """Names the kind of the second step."""

    said = ""

    def format_message(self, log_entry: Any) -> str:
        return f"{self.said}: {log_entry.data.get('kind', '')}"


class FactorAdded(OfAFactor):
    label = "Add a second step"
    said = "Second step added"


class FactorRemoved(OfAFactor):
    label = "Remove a second step"
    said = "Second step removed"


class FactorReset(LogFormatter):
    """Tells why an administrator did it."""

    label = "Reset the second step"

    def format_message(self, log_entry: Any) -> str:
        return f"Second step reset by an administrator. Reason: {log_entry.data.get('reason', '')}"


class RightsChanged(LogFormatter):
    """Names what was given and what was taken."""

    label = "Change rights"

    def format_message(self, log_entry: Any) -> str:
        given = ", ".join(log_entry.data.get("given", []))
        taken = ", ".join(log_entry.data.get("taken", []))
        parts = [f"given {given}" if given else "", f"taken away {taken}" if taken else ""]
        return f"Rights changed: {'; '.join(filter(None, parts))}"


def register(actions: LogActionRegistry) -> None:
    for action, (label, message) in PLAIN.items():
        actions.register_action(action, label, message)
    actions.register_action(FACTOR_ADDED)(FactorAdded)
    actions.register_action(FACTOR_REMOVED)(FactorRemoved)
    actions.register_action(FACTOR_RESET)(FactorReset)
    actions.register_action(RIGHTS_CHANGED)(RightsChanged)
