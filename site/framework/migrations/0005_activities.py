"""What a part says about activities, skills and resources."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("framework", "0004_depth"),
    ]

    operations = [
        migrations.AddField(
            model_name="subphase",
            name="activities",
            field=models.TextField(blank=True, verbose_name="activities, skills and resources"),
        ),
    ]
