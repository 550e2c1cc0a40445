"""What the five migrations it replaces made, at once: docs/decisions/0040."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import kerjasama.all_at_once


class Migration(migrations.Migration):

    replaces = [('portal', '0001_dataset'), ('portal', '0002_api_key'), ('portal', '0003_subscriptions'), ('portal', '0004_snapshot'), ('portal', '0005_subscription_language')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_0005_decide_days'),
        ('agreements', '0001_squashed_0017_files_are_noted'),
    ]

    operations = [
        kerjasama.all_at_once.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Dataset',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.CharField(db_comment='of the register, see agreements.domain.versions', max_length=16)),
                        ('day', models.DateField(verbose_name='keadaan per')),
                        ('claimed_at', models.DateTimeField(null=True)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('finished_at', models.DateTimeField(null=True, verbose_name='selesai')),
                    ],
                    options={
                        'verbose_name': 'kumpulan data',
                        'verbose_name_plural': 'kumpulan data',
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(fields=('version', 'day'), name='dataset_once'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('done', models.F('total')), _connector='OR'), name='dataset_finished_is_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='DatasetFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField(verbose_name='ukuran (bita)')),
                        ('path', models.CharField(db_comment='in the file store', max_length=120)),
                        ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='portal.dataset')),
                    ],
                    options={
                        'verbose_name': 'berkas data',
                        'verbose_name_plural': 'berkas data',
                        'ordering': ['dataset_id', 'name'],
                        'constraints': [models.UniqueConstraint(fields=('dataset', 'name'), name='dataset_file_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ApiKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, verbose_name='dipakai oleh')),
                        ('prefix', models.CharField(editable=False, max_length=12, verbose_name='awal kunci')),
                        ('sha256', models.CharField(editable=False, max_length=64, unique=True)),
                        ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('baca', 'Membaca dengan batas lebih tinggi'), ('massal', 'Mengambil banyak sekaligus: halaman sampai 500 baris')], max_length=10), size=None, verbose_name='cakupan')),
                        ('created_at', models.DateTimeField(verbose_name='dibuat')),
                        ('expires_at', models.DateTimeField(verbose_name='berlaku sampai')),
                        ('last_used_at', models.DateTimeField(blank=True, db_comment='written at most once in ten minutes', null=True, verbose_name='terakhir dipakai')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to='accounts.government')),
                        ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='api_keys_revoked', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'kunci API',
                        'verbose_name_plural': 'kunci API',
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='api_key_revoked_by_somebody'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='api_key_expires_later', violation_error_message='Kunci harus berlaku setidaknya sampai besok.')],
                    },
                ),
                migrations.CreateModel(
                    name='Debut',
                    fields=[
                        ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='debut', serialize=False, to='agreements.agreement')),
                        ('at', models.DateTimeField(db_index=True)),
                    ],
                    options={
                        'verbose_name': 'terbit pertama',
                        'verbose_name_plural': 'terbit pertama',
                        'ordering': ['-at'],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254)),
                        ('kind', models.CharField(choices=[('sahkan', 'Pengesahan'), ('kabar', 'Kabar')], max_length=8)),
                        ('occasion', models.CharField(db_comment='the day of news; the subscription to be confirmed', max_length=40)),
                        ('contents', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField()),
                        ('claimed_at', models.DateTimeField(null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('retry_at', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('gave_up_at', models.DateTimeField(null=True)),
                        ('last_error', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'verbose_name': 'surat langganan',
                        'verbose_name_plural': 'surat langganan',
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('gave_up_at', None), ('sent_at', None)), fields=['id'], name='letter_owed')],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('kind'), models.F('occasion'), name='letter_once'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('gave_up_at', None), _connector='OR'), name='letter_given_up_is_not_sent')],
                    },
                ),
                migrations.CreateModel(
                    name='Subscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='alamat surel')),
                        ('query', models.CharField(blank=True, max_length=500, verbose_name='saringan')),
                        ('created_at', models.DateTimeField()),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('told_until', models.DateTimeField(null=True)),
                        ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', max_length=2, verbose_name='bahasa')),
                    ],
                    options={
                        'verbose_name': 'langganan',
                        'verbose_name_plural': 'langganan',
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('query'), name='subscription_once'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('told_until', None)), models.Q(('confirmed_at__isnull', False), ('told_until__isnull', False)), _connector='OR'), name='subscription_confirmed_is_told')],
                    },
                ),
                migrations.CreateModel(
                    name='Snapshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='tahun')),
                        ('frozen_on', models.DateField(verbose_name='dibekukan pada')),
                        ('frozen_at', models.DateTimeField()),
                        ('version', models.CharField(db_comment='of the register, see agreements.domain.versions', max_length=16)),
                        ('method', models.TextField(verbose_name='cara menghitung')),
                        ('rows', models.JSONField(db_comment='list of [figure, code, label, number]')),
                    ],
                    options={
                        'verbose_name': 'angka beku',
                        'verbose_name_plural': 'angka beku',
                        'ordering': ['-year'],
                        'triggers': [pgtrigger.compiler.Trigger(name='snapshot_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d65bb13b36ee01939c543e579542f00a3f9d30c', operation='UPDATE OR DELETE', pgid='pgtrigger_snapshot_is_frozen_c126e', table='portal_snapshot', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
