import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0015_rollups'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='filetext',
            constraint=models.UniqueConstraint(django.db.models.lookups.IsNull('claimed_at', rhs=False), condition=models.Q(('claimed_at', None), _negated=True), name='file_text_one_reader_at_a_time'),
        ),
    ]
