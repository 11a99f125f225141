"""Settings without the limits of waiting, for the control of `faults`: what hangs, hangs long."""

from config.settings import dev

vars().update({name: value for name, value in vars(dev).items() if name.isupper()})

EMAIL_TIMEOUT = 25
# Sent within the request, as if there were no queue.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if "LOCATION" in dev.CACHES["default"]:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": dev.CACHES["default"]["LOCATION"],
        }
    }
