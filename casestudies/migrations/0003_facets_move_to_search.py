"""The rows by which case studies were filtered: search keeps them now, as sets of pages."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0002_confirmation_levels_and_withdrawal")]

    operations = [migrations.DeleteModel(name="CaseStudyFacet")]
