from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0013_notice_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='filepage',
            index=models.Index(condition=models.Q(('obstacle', ''), _negated=True), fields=['content'], name='file_page_unread'),
        ),
    ]
