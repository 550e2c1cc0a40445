"""What the five migrations it replaces made, at once: docs/decisions/0040."""

import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import kerjasama.all_at_once


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_government_contact_email'), ('accounts', '0003_invitation_mailed_at'), ('accounts', '0004_holidays'), ('accounts', '0005_decide_days')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        kerjasama.all_at_once.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Government',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(help_text='Kode Kemendagri, misalnya 64.72.', max_length=13, unique=True, verbose_name='kode wilayah')),
                        ('name', models.CharField(help_text='Misalnya Kota Tirtaraya.', max_length=150, verbose_name='nama daerah')),
                        ('level', models.CharField(choices=[('provinsi', 'Provinsi'), ('kabupaten', 'Kabupaten'), ('kota', 'Kota')], max_length=10, verbose_name='tingkat')),
                        ('head_title', models.CharField(help_text='Misalnya Wali Kota.', max_length=60, verbose_name='sebutan kepala daerah')),
                        ('seat', models.CharField(max_length=100, verbose_name='tempat kedudukan')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='alamat kantor')),
                        ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB (UTC+7)'), ('Asia/Makassar', 'WITA (UTC+8)'), ('Asia/Jayapura', 'WIT (UTC+9)')], default='Asia/Jakarta', max_length=20, verbose_name='zona waktu')),
                        ('crest', models.FileField(blank=True, upload_to='lambang/', verbose_name='lambang daerah')),
                        ('ending_soon_days', models.PositiveSmallIntegerField(default=90, help_text='Naskah disebut akan berakhir bila sisa harinya sekian.', verbose_name='akan berakhir (hari)')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('contact_email', models.EmailField(blank=True, help_text='Jawaban atas surel pemberitahuan sampai ke alamat ini.', max_length=254, verbose_name='surel Bagian Kerja Sama')),
                        ('cuti_bersama_is_off', models.BooleanField(default=True, help_text='Hari cuti bersama tidak dihitung dalam tenggat yang memakai hari kerja.', verbose_name='cuti bersama bukan hari kerja')),
                        ('decide_days', models.PositiveSmallIntegerField(default=60, help_text='Sekian hari sebelum berakhir, kelanjutan naskah dalam negeri harus sudah diputuskan.', verbose_name='keputusan kelanjutan (hari)')),
                        ('decide_days_foreign', models.PositiveSmallIntegerField(default=180, help_text='Enam bulan menurut Permendagri 25/2020 Pasal 33.', verbose_name='keputusan kelanjutan luar negeri (hari)')),
                    ],
                    options={
                        'verbose_name': 'pemerintah daerah',
                        'verbose_name_plural': 'pemerintah daerah',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='alamat surel')),
                        ('name', models.CharField(max_length=150, verbose_name='nama')),
                        ('is_active', models.BooleanField(default=True, verbose_name='aktif')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='boleh masuk admin Django')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='terdaftar pada')),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'pengguna',
                        'verbose_name_plural': 'pengguna',
                        'ordering': ['name', 'pk'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once_any_case')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('staf', 'Staf Bagian Kerja Sama'), ('pengusul', 'Pengusul (perangkat daerah)'), ('tkksd', 'Anggota TKKSD'), ('pimpinan', 'Pimpinan'), ('auditor', 'Auditor (inspektorat)'), ('admin', 'Administrator')], max_length=10, verbose_name='peran')),
                        ('position', models.CharField(blank=True, max_length=150, verbose_name='jabatan')),
                        ('starts_on', models.DateField(verbose_name='mulai')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.government')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.unit', verbose_name='perangkat daerah')),
                    ],
                    options={
                        'verbose_name': 'keanggotaan',
                        'verbose_name_plural': 'keanggotaan',
                        'ordering': ['user_id', 'role', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_dates_in_order', violation_error_message='Tanggal akhir tidak boleh sebelum tanggal mulai.'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'pengusul'), _negated=True), ('unit__isnull', False), _connector='OR'), name='membership_pengusul_has_unit', violation_error_message='Pengusul harus berasal dari satu perangkat daerah.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_membershipevent" ("ends_on", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "starts_on", "unit_id", "user_id") VALUES (NEW."ends_on", NEW."government_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."role", NEW."starts_on", NEW."unit_id", NEW."user_id"); RETURN NULL;', hash='8308e537f2bc23d3f6d2a1bd2bfbd9b35f80ddab', operation='INSERT', pgid='pgtrigger_insert_insert_fc05a', table='accounts_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_membershipevent" ("ends_on", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "starts_on", "unit_id", "user_id") VALUES (NEW."ends_on", NEW."government_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."role", NEW."starts_on", NEW."unit_id", NEW."user_id"); RETURN NULL;', hash='6c365d27b4714c88c53f3e2f9409298d9c1d057d', operation='UPDATE', pgid='pgtrigger_update_update_20ab5', table='accounts_membership', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='nama')),
                        ('short_name', models.CharField(blank=True, max_length=40, verbose_name='singkatan')),
                        ('kind', models.CharField(choices=[('sekretariat_daerah', 'Sekretariat Daerah'), ('bagian', 'Bagian/Biro Sekretariat Daerah'), ('sekretariat_dprd', 'Sekretariat DPRD'), ('inspektorat', 'Inspektorat'), ('dinas', 'Dinas'), ('badan', 'Badan'), ('kecamatan', 'Kecamatan'), ('lainnya', 'Lainnya')], default='dinas', max_length=20, verbose_name='jenis')),
                        ('is_secretariat', models.BooleanField(default=False, help_text='Bagian atau biro yang menangani kerja sama.', verbose_name='sekretariat TKKSD')),
                        ('starts_on', models.DateField(blank=True, null=True, verbose_name='berdiri sejak')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='berakhir pada')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='accounts.government')),
                        ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='accounts.unit', verbose_name='digantikan oleh')),
                    ],
                    options={
                        'verbose_name': 'perangkat daerah',
                        'verbose_name_plural': 'perangkat daerah',
                        'ordering': ['name', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('government', 'name'), name='unit_name_once', violation_error_message='Perangkat daerah dengan nama ini sudah ada.'), models.UniqueConstraint(condition=models.Q(('is_secretariat', True)), fields=('government',), name='unit_one_secretariat', violation_error_message='Sekretariat TKKSD sudah ditetapkan pada perangkat daerah lain.'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='unit_dates_in_order', violation_error_message='Tanggal berakhir tidak boleh sebelum tanggal berdiri.'), models.CheckConstraint(condition=models.Q(('successor', models.F('id')), _negated=True), name='unit_not_its_own_successor', violation_error_message='Perangkat daerah tidak dapat menggantikan dirinya sendiri.')],
                    },
                ),
                migrations.CreateModel(
                    name='MembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('role', models.CharField(choices=[('staf', 'Staf Bagian Kerja Sama'), ('pengusul', 'Pengusul (perangkat daerah)'), ('tkksd', 'Anggota TKKSD'), ('pimpinan', 'Pimpinan'), ('auditor', 'Auditor (inspektorat)'), ('admin', 'Administrator')], max_length=10, verbose_name='peran')),
                        ('position', models.CharField(blank=True, max_length=150, verbose_name='jabatan')),
                        ('starts_on', models.DateField(verbose_name='mulai')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.membership')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit', verbose_name='perangkat daerah')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e1f05704110766345bef638c18be4307af995a77', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9ee6c', table='accounts_membershipevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='alamat surel')),
                        ('name', models.CharField(max_length=150, verbose_name='nama')),
                        ('role', models.CharField(choices=[('staf', 'Staf Bagian Kerja Sama'), ('pengusul', 'Pengusul (perangkat daerah)'), ('tkksd', 'Anggota TKKSD'), ('pimpinan', 'Pimpinan'), ('auditor', 'Auditor (inspektorat)'), ('admin', 'Administrator')], max_length=10, verbose_name='peran')),
                        ('position', models.CharField(blank=True, max_length=150, verbose_name='jabatan')),
                        ('token_sha256', models.CharField(editable=False, max_length=64, unique=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                        ('expires_at', models.DateTimeField(verbose_name='berlaku sampai')),
                        ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='diterima')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                        ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_accepted', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='accounts.government')),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_sent', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit', verbose_name='perangkat daerah')),
                        ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='surel terkirim')),
                    ],
                    options={
                        'verbose_name': 'undangan',
                        'verbose_name_plural': 'undangan',
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.UniqueConstraint(models.F('government'), django.db.models.functions.text.Lower('email'), models.F('role'), condition=models.Q(('accepted_at', None), ('revoked_at', None)), name='invitation_open_once', violation_error_message='Undangan untuk alamat dan peran ini masih terbuka.')],
                    },
                ),
                migrations.CreateModel(
                    name='Holiday',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='tanggal')),
                        ('name', models.CharField(max_length=120, verbose_name='nama hari libur')),
                        ('kind', models.CharField(choices=[('libur_nasional', 'Libur nasional'), ('cuti_bersama', 'Cuti bersama')], max_length=14, verbose_name='jenis')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holidays', to='accounts.government')),
                    ],
                    options={
                        'verbose_name': 'hari libur',
                        'verbose_name_plural': 'hari libur',
                        'ordering': ['day', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('government', 'day'), name='holiday_once', violation_error_message='Tanggal ini sudah tercatat sebagai hari libur.')],
                    },
                ),
            ],
        ),
    ]
