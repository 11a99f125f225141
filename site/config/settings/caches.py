"""Caches, and how answers are kept."""

from config.env import read_environment

environment = read_environment()

if environment.redis_url:
    CACHES = {
        "default": {
            "BACKEND": "operations.fail_open_redis.FailOpenRedisCache",
            "LOCATION": environment.redis_url,
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Whole pages are kept only where all processes share what is kept, and hear of changes.
PAGE_CACHE = bool(environment.redis_url)
# The proxies that are asked to fetch a page anew, and the token by which they know the order.
PROXY_URLS = environment.proxy_urls
PURGE_TOKEN = environment.purge_token
