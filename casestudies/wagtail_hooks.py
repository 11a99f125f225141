"""What case studies add to the admin."""

from wagtail_modeladmin.options import modeladmin_register

from casestudies.admin import OutcomeAdmin

modeladmin_register(OutcomeAdmin)
