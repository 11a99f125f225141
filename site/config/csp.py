"""Content security policy: nothing from elsewhere anywhere, and no script in any page."""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ONLY_OUR_FILES = {
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
# No nonce on public pages, so that they stay cacheable; no inline script or style at all. Trusted
# types: our scripts never make markup of text, and a browser stops the first that would.
PUBLIC_POLICY = {
    "DIRECTIVES": {
        **ONLY_OUR_FILES,
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}

# Wagtail's own inline scripts are replaced (config/start_widgets.py): none is left to allow.
ADMIN_DIRECTIVES = {
    "default-src": [SELF],
    "script-src": [SELF],
    # Style elements only of the editor of rich text, which has the nonce from config/style-nonce.js.
    "style-src-elem": [SELF, NONCE],
    # Attributes are in templates of modeladmin and in what scripts of the editor draw. They reach
    # no further than their own element: no selector can ask what a form holds.
    "style-src-attr": [UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
ADMIN_PREFIX = "/admin/"
# People who comment see a whole draft drawn as a preview, and never in a frame.
CONTRIBUTORS_PREFIX = "/have-your-say/"
# The editor shows a page that is being written in a frame, under the rules of public pages. The bar
# at its foot, which is Wagtail's, makes markup of text.
PREVIEW_DIRECTIVES = {**ONLY_OUR_FILES, "frame-ancestors": [SELF]}


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
