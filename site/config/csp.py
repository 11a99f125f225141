"""Content security policy: nothing from elsewhere on public pages, Wagtail's needs in the admin."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# No nonce on public pages, so that they stay cacheable; no inline script or style at all.
PUBLIC_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Wagtail's editor writes scripts and styles into its pages and previews pages in a frame.
ADMIN_DIRECTIVES = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
ADMIN_PREFIX = "/admin/"
# People who comment see a whole draft drawn as a preview, and never in a frame.
CONTRIBUTORS_PREFIX = "/have-your-say/"
# The editor shows a page that is being written in a frame, under the rules of public pages.
PREVIEW_DIRECTIVES = {**PUBLIC_POLICY["DIRECTIVES"], "frame-ancestors": [SELF]}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Send the public policy everywhere but under the admin's address and in its previews."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith(CONTRIBUTORS_PREFIX):
            return parts
        if getattr(request, "is_preview", False):
            parts.config = PREVIEW_DIRECTIVES
        elif request.path_info.startswith(ADMIN_PREFIX):
            parts.config = ADMIN_DIRECTIVES
        return parts
