"""Each request for a picture looks for the record that its file belongs to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("images", "0001_custom_image")]

    operations = [
        migrations.AddIndex(
            model_name="customimage",
            index=models.Index(fields=["file"], name="images_by_file"),
        ),
        migrations.AddIndex(
            model_name="customrendition",
            index=models.Index(fields=["file"], name="renditions_by_file"),
        ),
    ]
