"""The permission to see how the site is doing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_outbox_and_jobs")]

    operations = [
        migrations.AlterModelOptions(
            name="jobrun",
            options={"permissions": [("see_operator_page", "Can see the page for operators")]},
        ),
    ]
