"""What the two migrations it replaces made, at once: docs/decisions/0040."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import kerjasama.all_at_once


class Migration(migrations.Migration):

    replaces = [('partners', '0001_initial'), ('partners', '0002_alias_history')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_0005_decide_days'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        kerjasama.all_at_once.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('pemda_provinsi', 'Pemerintah provinsi'), ('pemda_kabupaten', 'Pemerintah kabupaten'), ('pemda_kota', 'Pemerintah kota'), ('kementerian', 'Kementerian'), ('lpnk', 'Lembaga pemerintah nonkementerian'), ('instansi_vertikal', 'Instansi vertikal'), ('tni', 'Tentara Nasional Indonesia'), ('polri', 'Kepolisian Negara Republik Indonesia'), ('lembaga_negara_lain', 'Lembaga negara lain (BI, OJK)'), ('ptn', 'Perguruan tinggi negeri'), ('bpjs', 'Badan penyelenggara jaminan sosial'), ('perseorangan', 'Perseorangan'), ('bumn', 'Badan usaha milik negara'), ('bumd', 'Badan usaha milik daerah'), ('koperasi', 'Koperasi'), ('badan_usaha_swasta', 'Badan usaha swasta berbadan hukum'), ('pts', 'Perguruan tinggi swasta'), ('yayasan', 'Yayasan'), ('perkumpulan', 'Perkumpulan'), ('ormas_tidak_berbadan_hukum', 'Organisasi kemasyarakatan tidak berbadan hukum'), ('media', 'Media'), ('asosiasi_profesi', 'Asosiasi profesi'), ('pemda_luar_negeri', 'Pemerintah daerah di luar negeri'), ('organisasi_internasional', 'Organisasi internasional'), ('lembaga_nonprofit_asing', 'Lembaga nonprofit asing'), ('mitra_pembangunan', 'Mitra pembangunan luar negeri'), ('lembaga_pendidikan_asing', 'Lembaga pendidikan asing'), ('lembaga_asing_lain', 'Lembaga asing lain')], max_length=32, verbose_name='jenis mitra')),
                        ('name', models.CharField(max_length=250, verbose_name='nama resmi')),
                        ('name_folded', models.CharField(editable=False, max_length=300)),
                        ('short_name', models.CharField(blank=True, max_length=60, verbose_name='nama singkat')),
                        ('legal_form', models.CharField(blank=True, help_text='Misalnya PT, Perum.', max_length=60, verbose_name='bentuk hukum')),
                        ('legal_basis', models.TextField(blank=True, help_text='Akta pendirian, notaris, pengesahan menteri, atau undang-undang.', verbose_name='dasar hukum')),
                        ('region_code', models.CharField(blank=True, help_text='Kode Kemendagri, misalnya 64.72.', max_length=13, verbose_name='kode wilayah')),
                        ('country', models.CharField(default='ID', help_text='Kode ISO 3166-1.', max_length=2, verbose_name='negara')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='alamat kantor')),
                        ('website', models.URLField(blank=True, verbose_name='situs web')),
                        ('logo', models.FileField(blank=True, upload_to='mitra/', verbose_name='logo atau lambang')),
                        ('note', models.TextField(blank=True, verbose_name='catatan internal')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='accounts.government')),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='partners.partner', verbose_name='digabung ke')),
                    ],
                    options={
                        'verbose_name': 'mitra',
                        'verbose_name_plural': 'mitra',
                        'ordering': ['name', 'pk'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name_folded'], name='partner_name_trgm', opclasses=['gin_trgm_ops'])],
                        'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='partner_not_merged_into_itself')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_partnerevent" ("address", "country", "created_at", "created_by_id", "government_id", "id", "kind", "legal_basis", "legal_form", "logo", "merged_into_id", "name", "name_folded", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code", "short_name", "updated_at", "website") VALUES (NEW."address", NEW."country", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."kind", NEW."legal_basis", NEW."legal_form", NEW."logo", NEW."merged_into_id", NEW."name", NEW."name_folded", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_code", NEW."short_name", NEW."updated_at", NEW."website"); RETURN NULL;', hash='bf74df8e888935b161ca1988480b63938c76f740', operation='INSERT', pgid='pgtrigger_insert_insert_71860', table='partners_partner', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_partnerevent" ("address", "country", "created_at", "created_by_id", "government_id", "id", "kind", "legal_basis", "legal_form", "logo", "merged_into_id", "name", "name_folded", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code", "short_name", "updated_at", "website") VALUES (NEW."address", NEW."country", NEW."created_at", NEW."created_by_id", NEW."government_id", NEW."id", NEW."kind", NEW."legal_basis", NEW."legal_form", NEW."logo", NEW."merged_into_id", NEW."name", NEW."name_folded", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_code", NEW."short_name", NEW."updated_at", NEW."website"); RETURN NULL;', hash='ffc73006067d535f15a3d76c584cb3b92348382b', operation='UPDATE', pgid='pgtrigger_update_update_17ece', table='partners_partner', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='PartnerAlias',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=250, verbose_name='nama lain')),
                        ('name_folded', models.CharField(editable=False, max_length=300)),
                        ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='partners.partner')),
                    ],
                    options={
                        'verbose_name': 'nama lain',
                        'verbose_name_plural': 'nama lain',
                        'ordering': ['name', 'pk'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name_folded'], name='partner_alias_trgm', opclasses=['gin_trgm_ops'])],
                        'constraints': [models.UniqueConstraint(fields=('partner', 'name_folded'), name='partner_alias_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_partneraliasevent" ("id", "name", "name_folded", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", NEW."name_folded", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='63c482cc2cfd9d34512e6e675b2632a001dc7548', operation='INSERT', pgid='pgtrigger_insert_insert_e0ae6', table='partners_partneralias', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_partneraliasevent" ("id", "name", "name_folded", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", NEW."name_folded", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='3089e29229d5bad65379e410c9c1cfa4020b26ee', operation='UPDATE', pgid='pgtrigger_update_update_19527', table='partners_partneralias', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_partneraliasevent" ("id", "name", "name_folded", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."name", OLD."name_folded", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='1af9d49c600dea3a175bebdc7937693f84bf88ea', operation='DELETE', pgid='pgtrigger_delete_delete_8e9e9', table='partners_partneralias', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='PartnerContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=150, verbose_name='nama')),
                        ('position', models.CharField(blank=True, max_length=150, verbose_name='jabatan')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='surel')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='telepon')),
                        ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='partners.partner')),
                    ],
                    options={
                        'verbose_name': 'narahubung',
                        'verbose_name_plural': 'narahubung',
                        'ordering': ['name', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PartnerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('pemda_provinsi', 'Pemerintah provinsi'), ('pemda_kabupaten', 'Pemerintah kabupaten'), ('pemda_kota', 'Pemerintah kota'), ('kementerian', 'Kementerian'), ('lpnk', 'Lembaga pemerintah nonkementerian'), ('instansi_vertikal', 'Instansi vertikal'), ('tni', 'Tentara Nasional Indonesia'), ('polri', 'Kepolisian Negara Republik Indonesia'), ('lembaga_negara_lain', 'Lembaga negara lain (BI, OJK)'), ('ptn', 'Perguruan tinggi negeri'), ('bpjs', 'Badan penyelenggara jaminan sosial'), ('perseorangan', 'Perseorangan'), ('bumn', 'Badan usaha milik negara'), ('bumd', 'Badan usaha milik daerah'), ('koperasi', 'Koperasi'), ('badan_usaha_swasta', 'Badan usaha swasta berbadan hukum'), ('pts', 'Perguruan tinggi swasta'), ('yayasan', 'Yayasan'), ('perkumpulan', 'Perkumpulan'), ('ormas_tidak_berbadan_hukum', 'Organisasi kemasyarakatan tidak berbadan hukum'), ('media', 'Media'), ('asosiasi_profesi', 'Asosiasi profesi'), ('pemda_luar_negeri', 'Pemerintah daerah di luar negeri'), ('organisasi_internasional', 'Organisasi internasional'), ('lembaga_nonprofit_asing', 'Lembaga nonprofit asing'), ('mitra_pembangunan', 'Mitra pembangunan luar negeri'), ('lembaga_pendidikan_asing', 'Lembaga pendidikan asing'), ('lembaga_asing_lain', 'Lembaga asing lain')], max_length=32, verbose_name='jenis mitra')),
                        ('name', models.CharField(max_length=250, verbose_name='nama resmi')),
                        ('name_folded', models.CharField(editable=False, max_length=300)),
                        ('short_name', models.CharField(blank=True, max_length=60, verbose_name='nama singkat')),
                        ('legal_form', models.CharField(blank=True, help_text='Misalnya PT, Perum.', max_length=60, verbose_name='bentuk hukum')),
                        ('legal_basis', models.TextField(blank=True, help_text='Akta pendirian, notaris, pengesahan menteri, atau undang-undang.', verbose_name='dasar hukum')),
                        ('region_code', models.CharField(blank=True, help_text='Kode Kemendagri, misalnya 64.72.', max_length=13, verbose_name='kode wilayah')),
                        ('country', models.CharField(default='ID', help_text='Kode ISO 3166-1.', max_length=2, verbose_name='negara')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='alamat kantor')),
                        ('website', models.URLField(blank=True, verbose_name='situs web')),
                        ('logo', models.FileField(blank=True, upload_to='mitra/', verbose_name='logo atau lambang')),
                        ('note', models.TextField(blank=True, verbose_name='catatan internal')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner', verbose_name='digabung ke')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.partner')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a13e8879ffafbd590ff94ddd2a82e6a6ef165dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20581', table='partners_partnerevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='PartnerAliasEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=250, verbose_name='nama lain')),
                        ('name_folded', models.CharField(editable=False, max_length=300)),
                        ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.partneralias')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='46ec29a968ad90d0cc96b6660449d1ec413aee02', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2d6fb', table='partners_partneraliasevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
