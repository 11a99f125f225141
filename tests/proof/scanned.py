"""Settings of production for a throw-away site that is scanned without TLS, on this machine only."""

from config.settings import production

vars().update({name: value for name, value in vars(production).items() if name.isupper()})

# The scanner says that it came by TLS, but speaks without: it would not send such cookies back.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
