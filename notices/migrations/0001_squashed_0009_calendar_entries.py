"""What the nine migrations it replaces made, at once: docs/decisions/0040."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import kerjasama.all_at_once


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_retry_and_sweeps'), ('notices', '0003_refusals'), ('notices', '0004_rhythm'), ('notices', '0005_calendar_feed'), ('notices', '0006_untried_first'), ('notices', '0007_bounces_mutes_and_channels'), ('notices', '0008_absences_and_snoozes'), ('notices', '0009_calendar_entries')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_0005_decide_days'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        kerjasama.all_at_once.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40, verbose_name='jenis')),
                        ('subject', models.CharField(max_length=60, verbose_name='tentang')),
                        ('occasion', models.CharField(max_length=80, verbose_name='peristiwa')),
                        ('title', models.CharField(max_length=300, verbose_name='judul')),
                        ('body', models.TextField(blank=True, verbose_name='isi')),
                        ('path', models.CharField(blank=True, max_length=300, verbose_name='alamat')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='tenggat')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('send_after', models.DateTimeField(verbose_name='dikirim sesudah')),
                        ('claimed_at', models.DateTimeField(blank=True, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('last_error', models.CharField(blank=True, max_length=300)),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='dikirim')),
                        ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='dibaca')),
                        ('acted_at', models.DateTimeField(blank=True, null=True, verbose_name='ditindaklanjuti')),
                        ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='tidak berlaku lagi')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.government')),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                        ('gave_up_at', models.DateTimeField(blank=True, null=True, verbose_name='dihentikan')),
                        ('resends', models.PositiveSmallIntegerField(default=0, verbose_name='pengiriman ulang')),
                        ('retry_at', models.DateTimeField(blank=True, null=True, verbose_name='dicoba lagi')),
                        ('refusals', models.PositiveSmallIntegerField(db_comment='attempts that the server refused for good', default=0)),
                        ('rhythm', models.CharField(choices=[('segera', 'Segera'), ('ringkasan', 'Dalam ringkasan pagi')], default='segera', max_length=10, verbose_name='irama')),
                        ('bounce_is_final', models.BooleanField(db_comment='the mailbox does not exist or refuses for good', default=False)),
                        ('bounce_reason', models.CharField(blank=True, max_length=300, verbose_name='sebab tidak sampai')),
                        ('bounced_at', models.DateTimeField(blank=True, null=True, verbose_name='tidak sampai')),
                        ('muted_at', models.DateTimeField(blank=True, null=True, verbose_name='tidak dikirim atas permintaan penerima')),
                    ],
                    options={
                        'verbose_name': 'pemberitahuan',
                        'verbose_name_plural': 'pemberitahuan',
                        'ordering': ['-send_after', '-pk'],
                        'indexes': [models.Index(fields=['recipient', '-send_after', '-id'], name='notice_inbox'), models.Index(fields=['subject'], name='notice_subject'), models.Index(condition=models.Q(('read_at', None), ('superseded_at', None)), fields=['recipient'], name='notice_unread'), models.Index(fields=['government', '-id'], name='notice_of_government'), models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['recipient', 'sent_at'], name='notice_sent_to'), models.Index(condition=models.Q(('muted_at', None), ('sent_at', None), ('superseded_at', None)), fields=['attempts', 'send_after', 'id'], name='notice_unsent'), models.Index(condition=models.Q(('resends__gt', 0)), fields=['resends'], name='notice_resent')],
                        'constraints': [models.UniqueConstraint(fields=('subject', 'kind', 'occasion', 'recipient'), name='notice_once'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('superseded_at', None), ('superseded_at__gte', models.F('sent_at')), _connector='OR'), name='notice_superseded_only_before_or_after_sent'), models.CheckConstraint(condition=models.Q(('gave_up_at', None), ('sent_at', None), _connector='OR'), name='notice_given_up_is_not_sent'), models.CheckConstraint(condition=models.Q(('muted_at', None), ('sent_at', None), _connector='OR'), name='notice_muted_is_not_sent'), models.CheckConstraint(condition=models.Q(('bounced_at__isnull', False), models.Q(('bounce_is_final', False), ('bounce_reason', '')), _connector='OR'), name='notice_bounce_has_its_moment')],
                    },
                ),
                migrations.CreateModel(
                    name='Sweep',
                    fields=[
                        ('name', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='nama')),
                        ('last_run_at', models.DateTimeField(verbose_name='terakhir berjalan')),
                        ('last_count', models.PositiveIntegerField(default=0, verbose_name='jumlah')),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='kesalahan')),
                    ],
                    options={
                        'verbose_name': 'penyapuan',
                        'verbose_name_plural': 'penyapuan',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token_sha256', models.CharField(max_length=64, unique=True)),
                        ('created_at', models.DateTimeField(verbose_name='dibuat')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'langganan kalender',
                        'verbose_name_plural': 'langganan kalender',
                        'ordering': ['user_id'],
                    },
                ),
                migrations.CreateModel(
                    name='Channel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30, verbose_name='saluran')),
                        ('address', models.CharField(max_length=64, verbose_name='alamat')),
                        ('code_sha256', models.CharField(blank=True, max_length=64)),
                        ('code_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='kode dikirim')),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='terverifikasi')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'saluran',
                        'verbose_name_plural': 'saluran',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='channel_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ChannelDelivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claimed_at', models.DateTimeField(blank=True, null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('retry_at', models.DateTimeField(blank=True, null=True)),
                        ('gave_up_at', models.DateTimeField(blank=True, null=True)),
                        ('lapsed_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.CharField(blank=True, max_length=300)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.channel')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice')),
                    ],
                    options={
                        'verbose_name': 'kiriman saluran',
                        'verbose_name_plural': 'kiriman saluran',
                        'ordering': ['pk'],
                        'indexes': [models.Index(condition=models.Q(('gave_up_at', None), ('lapsed_at', None), ('sent_at', None)), fields=['attempts', 'id'], name='channel_delivery_unsent')],
                        'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='channel_delivery_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Mute',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40, verbose_name='jenis')),
                        ('created_at', models.DateTimeField(verbose_name='sejak')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted_kinds', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'jenis pesan yang dimatikan',
                        'verbose_name_plural': 'jenis pesan yang dimatikan',
                        'ordering': ['user_id', 'kind'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='mute_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Absence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(verbose_name='mulai')),
                        ('ends_on', models.DateField(verbose_name='sampai')),
                        ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputised', to=settings.AUTH_USER_MODEL, verbose_name='pengganti')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.government')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'cuti',
                        'verbose_name_plural': 'cuti',
                        'ordering': ['-starts_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_dates_in_order', violation_error_message='Tanggal akhir tidak boleh sebelum tanggal mulai.'), models.CheckConstraint(condition=models.Q(('user', models.F('deputy')), _negated=True), name='absence_deputy_is_another', violation_error_message='Pengganti harus orang lain.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notices_absenceevent" ("deputy_id", "ends_on", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "user_id") VALUES (NEW."deputy_id", NEW."ends_on", NEW."government_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='d9aa8921341ffb54f4fe3b6aff6de275e85330d7', operation='INSERT', pgid='pgtrigger_insert_insert_7e5bc', table='notices_absence', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notices_absenceevent" ("deputy_id", "ends_on", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "user_id") VALUES (NEW."deputy_id", NEW."ends_on", NEW."government_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='fbf68b06f6acc2d826d0b97c577472b12f0a7330', operation='UPDATE', pgid='pgtrigger_update_update_f3120', table='notices_absence', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AbsenceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('starts_on', models.DateField(verbose_name='mulai')),
                        ('ends_on', models.DateField(verbose_name='sampai')),
                        ('deputy', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pengganti')),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notices.absence')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aac4fd9253fc66a5f4f45b6f37bef7b6cbe89ca8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_31729', table='notices_absenceevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Snooze',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('until', models.DateField(verbose_name='sampai')),
                        ('reason', models.CharField(max_length=300, verbose_name='alasan')),
                        ('at', models.DateTimeField(verbose_name='waktu')),
                        ('woken_at', models.DateTimeField(blank=True, null=True)),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snoozes', to='notices.notice')),
                    ],
                    options={
                        'verbose_name': 'penundaan',
                        'verbose_name_plural': 'penundaan',
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('woken_at', None)), fields=('notice',), name='snooze_asleep_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='snooze_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarEntry',
                    fields=[
                        ('uid', models.CharField(max_length=160, primary_key=True, serialize=False)),
                        ('told_sha256', models.CharField(max_length=64)),
                        ('revision', models.PositiveIntegerField(default=0)),
                        ('changed_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'catatan kalender',
                        'verbose_name_plural': 'catatan kalender',
                        'ordering': ['uid'],
                    },
                ),
            ],
        ),
    ]
