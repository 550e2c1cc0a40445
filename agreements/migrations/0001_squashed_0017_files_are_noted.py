"""What the seventeen migrations it replaces made, at once: docs/decisions/0040."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import kerjasama.all_at_once

# The database keeps agreements_entry right, and notes each transaction that changes what the public sees. Statement-level
# triggers with transition tables, so that an import of 10,000 rows costs one refresh and not 10,000.
# agreements_publish: a publication of more than 500 documents names their segments only.
# agreements_entry_on_file: a file that opens, closes, is replaced or withdrawn makes its document's row stale, and takes
# the words of files out of it in the same statement; a public one is noted for reading there and then.
FUNCTIONS = """
CREATE FUNCTION agreements_publish(changed integer[], ids bigint[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Counted for readers inside this transaction; others see the row below when it commits.
    PERFORM set_config(
        'kerjasama.published',
        (COALESCE(NULLIF(current_setting('kerjasama.published', true), ''), '0')::integer + 1)::text,
        true
    );
    IF cardinality(ids) > 500 THEN ids := NULL; END IF;
    INSERT INTO agreements_publication AS old (xid, at, segments, documents)
    VALUES (pg_current_xact_id()::text, transaction_timestamp(), changed, ids)
    ON CONFLICT (xid, at) DO UPDATE
    SET segments = ARRAY(SELECT DISTINCT unnest(old.segments || EXCLUDED.segments) ORDER BY 1),
        documents = CASE WHEN cardinality(old.documents) + cardinality(EXCLUDED.documents) <= 1000
            THEN ARRAY(SELECT DISTINCT unnest(old.documents || EXCLUDED.documents) ORDER BY 1) END
    WHERE NOT old.segments @> EXCLUDED.segments
        OR old.documents IS NOT NULL AND (EXCLUDED.documents IS NULL OR NOT old.documents @> EXCLUDED.documents);
END $$;

CREATE FUNCTION agreements_publish_documents(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    changed integer[];
    documents bigint[];
BEGIN
    SELECT array_agg(DISTINCT (agreement_id / 8192)::integer), array_agg(DISTINCT agreement_id) INTO changed, documents
    FROM agreements_entry WHERE is_public AND agreement_id IN (SELECT unnest(ids));
    IF changed IS NOT NULL THEN PERFORM agreements_publish(changed, documents); END IF;
END $$;

CREATE FUNCTION agreements_refresh_entries(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF ids IS NULL THEN RETURN; END IF;
    PERFORM agreements_publish_documents(ids);
    INSERT INTO agreements_entry (
        agreement_id, is_public, year, newest_key, starts_on, last_day, ends_key,
        unit_ids, partner_ids, partner_kinds, provinces, countries, is_stale
    )
    SELECT a.id,
        a.visibility = 'publik' AND a.phase IN ('ditandatangani', 'diakhiri', 'digantikan'),
        COALESCE(EXTRACT(year FROM a.signed_on)::smallint, a.register_year),
        COALESCE(a.signed_on, DATE '0001-01-01'),
        COALESCE(a.effective_from, a.signed_on),
        LEAST(a.effective_ends_on, a.ended_on),
        COALESCE(LEAST(a.effective_ends_on, a.ended_on), DATE '9999-12-31'),
        ARRAY(SELECT a.lead_unit_id UNION SELECT m.unit_id FROM agreements_agreement_initiating_units m
              WHERE m.agreement_id = a.id ORDER BY 1),
        COALESCE(p.partner_list, '{}'), COALESCE(p.kinds, '{}'), COALESCE(p.provinces, '{}'), COALESCE(p.countries, '{}'),
        true
    FROM agreements_agreement a
    LEFT JOIN LATERAL (
        SELECT array_agg(q.partner_id ORDER BY q.partner_id) AS partner_list,
            array_agg(DISTINCT r.kind) AS kinds,
            array_agg(DISTINCT left(r.region_code, 2)) FILTER (WHERE r.country = 'ID' AND r.region_code <> '') AS provinces,
            array_agg(DISTINCT r.country) FILTER (WHERE r.country <> 'ID') AS countries
        FROM agreements_party q JOIN partners_partner r ON r.id = q.partner_id
        WHERE q.agreement_id = a.id
    ) p ON true
    WHERE a.id IN (SELECT unnest(ids))
    ON CONFLICT (agreement_id) DO UPDATE SET
        is_public = EXCLUDED.is_public, year = EXCLUDED.year, newest_key = EXCLUDED.newest_key,
        starts_on = EXCLUDED.starts_on, last_day = EXCLUDED.last_day, ends_key = EXCLUDED.ends_key,
        unit_ids = EXCLUDED.unit_ids, partner_ids = EXCLUDED.partner_ids, partner_kinds = EXCLUDED.partner_kinds,
        provinces = EXCLUDED.provinces, countries = EXCLUDED.countries, is_stale = true;
    PERFORM agreements_publish_documents(ids);
END $$;

CREATE FUNCTION agreements_entry_on_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM agreements_publish_documents((SELECT array_agg(id) FROM changed));
        DELETE FROM agreements_entry WHERE agreement_id IN (SELECT id FROM changed);
    ELSE
        PERFORM agreements_refresh_entries((SELECT array_agg(id) FROM changed));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refresh_entries((SELECT array_agg(DISTINCT agreement_id) FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_partner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refresh_entries((
        SELECT array_agg(DISTINCT p.agreement_id) FROM agreements_party p JOIN changed c ON c.id = p.partner_id
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_refresh_entries((
        SELECT array_agg(DISTINCT p.agreement_id) FROM agreements_party p JOIN changed c ON c.partner_id = p.partner_id
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_entry_on_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    touched := ARRAY(SELECT agreement_id FROM changed WHERE visibility = 'publik');
    IF TG_OP = 'UPDATE' THEN
        touched := touched || ARRAY(SELECT agreement_id FROM before WHERE visibility = 'publik');
    END IF;
    UPDATE agreements_entry SET all_words = NULL, is_stale = true WHERE agreement_id = ANY (touched);
    IF TG_OP <> 'DELETE' THEN
INSERT INTO agreements_filetext (sha256, mime, state, obstacle, noted_at, attempts)
SELECT DISTINCT ON (sha256) sha256, mime, 'menunggu', '', clock_timestamp(), 0
FROM changed
WHERE visibility = 'publik' AND withdrawn_at IS NULL AND mime IN ('application/pdf', 'image/jpeg', 'image/png')
ORDER BY sha256
ON CONFLICT (sha256) DO NOTHING;
END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_publish_on_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_publish_documents((SELECT array_agg(DISTINCT agreement_id) FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION agreements_publish_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_publish('{}', '{}');
    RETURN NULL;
END $$;

CREATE AGGREGATE agreements_joined_words (tsvector) (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '');
"""

# Table, function, events. PostgreSQL wants one trigger per event when there is a transition table.
TRIGGERS = (
    ("agreements_agreement", "agreements_entry_on_agreement", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_party", "agreements_entry_on_part", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_agreement_initiating_units", "agreements_entry_on_part", ("INSERT", "UPDATE", "DELETE")),
    ("partners_partner", "agreements_entry_on_partner", ("UPDATE",)),
    ("partners_partneralias", "agreements_entry_on_alias", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_file", "agreements_publish_on_part", ("INSERT", "UPDATE", "DELETE")),
    ("agreements_correction", "agreements_publish_on_part", ("INSERT",)),
)
NAMES = ("accounts_government", "accounts_unit")

WORDS = """
CREATE TRIGGER entry_words_insert AFTER INSERT ON agreements_file
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION agreements_entry_on_file();
CREATE TRIGGER entry_words_update AFTER UPDATE ON agreements_file
    REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION agreements_entry_on_file();
CREATE TRIGGER entry_words_delete AFTER DELETE ON agreements_file
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION agreements_entry_on_file();
"""


def _trigger(table: str, function: str, event: str) -> str:
    rows = "OLD" if event == "DELETE" else "NEW"
    return (
        f"CREATE TRIGGER entry_{event.lower()} AFTER {event} ON {table} "
        f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    )


CREATE = "\n".join(
    [
        FUNCTIONS,
        *(_trigger(table, function, event) for table, function, events in TRIGGERS for event in events),
        *(
            f"CREATE TRIGGER entry_names AFTER UPDATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION agreements_publish_names();"
            for table in NAMES
        ),
        WORDS,
    ]
)
DROP = """
DROP AGGREGATE agreements_joined_words (tsvector);
DROP FUNCTION agreements_publish_names, agreements_publish_on_part, agreements_entry_on_file, agreements_entry_on_alias,
    agreements_entry_on_partner, agreements_entry_on_part, agreements_entry_on_agreement, agreements_refresh_entries,
    agreements_publish_documents, agreements_publish CASCADE;
"""


class Migration(migrations.Migration):

    replaces = [('agreements', '0001_initial'), ('agreements', '0002_initial'), ('agreements', '0003_entry'), ('agreements', '0004_entry_triggers'), ('agreements', '0005_procedures_local'), ('agreements', '0006_other_rules'), ('agreements', '0007_freeze_weekday_phase_and_seat_of_parties'), ('agreements', '0008_end_decisions'), ('agreements', '0009_step_history'), ('agreements', '0010_file_moment_is_given'), ('agreements', '0011_file_text'), ('agreements', '0012_answer_letters_and_waivers'), ('agreements', '0013_notice_index'), ('agreements', '0014_file_page_unread'), ('agreements', '0015_rollups'), ('agreements', '0016_one_reader'), ('agreements', '0017_files_are_noted')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_0005_decide_days'),
        ('partners', '0001_squashed_0002_alias_history'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        kerjasama.all_at_once.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='PartyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('order', models.PositiveSmallIntegerField(verbose_name='urutan')),
                        ('number', models.CharField(blank=True, max_length=120, verbose_name='nomor naskah')),
                        ('name_as_signed', models.CharField(blank=True, max_length=250, verbose_name='nama pihak pada naskah')),
                        ('region_code_as_signed', models.CharField(blank=True, editable=False, max_length=13)),
                        ('address_as_signed', models.CharField(blank=True, max_length=300, verbose_name='kedudukan')),
                        ('signatory_name', models.CharField(blank=True, max_length=150, verbose_name='penanda tangan (tanpa gelar)')),
                        ('signatory_name_with_titles', models.CharField(blank=True, max_length=200, verbose_name='nama dengan gelar')),
                        ('signatory_position', models.CharField(blank=True, max_length=200, verbose_name='jabatan penanda tangan')),
                        ('capacity', models.CharField(blank=True, choices=[('kepala_daerah', 'Kepala Daerah'), ('pj', 'Penjabat (Pj.) Kepala Daerah'), ('plt', 'Pelaksana Tugas (Plt.)'), ('plh', 'Pelaksana Harian (Plh.)'), ('kuasa', 'Penerima kuasa'), ('pimpinan_pihak_ketiga', 'Pimpinan pihak ketiga'), ('kuasa_kl', 'Pejabat yang diberi kuasa kementerian/lembaga'), ('lainnya', 'Lainnya')], max_length=24, verbose_name='bertindak sebagai')),
                        ('basis', models.TextField(blank=True, help_text='Surat kuasa, akta, atau keputusan pengangkatan.', verbose_name='dasar kewenangan')),
                        ('basis_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat kuasa')),
                        ('basis_on', models.DateField(blank=True, null=True, verbose_name='tanggal surat kuasa')),
                        ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                        ('government', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner', verbose_name='mitra')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.party')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f51c6a16a2ff95f51b7f8e6b5bdf1251841f76d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09a15', table='agreements_partyevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterCounter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(max_length=32)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('last', models.PositiveIntegerField(default=0)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.government')),
                    ],
                    options={
                        'verbose_name': 'nomor register terakhir',
                        'verbose_name_plural': 'nomor register terakhir',
                        'ordering': ['government_id', 'form', 'year'],
                        'constraints': [models.UniqueConstraint(fields=('government', 'form', 'year'), name='counter_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, verbose_name='kode tahapan')),
                        ('label', models.CharField(max_length=160, verbose_name='tahapan')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='urutan')),
                        ('repetition', models.PositiveSmallIntegerField(default=1, verbose_name='kali ke')),
                        ('actor', models.CharField(blank=True, max_length=120, verbose_name='pelaku')),
                        ('article', models.CharField(blank=True, max_length=120, verbose_name='dasar hukum')),
                        ('sent_on', models.DateField(blank=True, null=True, verbose_name='dikirim')),
                        ('received_on', models.DateField(blank=True, null=True, verbose_name='diterima')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='tenggat')),
                        ('done_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                        ('letter_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat')),
                        ('outcome', models.CharField(blank=True, choices=[('selesai', 'Selesai'), ('disetujui', 'Disetujui'), ('disetujui_dengan_catatan', 'Disetujui dengan catatan'), ('ditolak', 'Ditolak'), ('dianggap_disetujui', 'Dianggap disetujui'), ('perbaiki', 'Perlu perbaikan'), ('tidak_dijawab', 'Tidak dijawab'), ('tidak_berlaku', 'Tidak berlaku untuk naskah ini')], max_length=28, verbose_name='hasil')),
                        ('note', models.TextField(blank=True, verbose_name='catatan')),
                        ('waived_reason', models.TextField(blank=True, verbose_name='alasan dilewati')),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='agreements.agreement')),
                        ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.file', verbose_name='bukti')),
                        ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('waived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'tahapan',
                        'verbose_name_plural': 'tahapan',
                        'ordering': ['agreement_id', 'order', 'repetition'],
                        'constraints': [models.UniqueConstraint(fields=('agreement', 'code', 'repetition'), name='step_once'), models.CheckConstraint(condition=models.Q(('sent_on', None), ('received_on', None), ('received_on__gte', models.F('sent_on')), _connector='OR'), name='step_received_after_sent', violation_error_message='Tanggal diterima tidak boleh sebelum tanggal dikirim.'), models.CheckConstraint(condition=models.Q(models.Q(('waived_by', None), ('waived_reason', '')), models.Q(('waived_by__isnull', False), models.Q(('waived_reason', ''), _negated=True)), _connector='OR'), name='step_waived_with_reason')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_stepevent" ("actor", "agreement_id", "article", "code", "done_on", "due_on", "evidence_id", "id", "label", "letter_number", "note", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_by_id", "repetition", "sent_on", "updated_at", "waived_by_id", "waived_reason") VALUES (NEW."actor", NEW."agreement_id", NEW."article", NEW."code", NEW."done_on", NEW."due_on", NEW."evidence_id", NEW."id", NEW."label", NEW."letter_number", NEW."note", NEW."order", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on", NEW."recorded_by_id", NEW."repetition", NEW."sent_on", NEW."updated_at", NEW."waived_by_id", NEW."waived_reason"); RETURN NULL;', hash='a996138bc747245a0ceb9896bfef9eb0ff36538d', operation='INSERT', pgid='pgtrigger_insert_insert_cd302', table='agreements_step', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_stepevent" ("actor", "agreement_id", "article", "code", "done_on", "due_on", "evidence_id", "id", "label", "letter_number", "note", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_by_id", "repetition", "sent_on", "updated_at", "waived_by_id", "waived_reason") VALUES (NEW."actor", NEW."agreement_id", NEW."article", NEW."code", NEW."done_on", NEW."due_on", NEW."evidence_id", NEW."id", NEW."label", NEW."letter_number", NEW."note", NEW."order", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."recorded_by_id", NEW."repetition", NEW."sent_on", NEW."updated_at", NEW."waived_by_id", NEW."waived_reason"); RETURN NULL;', hash='f2b57769631f5ce4fdf1d62ff0c4d425517ebc0e', operation='UPDATE', pgid='pgtrigger_update_update_4608d', table='agreements_step', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Transition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('action', models.CharField(max_length=24, verbose_name='tindakan')),
                        ('from_phase', models.CharField(choices=[('draf', 'Draf'), ('diajukan', 'Diajukan'), ('ditelaah', 'Ditelaah TKKSD'), ('dikembalikan', 'Dikembalikan'), ('direkomendasikan', 'Direkomendasikan'), ('ditandatangani', 'Ditandatangani'), ('ditolak', 'Tidak direkomendasikan'), ('dibatalkan', 'Dibatalkan'), ('diakhiri', 'Diakhiri'), ('digantikan', 'Digantikan')], max_length=18, verbose_name='dari tahap')),
                        ('to_phase', models.CharField(choices=[('draf', 'Draf'), ('diajukan', 'Diajukan'), ('ditelaah', 'Ditelaah TKKSD'), ('dikembalikan', 'Dikembalikan'), ('direkomendasikan', 'Direkomendasikan'), ('ditandatangani', 'Ditandatangani'), ('ditolak', 'Tidak direkomendasikan'), ('dibatalkan', 'Dibatalkan'), ('diakhiri', 'Diakhiri'), ('digantikan', 'Digantikan')], max_length=18, verbose_name='ke tahap')),
                        ('note', models.TextField(blank=True, verbose_name='catatan')),
                        ('at', models.DateTimeField(verbose_name='waktu')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transitions', to='agreements.agreement')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'perpindahan tahap',
                        'verbose_name_plural': 'perpindahan tahap',
                        'ordering': ['at', 'pk'],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='223af6e801e7040180c8f459b451a5746e87529c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d1642', table='agreements_transition', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='WorkingCopy',
                    fields=[
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('base_version', models.PositiveIntegerField(null=True)),
                        ('data', models.JSONField(default=dict)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agreements.agreement')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.government')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'ketikan belum disimpan',
                        'verbose_name_plural': 'ketikan belum disimpan',
                        'ordering': ['-updated_at', 'key'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('agreement__isnull', False)), fields=('user', 'agreement'), name='working_copy_one_per_person_and_agreement')],
                    },
                ),
                migrations.CreateModel(
                    name='Agreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(choices=[('kesepakatan_bersama', 'Kesepakatan Bersama'), ('perjanjian_kerja_sama', 'Perjanjian Kerja Sama'), ('kontrak', 'Kontrak'), ('nota_kesepakatan', 'Nota Kesepakatan'), ('rencana_kerja', 'Rencana Kerja'), ('pernyataan_kehendak', 'Pernyataan Kehendak Kerja Sama (LoI)'), ('rencana_kerja_sama', 'Rencana Kerja Sama'), ('naskah_kerja_sama', 'Naskah Kerja Sama (MoU)'), ('rencana_kegiatan_tahunan', 'Rencana Kegiatan Tahunan'), ('implementing_arrangement', 'Pengaturan Pelaksanaan (IA)'), ('addendum', 'Addendum'), ('perpanjangan', 'Perpanjangan'), ('perjanjian_teknis', 'Perjanjian Teknis')], max_length=32, verbose_name='bentuk naskah')),
                        ('title_as_printed', models.CharField(blank=True, help_text='Misalnya Piagam Kerja Sama, MoU.', max_length=120, verbose_name='sebutan pada naskah')),
                        ('cooperation_kind', models.CharField(choices=[('ksdd_wajib', 'Kerja Sama Wajib dengan Daerah Lain'), ('ksdd_sukarela', 'Kerja Sama Sukarela dengan Daerah Lain'), ('ksdpk', 'Kerja Sama dengan Pihak Ketiga'), ('sinergi', 'Sinergi dengan Pemerintah Pusat'), ('ksdpl', 'Kerja Sama dengan Pemerintah Daerah di Luar Negeri'), ('ksdll_lainnya', 'Kerja Sama dengan Lembaga di Luar Negeri'), ('ksdll_penerusan', 'Kerja Sama Lembaga Luar Negeri – Penerusan Kerja Sama Pemerintah')], max_length=20, verbose_name='jenis kerja sama')),
                        ('ksdpk_kind', models.CharField(blank=True, choices=[('pelayanan_publik', 'Penyediaan pelayanan publik'), ('pengelolaan_aset', 'Pengelolaan aset'), ('investasi', 'Kerja sama investasi'), ('lainnya_infrastruktur', 'Penyediaan infrastruktur (KPBU)'), ('lainnya_pengadaan', 'Pengadaan barang dan jasa'), ('blud', 'Kerja sama Badan Layanan Umum Daerah (BLUD)'), ('hibah', 'Hibah')], max_length=24, verbose_name='jenis KSDPK')),
                        ('title', models.CharField(max_length=500, verbose_name='judul (tentang)')),
                        ('short_title', models.CharField(blank=True, max_length=120, verbose_name='judul singkat')),
                        ('relation', models.CharField(blank=True, choices=[('turunan', 'Turunan'), ('addendum', 'Addendum'), ('perpanjangan', 'Perpanjangan'), ('penggantian', 'Penggantian')], max_length=12, verbose_name='hubungan dengan induk')),
                        ('object', models.TextField(blank=True, verbose_name='objek')),
                        ('purpose', models.TextField(blank=True, verbose_name='maksud dan tujuan')),
                        ('scope', models.TextField(blank=True, help_text='Satu butir tiap baris.', verbose_name='ruang lingkup')),
                        ('background', models.TextField(blank=True, verbose_name='latar belakang')),
                        ('benefits', models.TextField(blank=True, verbose_name='manfaat')),
                        ('urusan', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='urusan pemerintahan')),
                        ('sdgs', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None, verbose_name='SDGs')),
                        ('location_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=13), blank=True, default=list, size=None, verbose_name='wilayah')),
                        ('location_text', models.CharField(blank=True, max_length=300, verbose_name='lokasi')),
                        ('initiator', models.CharField(choices=[('kami', 'Pemerintah daerah'), ('mitra', 'Mitra')], default='kami', max_length=5, verbose_name='pemrakarsa')),
                        ('funding_sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('apbn', 'APBN'), ('apbd', 'APBD'), ('pihak_ketiga', 'Pihak ketiga'), ('para_pihak', 'Para pihak'), ('hibah', 'Hibah'), ('lainnya', 'Sesuai ketentuan peraturan perundang-undangan')], max_length=12), blank=True, default=list, size=None, verbose_name='sumber pembiayaan')),
                        ('funding_note', models.CharField(blank=True, max_length=500, verbose_name='keterangan pembiayaan')),
                        ('value_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='nilai (rupiah)')),
                        ('burdens_public', models.BooleanField(blank=True, null=True, verbose_name='membebani masyarakat dan daerah')),
                        ('unbudgeted', models.BooleanField(blank=True, null=True, verbose_name='belum teranggarkan dalam APBD')),
                        ('consent_reason', models.TextField(blank=True, verbose_name='alasan perlu tidaknya persetujuan DPRD')),
                        ('signed_on', models.DateField(blank=True, null=True, verbose_name='tanggal penandatanganan')),
                        ('signed_precision', models.CharField(choices=[('hari', 'Tanggal lengkap'), ('bulan', 'Bulan dan tahun'), ('tahun', 'Tahun saja')], default='hari', max_length=5)),
                        ('signed_weekday', models.CharField(blank=True, max_length=10, verbose_name='hari sebagaimana tertulis')),
                        ('signed_place', models.CharField(blank=True, max_length=120, verbose_name='tempat penandatanganan')),
                        ('effective_from', models.DateField(blank=True, null=True, verbose_name='mulai berlaku')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='hari terakhir berlaku')),
                        ('ends_precision', models.CharField(choices=[('hari', 'Tanggal lengkap'), ('bulan', 'Bulan dan tahun'), ('tahun', 'Tahun saja')], default='hari', max_length=5)),
                        ('effective_ends_on', models.DateField(db_comment='ends_on moved by signed addenda and extensions; kept by domain.chain', editable=False, null=True, verbose_name='hari terakhir berlaku setelah perubahan')),
                        ('term_rule', models.CharField(choices=[('tetap', 'Sampai tanggal tertentu'), ('sampai_selesai', 'Sampai pekerjaan selesai'), ('tidak_ditentukan', 'Tidak ditentukan')], default='tetap', max_length=16, verbose_name='ketentuan jangka waktu')),
                        ('duration_text', models.CharField(blank=True, max_length=120, verbose_name='jangka waktu sebagaimana tertulis')),
                        ('duration_value', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ('duration_unit', models.CharField(blank=True, choices=[('hari', 'hari'), ('bulan', 'bulan'), ('tahun', 'tahun')], editable=False, max_length=5)),
                        ('signing_method', models.CharField(blank=True, choices=[('basah', 'Tanda tangan basah'), ('tte', 'Tanda tangan elektronik'), ('campuran', 'Campuran')], max_length=10, verbose_name='cara penandatanganan')),
                        ('copies_original', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah naskah asli')),
                        ('custody', models.CharField(blank=True, max_length=200, verbose_name='tempat penyimpanan naskah asli')),
                        ('meterai_kind', models.CharField(blank=True, choices=[('tempel', 'Meterai tempel'), ('elektronik', 'Meterai elektronik'), ('tidak_perlu', 'Tidak perlu')], max_length=12, verbose_name='meterai')),
                        ('meterai_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah meterai')),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), blank=True, default=list, size=None, verbose_name='bahasa naskah')),
                        ('prevailing_language', models.CharField(blank=True, max_length=3, verbose_name='bahasa yang diutamakan')),
                        ('phase', models.CharField(choices=[('draf', 'Draf'), ('diajukan', 'Diajukan'), ('ditelaah', 'Ditelaah TKKSD'), ('dikembalikan', 'Dikembalikan'), ('direkomendasikan', 'Direkomendasikan'), ('ditandatangani', 'Ditandatangani'), ('ditolak', 'Tidak direkomendasikan'), ('dibatalkan', 'Dibatalkan'), ('diakhiri', 'Diakhiri'), ('digantikan', 'Digantikan')], default='draf', editable=False, max_length=18, verbose_name='tahap')),
                        ('frozen_at', models.DateTimeField(editable=False, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='hari terakhir sebelum diakhiri')),
                        ('end_reason', models.CharField(blank=True, choices=[('jangka_waktu', 'Berakhirnya jangka waktu'), ('tujuan_tercapai', 'Tujuan telah tercapai'), ('kesepakatan', 'Kesepakatan para pihak untuk mengakhiri'), ('perubahan_kebijakan', 'Perubahan kebijakan berdasarkan peraturan perundang-undangan'), ('objek_hilang', 'Objek hilang atau musnah'), ('putusan_pengadilan', 'Putusan pengadilan berkekuatan hukum tetap'), ('pailit', 'Pihak ketiga dinyatakan pailit'), ('diganti', 'Dibuat kesepakatan baru yang menggantikan')], max_length=20, verbose_name='alasan berakhir')),
                        ('end_note', models.TextField(blank=True, verbose_name='keterangan pengakhiran')),
                        ('legacy', models.BooleanField(default=False, verbose_name='naskah lama')),
                        ('needs_review', models.BooleanField(default=False, verbose_name='perlu ditinjau')),
                        ('review_note', models.CharField(blank=True, max_length=300, verbose_name='yang perlu ditinjau')),
                        ('visibility', models.CharField(choices=[('publik', 'Publik'), ('terbatas', 'Terbatas'), ('rahasia', 'Rahasia (dikecualikan)')], default='publik', max_length=8, verbose_name='keterbukaan')),
                        ('visibility_reason', models.TextField(blank=True, verbose_name='alasan keterbukaan')),
                        ('register_no', models.CharField(editable=False, max_length=24, null=True, verbose_name='nomor register')),
                        ('register_year', models.PositiveSmallIntegerField(editable=False, null=True)),
                        ('register_seq', models.PositiveIntegerField(editable=False, null=True)),
                        ('source_note', models.CharField(blank=True, max_length=200, verbose_name='sumber data')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='accounts.government')),
                        ('initiating_units', models.ManyToManyField(blank=True, related_name='involved_in', to='accounts.unit', verbose_name='perangkat daerah lain yang terlibat')),
                        ('lead_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='led', to='accounts.unit', verbose_name='perangkat daerah pemrakarsa')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agreements.agreement', verbose_name='naskah induk')),
                        ('root', models.ForeignKey(db_comment='top of the tree', editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tree', to='agreements.agreement')),
                        ('updated_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('notice_days', models.PositiveSmallIntegerField(blank=True, help_text='Sekian hari sebelum berakhir para pihak harus memberi tahu, menurut naskahnya.', null=True, verbose_name='pemberitahuan kelanjutan (hari)')),
                    ],
                    options={
                        'verbose_name': 'naskah',
                        'verbose_name_plural': 'naskah',
                        'ordering': ['-signed_on', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('phase__in', ['ditandatangani', 'diakhiri', 'digantikan']), ('visibility', 'publik')), fields=['-signed_on', '-id'], name='agreement_public_newest'), models.Index(condition=models.Q(('phase', 'ditandatangani')), fields=['effective_ends_on', 'id'], name='agreement_ending'), models.Index(fields=['government', 'phase'], name='agreement_phase'), models.Index(fields=['root'], name='agreement_tree'), django.contrib.postgres.indexes.GinIndex(fields=['title'], name='agreement_title_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['urusan'], name='agreement_urusan'), models.Index(condition=models.Q(('notice_days__isnull', False), ('phase', 'ditandatangani')), fields=['notice_days'], name='agreement_noticed')],
                        'constraints': [models.UniqueConstraint(fields=('government', 'register_no'), name='agreement_register_no_once'), models.UniqueConstraint(fields=('government', 'form', 'register_year', 'register_seq'), name='agreement_register_seq_once'), models.CheckConstraint(condition=models.Q(models.Q(('register_no', None), ('register_seq', None), ('register_year', None)), models.Q(('register_no__isnull', False), ('register_seq__isnull', False), ('register_year__isnull', False)), _connector='OR'), name='agreement_register_no_whole'), models.CheckConstraint(condition=models.Q(models.Q(('phase__in', frozenset(['diakhiri', 'digantikan', 'ditandatangani'])), _negated=True), models.Q(('frozen_at__isnull', False), ('register_no__isnull', False)), _connector='OR'), name='agreement_signed_is_numbered_and_frozen'), models.CheckConstraint(condition=models.Q(models.Q(('legacy', False), ('phase', 'ditandatangani'), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='agreement_signed_has_date'), models.CheckConstraint(condition=models.Q(models.Q(('parent', None), ('relation', '')), models.Q(('parent__isnull', False), models.Q(('relation', ''), _negated=True)), _connector='OR'), name='agreement_parent_with_relation', violation_error_message='Naskah induk dan hubungannya diisi bersama-sama.'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='agreement_not_its_own_parent', violation_error_message='Naskah tidak dapat menjadi induk bagi dirinya sendiri.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('effective_from', None), ('ends_on__gte', models.F('effective_from')), _connector='OR'), name='agreement_ends_after_start', violation_error_message='Hari terakhir berlaku tidak boleh sebelum mulai berlaku.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('signed_on', None), ('ends_on__gte', models.F('signed_on')), _connector='OR'), name='agreement_ends_after_signing', violation_error_message='Hari terakhir berlaku tidak boleh sebelum tanggal penandatanganan.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('phase__in', ['diakhiri', 'digantikan']), models.Q(('end_reason', ''), _negated=True)), models.Q(models.Q(('phase__in', ['diakhiri', 'digantikan']), _negated=True), ('end_reason', ''), ('ended_on', None)), _connector='OR'), name='agreement_ended_with_reason'), models.CheckConstraint(condition=models.Q(('visibility', 'publik'), models.Q(('visibility_reason', ''), _negated=True), _connector='OR'), name='agreement_hidden_with_reason', violation_error_message='Naskah yang tidak dibuka untuk publik harus disertai alasan.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='frozen_facts', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF OLD.frozen_at IS NULL THEN\n                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RAISE EXCEPTION 'frozen: a registered agreement is never deleted' USING ERRCODE = 'integrity_constraint_violation';\n            END IF;\n            IF NEW.phase NOT IN ('diakhiri', 'digantikan', 'ditandatangani') THEN\n                RAISE EXCEPTION 'frozen: a signed agreement does not go back before its signature' USING ERRCODE = 'integrity_constraint_violation';\n            END IF;\n            IF (NEW.government_id IS DISTINCT FROM OLD.government_id OR NEW.form IS DISTINCT FROM OLD.form OR NEW.title_as_printed IS DISTINCT FROM OLD.title_as_printed OR NEW.cooperation_kind IS DISTINCT FROM OLD.cooperation_kind OR NEW.title IS DISTINCT FROM OLD.title OR NEW.parent_id IS DISTINCT FROM OLD.parent_id OR NEW.relation IS DISTINCT FROM OLD.relation OR NEW.object IS DISTINCT FROM OLD.object OR NEW.purpose IS DISTINCT FROM OLD.purpose OR NEW.scope IS DISTINCT FROM OLD.scope OR NEW.signed_on IS DISTINCT FROM OLD.signed_on OR NEW.signed_precision IS DISTINCT FROM OLD.signed_precision OR NEW.signed_weekday IS DISTINCT FROM OLD.signed_weekday OR NEW.signed_place IS DISTINCT FROM OLD.signed_place OR NEW.effective_from IS DISTINCT FROM OLD.effective_from OR NEW.ends_on IS DISTINCT FROM OLD.ends_on OR NEW.ends_precision IS DISTINCT FROM OLD.ends_precision OR NEW.term_rule IS DISTINCT FROM OLD.term_rule OR NEW.duration_text IS DISTINCT FROM OLD.duration_text OR NEW.signing_method IS DISTINCT FROM OLD.signing_method OR NEW.copies_original IS DISTINCT FROM OLD.copies_original OR NEW.meterai_kind IS DISTINCT FROM OLD.meterai_kind OR NEW.meterai_count IS DISTINCT FROM OLD.meterai_count OR NEW.legacy IS DISTINCT FROM OLD.legacy OR NEW.register_no IS DISTINCT FROM OLD.register_no OR NEW.register_year IS DISTINCT FROM OLD.register_year OR NEW.register_seq IS DISTINCT FROM OLD.register_seq OR NEW.frozen_at IS DISTINCT FROM OLD.frozen_at) AND NOT \n    EXISTS (\n        SELECT 1 FROM agreements_correction\n        WHERE id = NULLIF(current_setting('kerjasama.correction', true), '')::bigint AND agreement_id = OLD.id\n    )\n THEN\n                RAISE EXCEPTION 'frozen: facts of a signed agreement change only by a correction' USING ERRCODE = 'integrity_constraint_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='7efc3d0156d5ddfa2011390b39b18b0da38bc57a', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_facts_05f9e', table='agreements_agreement', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementevent" ("background", "benefits", "burdens_public", "consent_reason", "cooperation_kind", "copies_original", "created_at", "created_by_id", "custody", "duration_text", "duration_unit", "duration_value", "effective_ends_on", "effective_from", "end_note", "end_reason", "ended_on", "ends_on", "ends_precision", "form", "frozen_at", "funding_note", "funding_sources", "government_id", "id", "initiator", "ksdpk_kind", "languages", "lead_unit_id", "legacy", "location_codes", "location_text", "meterai_count", "meterai_kind", "needs_review", "notice_days", "object", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "prevailing_language", "purpose", "register_no", "register_seq", "register_year", "relation", "review_note", "root_id", "scope", "sdgs", "short_title", "signed_on", "signed_place", "signed_precision", "signed_weekday", "signing_method", "source_note", "term_rule", "title", "title_as_printed", "unbudgeted", "updated_by_id", "urusan", "value_amount", "visibility", "visibility_reason") VALUES (NEW."background", NEW."benefits", NEW."burdens_public", NEW."consent_reason", NEW."cooperation_kind", NEW."copies_original", NEW."created_at", NEW."created_by_id", NEW."custody", NEW."duration_text", NEW."duration_unit", NEW."duration_value", NEW."effective_ends_on", NEW."effective_from", NEW."end_note", NEW."end_reason", NEW."ended_on", NEW."ends_on", NEW."ends_precision", NEW."form", NEW."frozen_at", NEW."funding_note", NEW."funding_sources", NEW."government_id", NEW."id", NEW."initiator", NEW."ksdpk_kind", NEW."languages", NEW."lead_unit_id", NEW."legacy", NEW."location_codes", NEW."location_text", NEW."meterai_count", NEW."meterai_kind", NEW."needs_review", NEW."notice_days", NEW."object", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."prevailing_language", NEW."purpose", NEW."register_no", NEW."register_seq", NEW."register_year", NEW."relation", NEW."review_note", NEW."root_id", NEW."scope", NEW."sdgs", NEW."short_title", NEW."signed_on", NEW."signed_place", NEW."signed_precision", NEW."signed_weekday", NEW."signing_method", NEW."source_note", NEW."term_rule", NEW."title", NEW."title_as_printed", NEW."unbudgeted", NEW."updated_by_id", NEW."urusan", NEW."value_amount", NEW."visibility", NEW."visibility_reason"); RETURN NULL;', hash='4daa195754c5370d1160bb6e35e4b35ff82ee347', operation='INSERT', pgid='pgtrigger_insert_insert_13a93', table='agreements_agreement', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."background" IS DISTINCT FROM (NEW."background") OR OLD."benefits" IS DISTINCT FROM (NEW."benefits") OR OLD."burdens_public" IS DISTINCT FROM (NEW."burdens_public") OR OLD."consent_reason" IS DISTINCT FROM (NEW."consent_reason") OR OLD."cooperation_kind" IS DISTINCT FROM (NEW."cooperation_kind") OR OLD."copies_original" IS DISTINCT FROM (NEW."copies_original") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."custody" IS DISTINCT FROM (NEW."custody") OR OLD."duration_text" IS DISTINCT FROM (NEW."duration_text") OR OLD."duration_unit" IS DISTINCT FROM (NEW."duration_unit") OR OLD."duration_value" IS DISTINCT FROM (NEW."duration_value") OR OLD."effective_ends_on" IS DISTINCT FROM (NEW."effective_ends_on") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."end_note" IS DISTINCT FROM (NEW."end_note") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."ends_precision" IS DISTINCT FROM (NEW."ends_precision") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."funding_note" IS DISTINCT FROM (NEW."funding_note") OR OLD."funding_sources" IS DISTINCT FROM (NEW."funding_sources") OR OLD."government_id" IS DISTINCT FROM (NEW."government_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."initiator" IS DISTINCT FROM (NEW."initiator") OR OLD."ksdpk_kind" IS DISTINCT FROM (NEW."ksdpk_kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."lead_unit_id" IS DISTINCT FROM (NEW."lead_unit_id") OR OLD."legacy" IS DISTINCT FROM (NEW."legacy") OR OLD."location_codes" IS DISTINCT FROM (NEW."location_codes") OR OLD."location_text" IS DISTINCT FROM (NEW."location_text") OR OLD."meterai_count" IS DISTINCT FROM (NEW."meterai_count") OR OLD."meterai_kind" IS DISTINCT FROM (NEW."meterai_kind") OR OLD."needs_review" IS DISTINCT FROM (NEW."needs_review") OR OLD."notice_days" IS DISTINCT FROM (NEW."notice_days") OR OLD."object" IS DISTINCT FROM (NEW."object") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."prevailing_language" IS DISTINCT FROM (NEW."prevailing_language") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."register_no" IS DISTINCT FROM (NEW."register_no") OR OLD."register_seq" IS DISTINCT FROM (NEW."register_seq") OR OLD."register_year" IS DISTINCT FROM (NEW."register_year") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."review_note" IS DISTINCT FROM (NEW."review_note") OR OLD."root_id" IS DISTINCT FROM (NEW."root_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."sdgs" IS DISTINCT FROM (NEW."sdgs") OR OLD."short_title" IS DISTINCT FROM (NEW."short_title") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."signed_place" IS DISTINCT FROM (NEW."signed_place") OR OLD."signed_precision" IS DISTINCT FROM (NEW."signed_precision") OR OLD."signed_weekday" IS DISTINCT FROM (NEW."signed_weekday") OR OLD."signing_method" IS DISTINCT FROM (NEW."signing_method") OR OLD."source_note" IS DISTINCT FROM (NEW."source_note") OR OLD."term_rule" IS DISTINCT FROM (NEW."term_rule") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_as_printed" IS DISTINCT FROM (NEW."title_as_printed") OR OLD."unbudgeted" IS DISTINCT FROM (NEW."unbudgeted") OR OLD."updated_by_id" IS DISTINCT FROM (NEW."updated_by_id") OR OLD."urusan" IS DISTINCT FROM (NEW."urusan") OR OLD."value_amount" IS DISTINCT FROM (NEW."value_amount") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility") OR OLD."visibility_reason" IS DISTINCT FROM (NEW."visibility_reason"))', func='INSERT INTO "agreements_agreementevent" ("background", "benefits", "burdens_public", "consent_reason", "cooperation_kind", "copies_original", "created_at", "created_by_id", "custody", "duration_text", "duration_unit", "duration_value", "effective_ends_on", "effective_from", "end_note", "end_reason", "ended_on", "ends_on", "ends_precision", "form", "frozen_at", "funding_note", "funding_sources", "government_id", "id", "initiator", "ksdpk_kind", "languages", "lead_unit_id", "legacy", "location_codes", "location_text", "meterai_count", "meterai_kind", "needs_review", "notice_days", "object", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "prevailing_language", "purpose", "register_no", "register_seq", "register_year", "relation", "review_note", "root_id", "scope", "sdgs", "short_title", "signed_on", "signed_place", "signed_precision", "signed_weekday", "signing_method", "source_note", "term_rule", "title", "title_as_printed", "unbudgeted", "updated_by_id", "urusan", "value_amount", "visibility", "visibility_reason") VALUES (NEW."background", NEW."benefits", NEW."burdens_public", NEW."consent_reason", NEW."cooperation_kind", NEW."copies_original", NEW."created_at", NEW."created_by_id", NEW."custody", NEW."duration_text", NEW."duration_unit", NEW."duration_value", NEW."effective_ends_on", NEW."effective_from", NEW."end_note", NEW."end_reason", NEW."ended_on", NEW."ends_on", NEW."ends_precision", NEW."form", NEW."frozen_at", NEW."funding_note", NEW."funding_sources", NEW."government_id", NEW."id", NEW."initiator", NEW."ksdpk_kind", NEW."languages", NEW."lead_unit_id", NEW."legacy", NEW."location_codes", NEW."location_text", NEW."meterai_count", NEW."meterai_kind", NEW."needs_review", NEW."notice_days", NEW."object", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."prevailing_language", NEW."purpose", NEW."register_no", NEW."register_seq", NEW."register_year", NEW."relation", NEW."review_note", NEW."root_id", NEW."scope", NEW."sdgs", NEW."short_title", NEW."signed_on", NEW."signed_place", NEW."signed_precision", NEW."signed_weekday", NEW."signing_method", NEW."source_note", NEW."term_rule", NEW."title", NEW."title_as_printed", NEW."unbudgeted", NEW."updated_by_id", NEW."urusan", NEW."value_amount", NEW."visibility", NEW."visibility_reason"); RETURN NULL;', hash='953da96ff6a70e5fbf0104c81dcc424c154e6dfc', operation='UPDATE', pgid='pgtrigger_update_update_36fdd', table='agreements_agreement', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AgreementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('form', models.CharField(choices=[('kesepakatan_bersama', 'Kesepakatan Bersama'), ('perjanjian_kerja_sama', 'Perjanjian Kerja Sama'), ('kontrak', 'Kontrak'), ('nota_kesepakatan', 'Nota Kesepakatan'), ('rencana_kerja', 'Rencana Kerja'), ('pernyataan_kehendak', 'Pernyataan Kehendak Kerja Sama (LoI)'), ('rencana_kerja_sama', 'Rencana Kerja Sama'), ('naskah_kerja_sama', 'Naskah Kerja Sama (MoU)'), ('rencana_kegiatan_tahunan', 'Rencana Kegiatan Tahunan'), ('implementing_arrangement', 'Pengaturan Pelaksanaan (IA)'), ('addendum', 'Addendum'), ('perpanjangan', 'Perpanjangan'), ('perjanjian_teknis', 'Perjanjian Teknis')], max_length=32, verbose_name='bentuk naskah')),
                        ('title_as_printed', models.CharField(blank=True, help_text='Misalnya Piagam Kerja Sama, MoU.', max_length=120, verbose_name='sebutan pada naskah')),
                        ('cooperation_kind', models.CharField(choices=[('ksdd_wajib', 'Kerja Sama Wajib dengan Daerah Lain'), ('ksdd_sukarela', 'Kerja Sama Sukarela dengan Daerah Lain'), ('ksdpk', 'Kerja Sama dengan Pihak Ketiga'), ('sinergi', 'Sinergi dengan Pemerintah Pusat'), ('ksdpl', 'Kerja Sama dengan Pemerintah Daerah di Luar Negeri'), ('ksdll_lainnya', 'Kerja Sama dengan Lembaga di Luar Negeri'), ('ksdll_penerusan', 'Kerja Sama Lembaga Luar Negeri – Penerusan Kerja Sama Pemerintah')], max_length=20, verbose_name='jenis kerja sama')),
                        ('ksdpk_kind', models.CharField(blank=True, choices=[('pelayanan_publik', 'Penyediaan pelayanan publik'), ('pengelolaan_aset', 'Pengelolaan aset'), ('investasi', 'Kerja sama investasi'), ('lainnya_infrastruktur', 'Penyediaan infrastruktur (KPBU)'), ('lainnya_pengadaan', 'Pengadaan barang dan jasa'), ('blud', 'Kerja sama Badan Layanan Umum Daerah (BLUD)'), ('hibah', 'Hibah')], max_length=24, verbose_name='jenis KSDPK')),
                        ('title', models.CharField(max_length=500, verbose_name='judul (tentang)')),
                        ('short_title', models.CharField(blank=True, max_length=120, verbose_name='judul singkat')),
                        ('relation', models.CharField(blank=True, choices=[('turunan', 'Turunan'), ('addendum', 'Addendum'), ('perpanjangan', 'Perpanjangan'), ('penggantian', 'Penggantian')], max_length=12, verbose_name='hubungan dengan induk')),
                        ('object', models.TextField(blank=True, verbose_name='objek')),
                        ('purpose', models.TextField(blank=True, verbose_name='maksud dan tujuan')),
                        ('scope', models.TextField(blank=True, help_text='Satu butir tiap baris.', verbose_name='ruang lingkup')),
                        ('background', models.TextField(blank=True, verbose_name='latar belakang')),
                        ('benefits', models.TextField(blank=True, verbose_name='manfaat')),
                        ('urusan', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='urusan pemerintahan')),
                        ('sdgs', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None, verbose_name='SDGs')),
                        ('location_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=13), blank=True, default=list, size=None, verbose_name='wilayah')),
                        ('location_text', models.CharField(blank=True, max_length=300, verbose_name='lokasi')),
                        ('initiator', models.CharField(choices=[('kami', 'Pemerintah daerah'), ('mitra', 'Mitra')], default='kami', max_length=5, verbose_name='pemrakarsa')),
                        ('funding_sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('apbn', 'APBN'), ('apbd', 'APBD'), ('pihak_ketiga', 'Pihak ketiga'), ('para_pihak', 'Para pihak'), ('hibah', 'Hibah'), ('lainnya', 'Sesuai ketentuan peraturan perundang-undangan')], max_length=12), blank=True, default=list, size=None, verbose_name='sumber pembiayaan')),
                        ('funding_note', models.CharField(blank=True, max_length=500, verbose_name='keterangan pembiayaan')),
                        ('value_amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='nilai (rupiah)')),
                        ('burdens_public', models.BooleanField(blank=True, null=True, verbose_name='membebani masyarakat dan daerah')),
                        ('unbudgeted', models.BooleanField(blank=True, null=True, verbose_name='belum teranggarkan dalam APBD')),
                        ('consent_reason', models.TextField(blank=True, verbose_name='alasan perlu tidaknya persetujuan DPRD')),
                        ('signed_on', models.DateField(blank=True, null=True, verbose_name='tanggal penandatanganan')),
                        ('signed_precision', models.CharField(choices=[('hari', 'Tanggal lengkap'), ('bulan', 'Bulan dan tahun'), ('tahun', 'Tahun saja')], default='hari', max_length=5)),
                        ('signed_weekday', models.CharField(blank=True, max_length=10, verbose_name='hari sebagaimana tertulis')),
                        ('signed_place', models.CharField(blank=True, max_length=120, verbose_name='tempat penandatanganan')),
                        ('effective_from', models.DateField(blank=True, null=True, verbose_name='mulai berlaku')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='hari terakhir berlaku')),
                        ('ends_precision', models.CharField(choices=[('hari', 'Tanggal lengkap'), ('bulan', 'Bulan dan tahun'), ('tahun', 'Tahun saja')], default='hari', max_length=5)),
                        ('effective_ends_on', models.DateField(db_comment='ends_on moved by signed addenda and extensions; kept by domain.chain', editable=False, null=True, verbose_name='hari terakhir berlaku setelah perubahan')),
                        ('term_rule', models.CharField(choices=[('tetap', 'Sampai tanggal tertentu'), ('sampai_selesai', 'Sampai pekerjaan selesai'), ('tidak_ditentukan', 'Tidak ditentukan')], default='tetap', max_length=16, verbose_name='ketentuan jangka waktu')),
                        ('duration_text', models.CharField(blank=True, max_length=120, verbose_name='jangka waktu sebagaimana tertulis')),
                        ('duration_value', models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ('duration_unit', models.CharField(blank=True, choices=[('hari', 'hari'), ('bulan', 'bulan'), ('tahun', 'tahun')], editable=False, max_length=5)),
                        ('signing_method', models.CharField(blank=True, choices=[('basah', 'Tanda tangan basah'), ('tte', 'Tanda tangan elektronik'), ('campuran', 'Campuran')], max_length=10, verbose_name='cara penandatanganan')),
                        ('copies_original', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah naskah asli')),
                        ('custody', models.CharField(blank=True, max_length=200, verbose_name='tempat penyimpanan naskah asli')),
                        ('meterai_kind', models.CharField(blank=True, choices=[('tempel', 'Meterai tempel'), ('elektronik', 'Meterai elektronik'), ('tidak_perlu', 'Tidak perlu')], max_length=12, verbose_name='meterai')),
                        ('meterai_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah meterai')),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), blank=True, default=list, size=None, verbose_name='bahasa naskah')),
                        ('prevailing_language', models.CharField(blank=True, max_length=3, verbose_name='bahasa yang diutamakan')),
                        ('phase', models.CharField(choices=[('draf', 'Draf'), ('diajukan', 'Diajukan'), ('ditelaah', 'Ditelaah TKKSD'), ('dikembalikan', 'Dikembalikan'), ('direkomendasikan', 'Direkomendasikan'), ('ditandatangani', 'Ditandatangani'), ('ditolak', 'Tidak direkomendasikan'), ('dibatalkan', 'Dibatalkan'), ('diakhiri', 'Diakhiri'), ('digantikan', 'Digantikan')], default='draf', editable=False, max_length=18, verbose_name='tahap')),
                        ('frozen_at', models.DateTimeField(editable=False, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='hari terakhir sebelum diakhiri')),
                        ('end_reason', models.CharField(blank=True, choices=[('jangka_waktu', 'Berakhirnya jangka waktu'), ('tujuan_tercapai', 'Tujuan telah tercapai'), ('kesepakatan', 'Kesepakatan para pihak untuk mengakhiri'), ('perubahan_kebijakan', 'Perubahan kebijakan berdasarkan peraturan perundang-undangan'), ('objek_hilang', 'Objek hilang atau musnah'), ('putusan_pengadilan', 'Putusan pengadilan berkekuatan hukum tetap'), ('pailit', 'Pihak ketiga dinyatakan pailit'), ('diganti', 'Dibuat kesepakatan baru yang menggantikan')], max_length=20, verbose_name='alasan berakhir')),
                        ('end_note', models.TextField(blank=True, verbose_name='keterangan pengakhiran')),
                        ('legacy', models.BooleanField(default=False, verbose_name='naskah lama')),
                        ('needs_review', models.BooleanField(default=False, verbose_name='perlu ditinjau')),
                        ('review_note', models.CharField(blank=True, max_length=300, verbose_name='yang perlu ditinjau')),
                        ('visibility', models.CharField(choices=[('publik', 'Publik'), ('terbatas', 'Terbatas'), ('rahasia', 'Rahasia (dikecualikan)')], default='publik', max_length=8, verbose_name='keterbukaan')),
                        ('visibility_reason', models.TextField(blank=True, verbose_name='alasan keterbukaan')),
                        ('register_no', models.CharField(editable=False, max_length=24, null=True, verbose_name='nomor register')),
                        ('register_year', models.PositiveSmallIntegerField(editable=False, null=True)),
                        ('register_seq', models.PositiveIntegerField(editable=False, null=True)),
                        ('source_note', models.CharField(blank=True, max_length=200, verbose_name='sumber data')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('created_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('lead_unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit', verbose_name='perangkat daerah pemrakarsa')),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement', verbose_name='naskah induk')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.agreement')),
                        ('root', models.ForeignKey(db_comment='top of the tree', db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                        ('updated_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('notice_days', models.PositiveSmallIntegerField(blank=True, help_text='Sekian hari sebelum berakhir para pihak harus memberi tahu, menurut naskahnya.', null=True, verbose_name='pemberitahuan kelanjutan (hari)')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='10a426d334db94a2d51d3555cf1d4c20cc116b1d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ab134', table='agreements_agreementevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Article',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='pasal')),
                        ('heading', models.CharField(max_length=160, verbose_name='judul pasal')),
                        ('body', models.TextField(verbose_name='isi')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='agreements.agreement')),
                    ],
                    options={
                        'verbose_name': 'pasal',
                        'verbose_name_plural': 'pasal',
                        'ordering': ['agreement_id', 'order'],
                        'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('agreement', 'order'), name='article_order_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Caution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('message', models.CharField(max_length=400, verbose_name='peringatan')),
                        ('raised_at', models.DateTimeField(verbose_name='muncul')),
                        ('cleared_at', models.DateTimeField(blank=True, null=True, verbose_name='tidak berlaku lagi')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cautions', to='agreements.agreement')),
                    ],
                    options={
                        'verbose_name': 'peringatan',
                        'verbose_name_plural': 'peringatan',
                        'ordering': ['raised_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at', None)), fields=('agreement', 'code'), name='caution_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.TextField(verbose_name='alasan')),
                        ('changes', models.JSONField(default=dict, verbose_name='perubahan')),
                        ('at', models.DateTimeField(verbose_name='waktu')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='agreements.agreement')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'koreksi',
                        'verbose_name_plural': 'koreksi',
                        'ordering': ['at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_with_reason', violation_error_message='Alasan koreksi wajib diisi.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b1c8c140134abbe883c54f1128f014a3eaa6ae1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_82ee8', table='agreements_correction', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='File',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('draf', 'Rancangan naskah'), ('kak', 'Kerangka Acuan Kerja'), ('studi_kelayakan', 'Studi kelayakan'), ('surat', 'Surat'), ('pindaian', 'Pindaian naskah bertanda tangan'), ('salinan_publik', 'Salinan publik (sudah disamarkan)'), ('surat_kuasa', 'Surat kuasa'), ('dokumen_pengakhiran', 'Dokumen pengakhiran'), ('bukti', 'Bukti tahapan'), ('cetakan', 'Cetakan sistem'), ('lampiran', 'Lampiran')], max_length=20, verbose_name='jenis berkas')),
                        ('name', models.CharField(max_length=200, verbose_name='nama berkas')),
                        ('version', models.PositiveSmallIntegerField(default=1, verbose_name='versi')),
                        ('visibility', models.CharField(choices=[('publik', 'Publik'), ('terbatas', 'Terbatas'), ('rahasia', 'Rahasia (dikecualikan)')], default='terbatas', max_length=8, verbose_name='keterbukaan')),
                        ('sha256', models.CharField(db_index=True, max_length=64)),
                        ('size', models.PositiveBigIntegerField(verbose_name='ukuran (bita)')),
                        ('mime', models.CharField(max_length=100)),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                        ('uploaded_at', models.DateTimeField()),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ditarik')),
                        ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan penarikan')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='agreements.agreement')),
                        ('masked_copy_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='agreements.file', verbose_name='salinan tersamar dari')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'berkas',
                        'verbose_name_plural': 'berkas',
                        'ordering': ['agreement_id', 'kind', '-version', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('agreement', 'kind', 'name', 'version'), name='file_version_once'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_sha256_whole'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'pindaian'), _negated=True), models.Q(('visibility', 'publik'), _negated=True), _connector='OR'), name='file_archive_scan_never_public', violation_error_message='Pindaian arsip tidak dibuka; unggah salinan publik yang sudah disamarkan.'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='file_withdrawn_with_reason'), models.CheckConstraint(condition=models.Q(('masked_copy_of', None), models.Q(('masked_copy_of', models.F('id')), _negated=True), _connector='OR'), name='file_not_copy_of_itself')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_fileevent" ("agreement_id", "id", "kind", "masked_copy_of_id", "mime", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id", "version", "visibility", "withdrawn_at", "withdrawn_reason") VALUES (NEW."agreement_id", NEW."id", NEW."kind", NEW."masked_copy_of_id", NEW."mime", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version", NEW."visibility", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;', hash='9443a852facf41ff64f8faf9a9b22e955c127bb9', operation='INSERT', pgid='pgtrigger_insert_insert_62341', table='agreements_file', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_fileevent" ("agreement_id", "id", "kind", "masked_copy_of_id", "mime", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id", "version", "visibility", "withdrawn_at", "withdrawn_reason") VALUES (NEW."agreement_id", NEW."id", NEW."kind", NEW."masked_copy_of_id", NEW."mime", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version", NEW."visibility", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;', hash='88d3e27d7cfd9476bfbaecf50a3d0331615e57f3', operation='UPDATE', pgid='pgtrigger_update_update_bd7ee', table='agreements_file', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='FileEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('draf', 'Rancangan naskah'), ('kak', 'Kerangka Acuan Kerja'), ('studi_kelayakan', 'Studi kelayakan'), ('surat', 'Surat'), ('pindaian', 'Pindaian naskah bertanda tangan'), ('salinan_publik', 'Salinan publik (sudah disamarkan)'), ('surat_kuasa', 'Surat kuasa'), ('dokumen_pengakhiran', 'Dokumen pengakhiran'), ('bukti', 'Bukti tahapan'), ('cetakan', 'Cetakan sistem'), ('lampiran', 'Lampiran')], max_length=20, verbose_name='jenis berkas')),
                        ('name', models.CharField(max_length=200, verbose_name='nama berkas')),
                        ('version', models.PositiveSmallIntegerField(default=1, verbose_name='versi')),
                        ('visibility', models.CharField(choices=[('publik', 'Publik'), ('terbatas', 'Terbatas'), ('rahasia', 'Rahasia (dikecualikan)')], default='terbatas', max_length=8, verbose_name='keterbukaan')),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField(verbose_name='ukuran (bita)')),
                        ('mime', models.CharField(max_length=100)),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                        ('uploaded_at', models.DateTimeField()),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ditarik')),
                        ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan penarikan')),
                        ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                        ('masked_copy_of', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.file', verbose_name='salinan tersamar dari')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.file')),
                        ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b62c7e9047dfa55d45228703c8ee3471744a3784', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8cdfb', table='agreements_fileevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Party',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='urutan')),
                        ('number', models.CharField(blank=True, max_length=120, verbose_name='nomor naskah')),
                        ('name_as_signed', models.CharField(blank=True, max_length=250, verbose_name='nama pihak pada naskah')),
                        ('region_code_as_signed', models.CharField(blank=True, editable=False, max_length=13)),
                        ('address_as_signed', models.CharField(blank=True, max_length=300, verbose_name='kedudukan')),
                        ('signatory_name', models.CharField(blank=True, max_length=150, verbose_name='penanda tangan (tanpa gelar)')),
                        ('signatory_name_with_titles', models.CharField(blank=True, max_length=200, verbose_name='nama dengan gelar')),
                        ('signatory_position', models.CharField(blank=True, max_length=200, verbose_name='jabatan penanda tangan')),
                        ('capacity', models.CharField(blank=True, choices=[('kepala_daerah', 'Kepala Daerah'), ('pj', 'Penjabat (Pj.) Kepala Daerah'), ('plt', 'Pelaksana Tugas (Plt.)'), ('plh', 'Pelaksana Harian (Plh.)'), ('kuasa', 'Penerima kuasa'), ('pimpinan_pihak_ketiga', 'Pimpinan pihak ketiga'), ('kuasa_kl', 'Pejabat yang diberi kuasa kementerian/lembaga'), ('lainnya', 'Lainnya')], max_length=24, verbose_name='bertindak sebagai')),
                        ('basis', models.TextField(blank=True, help_text='Surat kuasa, akta, atau keputusan pengangkatan.', verbose_name='dasar kewenangan')),
                        ('basis_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat kuasa')),
                        ('basis_on', models.DateField(blank=True, null=True, verbose_name='tanggal surat kuasa')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='agreements.agreement')),
                        ('government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.government')),
                        ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='partners.partner', verbose_name='mitra')),
                    ],
                    options={
                        'verbose_name': 'pihak',
                        'verbose_name_plural': 'pihak',
                        'ordering': ['agreement_id', 'order'],
                        'indexes': [models.Index(fields=['partner', 'agreement'], name='party_partner')],
                        'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('agreement', 'order'), name='party_order_once'), models.UniqueConstraint(fields=('agreement', 'partner'), name='party_partner_once', violation_error_message='Mitra yang sama tercantum dua kali.'), models.UniqueConstraint(fields=('agreement', 'government'), name='party_government_once', violation_error_message='Pemerintah daerah tercantum dua kali.'), models.CheckConstraint(condition=models.Q(models.Q(('government__isnull', False), ('partner', None)), models.Q(('government', None), ('partner__isnull', False)), _connector='OR'), name='party_government_or_partner', violation_error_message='Setiap pihak adalah pemerintah daerah ini atau satu mitra.'), models.CheckConstraint(condition=models.Q(('order__gte', 1)), name='party_order_from_one')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_partyevent" ("address_as_signed", "agreement_id", "basis", "basis_number", "basis_on", "capacity", "government_id", "id", "name_as_signed", "number", "order", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code_as_signed", "signatory_name", "signatory_name_with_titles", "signatory_position") VALUES (NEW."address_as_signed", NEW."agreement_id", NEW."basis", NEW."basis_number", NEW."basis_on", NEW."capacity", NEW."government_id", NEW."id", NEW."name_as_signed", NEW."number", NEW."order", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_code_as_signed", NEW."signatory_name", NEW."signatory_name_with_titles", NEW."signatory_position"); RETURN NULL;', hash='a550f186985d53a106a89bc9273f0e5baa96248c', operation='INSERT', pgid='pgtrigger_insert_insert_783c4', table='agreements_party', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_partyevent" ("address_as_signed", "agreement_id", "basis", "basis_number", "basis_on", "capacity", "government_id", "id", "name_as_signed", "number", "order", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_code_as_signed", "signatory_name", "signatory_name_with_titles", "signatory_position") VALUES (NEW."address_as_signed", NEW."agreement_id", NEW."basis", NEW."basis_number", NEW."basis_on", NEW."capacity", NEW."government_id", NEW."id", NEW."name_as_signed", NEW."number", NEW."order", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_code_as_signed", NEW."signatory_name", NEW."signatory_name_with_titles", NEW."signatory_position"); RETURN NULL;', hash='a61ed596a7e9386fabca003cf1d5e05d748169ba', operation='UPDATE', pgid='pgtrigger_update_update_83158', table='agreements_party', when='AFTER')), pgtrigger.compiler.Trigger(name='frozen_parties', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            DECLARE target bigint;\n            BEGIN\n                target := CASE WHEN TG_OP = 'INSERT' THEN NEW.agreement_id ELSE OLD.agreement_id END;\n                IF TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id THEN\n                    RAISE EXCEPTION 'frozen: a party belongs to one agreement for ever' USING ERRCODE = 'integrity_constraint_violation';\n                END IF;\n                IF EXISTS (SELECT 1 FROM agreements_agreement WHERE id = target AND frozen_at IS NOT NULL)\n                   AND NOT (TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'partner_id' = to_jsonb(OLD) - 'partner_id')\n                   AND NOT \n    EXISTS (\n        SELECT 1 FROM agreements_correction\n        WHERE id = NULLIF(current_setting('kerjasama.correction', true), '')::bigint AND agreement_id = target\n    )\n\n                THEN\n                    RAISE EXCEPTION 'frozen: parties of a signed agreement change only by a correction' USING ERRCODE = 'integrity_constraint_violation';\n                END IF;\n                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                RETURN NEW;\n            END;\n        ", hash='c46d0f378c29b181e606b2c41193374a693e09bc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_parties_e7277', table='agreements_party', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('agreement', models.OneToOneField(db_comment='removed by a trigger when the document goes', db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to='agreements.agreement')),
                        ('is_public', models.BooleanField()),
                        ('year', models.PositiveSmallIntegerField(db_comment='of signing, else of registration', null=True)),
                        ('newest_key', models.DateField(db_comment='day of signing, 0001-01-01 when unknown')),
                        ('starts_on', models.DateField(null=True)),
                        ('last_day', models.DateField(db_comment='after addenda, extensions and an early ending', null=True)),
                        ('ends_key', models.DateField(db_comment='last_day, 9999-12-31 when open-ended')),
                        ('unit_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('partner_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('partner_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), default=list, size=None)),
                        ('provinces', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), db_comment='of domestic partners', default=list, size=None)),
                        ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), db_comment='of foreign partners', default=list, size=None)),
                        ('words', django.contrib.postgres.search.SearchVectorField(null=True)),
                        ('is_stale', models.BooleanField(db_comment='words are older than the document', default=True)),
                        ('all_words', django.contrib.postgres.search.SearchVectorField(db_comment='words and those of the public files; null where no file adds any, and when one closes', null=True)),
                    ],
                    options={
                        'verbose_name': 'baris penelusuran',
                        'verbose_name_plural': 'baris penelusuran',
                        'ordering': ['-newest_key', '-agreement_id'],
                        'indexes': [models.Index(condition=models.Q(('is_public', True)), fields=['-newest_key', '-agreement_id'], name='entry_newest'), models.Index(condition=models.Q(('is_public', True)), fields=['ends_key', 'agreement_id'], name='entry_ending'), models.Index(condition=models.Q(('is_stale', True)), fields=['agreement_id'], name='entry_stale'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='entry_words'), django.contrib.postgres.indexes.GinIndex(fields=['partner_ids'], name='entry_partners'), django.contrib.postgres.indexes.GinIndex(fields=['unit_ids'], name='entry_units'), django.contrib.postgres.indexes.GinIndex(condition=models.Q(('all_words__isnull', False)), fields=['all_words'], name='entry_all_words')],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('xid', models.CharField(max_length=24)),
                        ('at', models.DateTimeField()),
                        ('segments', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), db_comment='of the documents that changed', default=list, size=None)),
                        ('documents', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_comment='those that changed; null where too many', null=True, size=None)),
                    ],
                    options={
                        'verbose_name': 'terbitan',
                        'verbose_name_plural': 'terbitan',
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(fields=('xid', 'at'), name='publication_once_per_transaction')],
                    },
                ),
                migrations.CreateModel(
                    name='Word',
                    fields=[
                        ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                        ('documents', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'kata',
                        'verbose_name_plural': 'kata',
                        'ordering': ['word'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='word_trgm', opclasses=['gin_trgm_ops'])],
                    },
                ),
                migrations.CreateModel(
                    name='LimitOverride',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('procedure', models.CharField(max_length=40, verbose_name='prosedur')),
                        ('step', models.CharField(max_length=40, verbose_name='tahapan')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='batas waktu')),
                        ('unit', models.CharField(choices=[('hari', 'hari'), ('hari_kerja', 'hari kerja')], max_length=10, verbose_name='satuan')),
                        ('note', models.CharField(max_length=300, verbose_name='dasar dan alasan')),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='limit_overrides', to='accounts.government')),
                    ],
                    options={
                        'verbose_name': 'batas waktu daerah',
                        'verbose_name_plural': 'batas waktu daerah',
                        'ordering': ['government_id', 'procedure', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('government', 'procedure', 'step'), name='limit_override_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 999)), name='limit_override_plausible'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='limit_override_with_reason')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_limitoverrideevent" ("changed_at", "changed_by_id", "government_id", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "step", "unit") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."government_id", NEW."id", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."procedure", NEW."step", NEW."unit"); RETURN NULL;', hash='a477106c17f4959e16fb7a114c29d5a3c513072a', operation='INSERT', pgid='pgtrigger_insert_insert_11479', table='agreements_limitoverride', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_limitoverrideevent" ("changed_at", "changed_by_id", "government_id", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "step", "unit") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."government_id", NEW."id", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."procedure", NEW."step", NEW."unit"); RETURN NULL;', hash='832db4b306d12dbbfde46c8b1eb2bd8f4ee8af28', operation='UPDATE', pgid='pgtrigger_update_update_a4dff', table='agreements_limitoverride', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_limitoverrideevent" ("changed_at", "changed_by_id", "government_id", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "step", "unit") VALUES (OLD."changed_at", OLD."changed_by_id", OLD."government_id", OLD."id", OLD."note", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."procedure", OLD."step", OLD."unit"); RETURN NULL;', hash='f93ef883292645e4993a598519f16f663260759b', operation='DELETE', pgid='pgtrigger_delete_delete_eda8d', table='agreements_limitoverride', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='LimitOverrideEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('procedure', models.CharField(max_length=40, verbose_name='prosedur')),
                        ('step', models.CharField(max_length=40, verbose_name='tahapan')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='batas waktu')),
                        ('unit', models.CharField(choices=[('hari', 'hari'), ('hari_kerja', 'hari kerja')], max_length=10, verbose_name='satuan')),
                        ('note', models.CharField(max_length=300, verbose_name='dasar dan alasan')),
                        ('changed_at', models.DateTimeField(auto_now=True)),
                        ('changed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.limitoverride')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b343fd0538683d1dccf545e3e6c7b02e5cf81d28', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_63146', table='agreements_limitoverrideevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='LocalItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('procedure', models.CharField(max_length=40, verbose_name='prosedur')),
                        ('step', models.CharField(max_length=40, verbose_name='tahapan')),
                        ('text', models.CharField(max_length=160, verbose_name='butir')),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='local_items', to='accounts.government')),
                    ],
                    options={
                        'verbose_name': 'butir daerah',
                        'verbose_name_plural': 'butir daerah',
                        'ordering': ['government_id', 'procedure', 'step', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('government', 'procedure', 'step', 'text'), name='local_item_once', violation_error_message='Butir ini sudah ada.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_localitemevent" ("added_by_id", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "step", "text") VALUES (NEW."added_by_id", NEW."government_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."procedure", NEW."step", NEW."text"); RETURN NULL;', hash='9a76274b30531ff50c6761969aadfee0e1038e01', operation='INSERT', pgid='pgtrigger_insert_insert_cb030', table='agreements_localitem', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_localitemevent" ("added_by_id", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "step", "text") VALUES (NEW."added_by_id", NEW."government_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."procedure", NEW."step", NEW."text"); RETURN NULL;', hash='ffe4d49f231d046742485f58211a2aabfb7b209f', operation='UPDATE', pgid='pgtrigger_update_update_ea542', table='agreements_localitem', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_localitemevent" ("added_by_id", "government_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "step", "text") VALUES (OLD."added_by_id", OLD."government_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."procedure", OLD."step", OLD."text"); RETURN NULL;', hash='2b4ad09cc198820a3465fceaa768cd0b4b3ecc38', operation='DELETE', pgid='pgtrigger_delete_delete_4a89c', table='agreements_localitem', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='LocalItemEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('procedure', models.CharField(max_length=40, verbose_name='prosedur')),
                        ('step', models.CharField(max_length=40, verbose_name='tahapan')),
                        ('text', models.CharField(max_length=160, verbose_name='butir')),
                        ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.localitem')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e4023f280f46e3818cd6241517cbaade5418b760', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ae759', table='agreements_localitemevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='LocalStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('procedure', models.CharField(max_length=40, verbose_name='prosedur')),
                        ('form', models.CharField(choices=[('kesepakatan_bersama', 'Kesepakatan Bersama'), ('perjanjian_kerja_sama', 'Perjanjian Kerja Sama'), ('kontrak', 'Kontrak'), ('nota_kesepakatan', 'Nota Kesepakatan'), ('rencana_kerja', 'Rencana Kerja'), ('pernyataan_kehendak', 'Pernyataan Kehendak Kerja Sama (LoI)'), ('rencana_kerja_sama', 'Rencana Kerja Sama'), ('naskah_kerja_sama', 'Naskah Kerja Sama (MoU)'), ('rencana_kegiatan_tahunan', 'Rencana Kegiatan Tahunan'), ('implementing_arrangement', 'Pengaturan Pelaksanaan (IA)'), ('addendum', 'Addendum'), ('perpanjangan', 'Perpanjangan'), ('perjanjian_teknis', 'Perjanjian Teknis')], max_length=32, verbose_name='bentuk naskah')),
                        ('after', models.CharField(blank=True, max_length=40, verbose_name='sesudah tahapan')),
                        ('label', models.CharField(max_length=160, verbose_name='nama tahapan')),
                        ('actor', models.CharField(max_length=8, verbose_name='pelaku')),
                        ('action', models.CharField(blank=True, max_length=300, verbose_name='yang dikerjakan')),
                        ('basis', models.CharField(help_text='Misalnya Peraturan Bupati Nomor 98 Tahun 2022.', max_length=120, verbose_name='dasar')),
                        ('documents', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, size=None, verbose_name='dokumen')),
                        ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='batas waktu')),
                        ('unit', models.CharField(blank=True, choices=[('hari', 'hari'), ('hari_kerja', 'hari kerja')], max_length=10, verbose_name='satuan')),
                        ('gates', models.CharField(blank=True, max_length=12, verbose_name='menahan')),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='local_steps', to='accounts.government')),
                    ],
                    options={
                        'verbose_name': 'tahapan daerah',
                        'verbose_name_plural': 'tahapan daerah',
                        'ordering': ['government_id', 'procedure', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('unit', '')), models.Q(('number__gte', 1), ('number__lte', 999), models.Q(('unit', ''), _negated=True)), _connector='OR'), name='local_step_limit_whole', violation_error_message='Batas waktu perlu angka dan satuannya.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_localstepevent" ("action", "actor", "added_at", "added_by_id", "after", "basis", "documents", "dropped_at", "form", "gates", "government_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "unit") VALUES (NEW."action", NEW."actor", NEW."added_at", NEW."added_by_id", NEW."after", NEW."basis", NEW."documents", NEW."dropped_at", NEW."form", NEW."gates", NEW."government_id", NEW."id", NEW."label", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."procedure", NEW."unit"); RETURN NULL;', hash='ca428794bf4986c54121e4d5117004ea3a81ac7f', operation='INSERT', pgid='pgtrigger_insert_insert_6d6e0', table='agreements_localstep', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_localstepevent" ("action", "actor", "added_at", "added_by_id", "after", "basis", "documents", "dropped_at", "form", "gates", "government_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure", "unit") VALUES (NEW."action", NEW."actor", NEW."added_at", NEW."added_by_id", NEW."after", NEW."basis", NEW."documents", NEW."dropped_at", NEW."form", NEW."gates", NEW."government_id", NEW."id", NEW."label", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."procedure", NEW."unit"); RETURN NULL;', hash='1a84dae7f6b56eaffb3a0ea3d08ff3c2a33578eb', operation='UPDATE', pgid='pgtrigger_update_update_362e3', table='agreements_localstep', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='LocalStepEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('procedure', models.CharField(max_length=40, verbose_name='prosedur')),
                        ('form', models.CharField(choices=[('kesepakatan_bersama', 'Kesepakatan Bersama'), ('perjanjian_kerja_sama', 'Perjanjian Kerja Sama'), ('kontrak', 'Kontrak'), ('nota_kesepakatan', 'Nota Kesepakatan'), ('rencana_kerja', 'Rencana Kerja'), ('pernyataan_kehendak', 'Pernyataan Kehendak Kerja Sama (LoI)'), ('rencana_kerja_sama', 'Rencana Kerja Sama'), ('naskah_kerja_sama', 'Naskah Kerja Sama (MoU)'), ('rencana_kegiatan_tahunan', 'Rencana Kegiatan Tahunan'), ('implementing_arrangement', 'Pengaturan Pelaksanaan (IA)'), ('addendum', 'Addendum'), ('perpanjangan', 'Perpanjangan'), ('perjanjian_teknis', 'Perjanjian Teknis')], max_length=32, verbose_name='bentuk naskah')),
                        ('after', models.CharField(blank=True, max_length=40, verbose_name='sesudah tahapan')),
                        ('label', models.CharField(max_length=160, verbose_name='nama tahapan')),
                        ('actor', models.CharField(max_length=8, verbose_name='pelaku')),
                        ('action', models.CharField(blank=True, max_length=300, verbose_name='yang dikerjakan')),
                        ('basis', models.CharField(help_text='Misalnya Peraturan Bupati Nomor 98 Tahun 2022.', max_length=120, verbose_name='dasar')),
                        ('documents', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, size=None, verbose_name='dokumen')),
                        ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='batas waktu')),
                        ('unit', models.CharField(blank=True, choices=[('hari', 'hari'), ('hari_kerja', 'hari kerja')], max_length=10, verbose_name='satuan')),
                        ('gates', models.CharField(blank=True, max_length=12, verbose_name='menahan')),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                        ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.localstep')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4474a87ec9ef12bc358424c25f707bdd32099164', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_538ad', table='agreements_localstepevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('penawaran', 'Penawaran daerah lain'), ('prakarsa', 'Prakarsa pihak ketiga')], max_length=12, verbose_name='jenis surat')),
                        ('letter_number', models.CharField(max_length=120, verbose_name='nomor surat')),
                        ('letter_on', models.DateField(blank=True, null=True, verbose_name='tanggal surat')),
                        ('received_on', models.DateField(verbose_name='diterima')),
                        ('subject', models.CharField(max_length=300, verbose_name='perihal')),
                        ('note', models.TextField(blank=True, verbose_name='catatan')),
                        ('file_name', models.CharField(blank=True, max_length=200)),
                        ('file_sha256', models.CharField(blank=True, max_length=64)),
                        ('file_mime', models.CharField(blank=True, max_length=100)),
                        ('file_size', models.PositiveBigIntegerField(default=0)),
                        ('second_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat permintaan kedua')),
                        ('second_received_on', models.DateField(blank=True, null=True, verbose_name='permintaan kedua diterima')),
                        ('answer', models.CharField(blank=True, choices=[('diterima', 'Diterima'), ('ditolak', 'Ditolak')], max_length=10, verbose_name='jawaban')),
                        ('answer_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat jawaban')),
                        ('answered_on', models.DateField(blank=True, null=True, verbose_name='tanggal jawaban')),
                        ('answer_note', models.TextField(blank=True, verbose_name='isi jawaban')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='offers', to='agreements.agreement', verbose_name='naskah')),
                        ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='accounts.government')),
                        ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='partners.partner', verbose_name='pengirim')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='accounts.unit', verbose_name='perangkat daerah yang menangani')),
                    ],
                    options={
                        'verbose_name': 'surat masuk',
                        'verbose_name_plural': 'surat masuk',
                        'ordering': ['-received_on', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('answer', '')), fields=['government', 'received_on'], name='offer_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('government', 'partner', 'letter_number'), name='offer_once', violation_error_message='Surat dengan nomor ini dari pengirim yang sama sudah tercatat.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='offer_answer_whole'), models.CheckConstraint(condition=models.Q(('second_received_on', None), ('second_received_on__gte', models.F('received_on')), _connector='OR'), name='offer_second_after_first', violation_error_message='Permintaan kedua tidak mungkin diterima sebelum yang pertama.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_offerevent" ("agreement_id", "answer", "answer_note", "answer_number", "answered_on", "created_at", "file_mime", "file_name", "file_sha256", "file_size", "government_id", "id", "kind", "letter_number", "letter_on", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_by_id", "second_number", "second_received_on", "subject", "unit_id", "updated_at") VALUES (NEW."agreement_id", NEW."answer", NEW."answer_note", NEW."answer_number", NEW."answered_on", NEW."created_at", NEW."file_mime", NEW."file_name", NEW."file_sha256", NEW."file_size", NEW."government_id", NEW."id", NEW."kind", NEW."letter_number", NEW."letter_on", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on", NEW."recorded_by_id", NEW."second_number", NEW."second_received_on", NEW."subject", NEW."unit_id", NEW."updated_at"); RETURN NULL;', hash='7fe6ef3abd839963a0e0d49eb3b5d172be312bd1', operation='INSERT', pgid='pgtrigger_insert_insert_cdfa5', table='agreements_offer', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_offerevent" ("agreement_id", "answer", "answer_note", "answer_number", "answered_on", "created_at", "file_mime", "file_name", "file_sha256", "file_size", "government_id", "id", "kind", "letter_number", "letter_on", "note", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "recorded_by_id", "second_number", "second_received_on", "subject", "unit_id", "updated_at") VALUES (NEW."agreement_id", NEW."answer", NEW."answer_note", NEW."answer_number", NEW."answered_on", NEW."created_at", NEW."file_mime", NEW."file_name", NEW."file_sha256", NEW."file_size", NEW."government_id", NEW."id", NEW."kind", NEW."letter_number", NEW."letter_on", NEW."note", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."recorded_by_id", NEW."second_number", NEW."second_received_on", NEW."subject", NEW."unit_id", NEW."updated_at"); RETURN NULL;', hash='fba1ae3c39229be4e61b1afe21cdb2cb5bf610cc', operation='UPDATE', pgid='pgtrigger_update_update_e0a60', table='agreements_offer', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OfferEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('penawaran', 'Penawaran daerah lain'), ('prakarsa', 'Prakarsa pihak ketiga')], max_length=12, verbose_name='jenis surat')),
                        ('letter_number', models.CharField(max_length=120, verbose_name='nomor surat')),
                        ('letter_on', models.DateField(blank=True, null=True, verbose_name='tanggal surat')),
                        ('received_on', models.DateField(verbose_name='diterima')),
                        ('subject', models.CharField(max_length=300, verbose_name='perihal')),
                        ('note', models.TextField(blank=True, verbose_name='catatan')),
                        ('file_name', models.CharField(blank=True, max_length=200)),
                        ('file_sha256', models.CharField(blank=True, max_length=64)),
                        ('file_mime', models.CharField(blank=True, max_length=100)),
                        ('file_size', models.PositiveBigIntegerField(default=0)),
                        ('second_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat permintaan kedua')),
                        ('second_received_on', models.DateField(blank=True, null=True, verbose_name='permintaan kedua diterima')),
                        ('answer', models.CharField(blank=True, choices=[('diterima', 'Diterima'), ('ditolak', 'Ditolak')], max_length=10, verbose_name='jawaban')),
                        ('answer_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat jawaban')),
                        ('answered_on', models.DateField(blank=True, null=True, verbose_name='tanggal jawaban')),
                        ('answer_note', models.TextField(blank=True, verbose_name='isi jawaban')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement', verbose_name='naskah')),
                        ('government', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.government')),
                        ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner', verbose_name='pengirim')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.offer')),
                        ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit', verbose_name='perangkat daerah yang menangani')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03b7881e2a57d8befbde1c52869f97c7cfa70aa6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_81a0e', table='agreements_offerevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='EndDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ends_on', models.DateField(verbose_name='hari terakhir berlaku')),
                        ('number', models.PositiveSmallIntegerField(default=1, verbose_name='keputusan ke')),
                        ('choice', models.CharField(choices=[('perpanjang', 'Perpanjang'), ('ubah', 'Ubah dengan addendum'), ('ganti', 'Ganti dengan naskah baru'), ('akhiri', 'Akhiri lebih awal'), ('biarkan_berakhir', 'Biarkan berakhir')], max_length=20, verbose_name='keputusan')),
                        ('reason', models.TextField(verbose_name='alasan')),
                        ('evaluation', models.TextField(verbose_name='evaluasi pelaksanaan')),
                        ('decide_by', models.DateField(verbose_name='diputuskan paling lambat')),
                        ('at', models.DateTimeField(verbose_name='waktu')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='end_decisions', to='agreements.agreement')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'keputusan kelanjutan',
                        'verbose_name_plural': 'keputusan kelanjutan',
                        'ordering': ['agreement_id', 'ends_on', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('agreement', 'ends_on', 'number'), name='end_decision_once'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('evaluation', ''), _negated=True)), name='end_decision_with_reason_and_evaluation')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='600f8587675754574ac71fa46ffd533c611e35cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c3348', table='agreements_enddecision', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='StepEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.CharField(max_length=40, verbose_name='kode tahapan')),
                        ('label', models.CharField(max_length=160, verbose_name='tahapan')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='urutan')),
                        ('repetition', models.PositiveSmallIntegerField(default=1, verbose_name='kali ke')),
                        ('actor', models.CharField(blank=True, max_length=120, verbose_name='pelaku')),
                        ('article', models.CharField(blank=True, max_length=120, verbose_name='dasar hukum')),
                        ('sent_on', models.DateField(blank=True, null=True, verbose_name='dikirim')),
                        ('received_on', models.DateField(blank=True, null=True, verbose_name='diterima')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='tenggat')),
                        ('done_on', models.DateField(blank=True, null=True, verbose_name='selesai')),
                        ('letter_number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat')),
                        ('outcome', models.CharField(blank=True, choices=[('selesai', 'Selesai'), ('disetujui', 'Disetujui'), ('disetujui_dengan_catatan', 'Disetujui dengan catatan'), ('ditolak', 'Ditolak'), ('dianggap_disetujui', 'Dianggap disetujui'), ('perbaiki', 'Perlu perbaikan'), ('tidak_dijawab', 'Tidak dijawab'), ('tidak_berlaku', 'Tidak berlaku untuk naskah ini')], max_length=28, verbose_name='hasil')),
                        ('note', models.TextField(blank=True, verbose_name='catatan')),
                        ('waived_reason', models.TextField(blank=True, verbose_name='alasan dilewati')),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                        ('evidence', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.file', verbose_name='bukti')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.step')),
                        ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('waived_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ec147eaf5e4103b8a72ad8dacc6c45dd418beaa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2f753', table='agreements_stepevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='FilePage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(db_comment='from 1')),
                        ('text', models.TextField(blank=True)),
                        ('words', django.contrib.postgres.search.SearchVectorField(db_comment='of the text, all of weight D')),
                        ('by_ocr', models.BooleanField(default=False)),
                        ('obstacle', models.CharField(blank=True, choices=[('locked', 'terkunci kata sandi'), ('broken', 'rusak'), ('slow', 'melewati batas waktu atau memori'), ('lost', 'isinya tidak ada dalam penyimpanan'), ('error', 'pembacaannya berulang kali terhenti')], max_length=10, verbose_name='sebab tidak terbaca')),
                        ('content', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='agreements.filetext')),
                    ],
                    options={
                        'verbose_name': 'halaman berkas',
                        'verbose_name_plural': 'halaman berkas',
                        'ordering': ['content_id', 'number'],
                        'indexes': [models.Index(condition=models.Q(('obstacle', ''), _negated=True), fields=['content'], name='file_page_unread')],
                        'constraints': [models.UniqueConstraint(fields=('content', 'number'), name='file_page_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FileText',
                    fields=[
                        ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('mime', models.CharField(max_length=100)),
                        ('state', models.CharField(choices=[('menunggu', 'Menunggu dibaca'), ('terbaca', 'Terbaca'), ('perlu_ocr', 'Perlu OCR'), ('gagal', 'Tidak terbaca')], default='menunggu', max_length=10, verbose_name='keadaan')),
                        ('obstacle', models.CharField(blank=True, choices=[('locked', 'terkunci kata sandi'), ('broken', 'rusak'), ('slow', 'melewati batas waktu atau memori'), ('lost', 'isinya tidak ada dalam penyimpanan'), ('error', 'pembacaannya berulang kali terhenti')], max_length=10, verbose_name='sebab tidak terbaca')),
                        ('noted_at', models.DateTimeField()),
                        ('claimed_at', models.DateTimeField(db_comment='moment of the sweep that holds it', null=True)),
                        ('attempts', models.PositiveSmallIntegerField(db_comment='since a page was last read', default=0)),
                        ('retry_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'verbose_name': 'teks berkas',
                        'verbose_name_plural': 'teks berkas',
                        'ordering': ['noted_at', 'sha256'],
                        'indexes': [models.Index(condition=models.Q(('state', 'terbaca'), _negated=True), fields=['noted_at'], name='file_text_open')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_text_sha256_whole'), models.CheckConstraint(condition=models.Q(('state', 'gagal'), ('obstacle', ''), _connector='XOR'), name='file_text_failed_says_why'), models.CheckConstraint(condition=models.Q(('claimed_at', None), ('state__in', ['menunggu', 'perlu_ocr']), _connector='OR'), name='file_text_claimed_while_open'), models.UniqueConstraint(django.db.models.lookups.IsNull('claimed_at', rhs=False), condition=models.Q(('claimed_at', None), _negated=True), name='file_text_one_reader_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='AnswerLetter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('setuju', 'Menerima untuk dibahas'), ('lengkapi', 'Meminta kelengkapan'), ('tolak', 'Menolak dengan alasan')], max_length=10, verbose_name='isi surat')),
                        ('number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat')),
                        ('written_on', models.DateField(blank=True, null=True, verbose_name='tanggal surat')),
                        ('subject', models.CharField(max_length=200, verbose_name='hal')),
                        ('attachments', models.CharField(blank=True, max_length=100, verbose_name='lampiran')),
                        ('addressee', models.CharField(max_length=200, verbose_name='kepada')),
                        ('addressee_place', models.CharField(blank=True, max_length=100, verbose_name='di')),
                        ('points', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=500), blank=True, default=list, size=None, verbose_name='butir')),
                        ('closing', models.TextField(blank=True, max_length=1000, verbose_name='tambahan')),
                        ('signatory_position', models.CharField(max_length=150, verbose_name='jabatan penanda tangan')),
                        ('signatory_name', models.CharField(blank=True, max_length=150, verbose_name='nama penanda tangan')),
                        ('copies', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='tembusan')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='dicatat terkirim')),
                        ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                        ('pdf_size', models.PositiveBigIntegerField(default=0)),
                        ('signed_name', models.CharField(blank=True, max_length=200)),
                        ('signed_sha256', models.CharField(blank=True, max_length=64)),
                        ('signed_mime', models.CharField(blank=True, max_length=100)),
                        ('signed_size', models.PositiveBigIntegerField(default=0)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='agreements.offer')),
                    ],
                    options={
                        'verbose_name': 'surat jawaban',
                        'verbose_name_plural': 'surat jawaban',
                        'ordering': ['offer_id', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('pdf_sha256', ''), ('sent_at', None)), models.Q(('sent_at__isnull', False), ('written_on__isnull', False), models.Q(('pdf_sha256', ''), _negated=True), models.Q(('number', ''), _negated=True)), _connector='OR'), name='answer_letter_sent_whole'), models.CheckConstraint(condition=models.Q(('signed_sha256', ''), ('sent_at__isnull', False), _connector='OR'), name='answer_letter_signed_after_sent')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_answerletterevent" ("addressee", "addressee_place", "attachments", "closing", "copies", "created_at", "id", "kind", "made_by_id", "number", "offer_id", "pdf_sha256", "pdf_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "sent_at", "signatory_name", "signatory_position", "signed_mime", "signed_name", "signed_sha256", "signed_size", "subject", "updated_at", "written_on") VALUES (NEW."addressee", NEW."addressee_place", NEW."attachments", NEW."closing", NEW."copies", NEW."created_at", NEW."id", NEW."kind", NEW."made_by_id", NEW."number", NEW."offer_id", NEW."pdf_sha256", NEW."pdf_size", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."sent_at", NEW."signatory_name", NEW."signatory_position", NEW."signed_mime", NEW."signed_name", NEW."signed_sha256", NEW."signed_size", NEW."subject", NEW."updated_at", NEW."written_on"); RETURN NULL;', hash='4f8889bc89da8cb66537bd05a4ec9086c1fd7e3b', operation='INSERT', pgid='pgtrigger_insert_insert_d97d7', table='agreements_answerletter', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_answerletterevent" ("addressee", "addressee_place", "attachments", "closing", "copies", "created_at", "id", "kind", "made_by_id", "number", "offer_id", "pdf_sha256", "pdf_size", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "sent_at", "signatory_name", "signatory_position", "signed_mime", "signed_name", "signed_sha256", "signed_size", "subject", "updated_at", "written_on") VALUES (NEW."addressee", NEW."addressee_place", NEW."attachments", NEW."closing", NEW."copies", NEW."created_at", NEW."id", NEW."kind", NEW."made_by_id", NEW."number", NEW."offer_id", NEW."pdf_sha256", NEW."pdf_size", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."sent_at", NEW."signatory_name", NEW."signatory_position", NEW."signed_mime", NEW."signed_name", NEW."signed_sha256", NEW."signed_size", NEW."subject", NEW."updated_at", NEW."written_on"); RETURN NULL;', hash='21648eb9515707a934e9fddadd2831083447f69e', operation='UPDATE', pgid='pgtrigger_update_update_bcd4f', table='agreements_answerletter', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AnswerLetterEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('setuju', 'Menerima untuk dibahas'), ('lengkapi', 'Meminta kelengkapan'), ('tolak', 'Menolak dengan alasan')], max_length=10, verbose_name='isi surat')),
                        ('number', models.CharField(blank=True, max_length=120, verbose_name='nomor surat')),
                        ('written_on', models.DateField(blank=True, null=True, verbose_name='tanggal surat')),
                        ('subject', models.CharField(max_length=200, verbose_name='hal')),
                        ('attachments', models.CharField(blank=True, max_length=100, verbose_name='lampiran')),
                        ('addressee', models.CharField(max_length=200, verbose_name='kepada')),
                        ('addressee_place', models.CharField(blank=True, max_length=100, verbose_name='di')),
                        ('points', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=500), blank=True, default=list, size=None, verbose_name='butir')),
                        ('closing', models.TextField(blank=True, max_length=1000, verbose_name='tambahan')),
                        ('signatory_position', models.CharField(max_length=150, verbose_name='jabatan penanda tangan')),
                        ('signatory_name', models.CharField(blank=True, max_length=150, verbose_name='nama penanda tangan')),
                        ('copies', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='tembusan')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='dicatat terkirim')),
                        ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                        ('pdf_size', models.PositiveBigIntegerField(default=0)),
                        ('signed_name', models.CharField(blank=True, max_length=200)),
                        ('signed_sha256', models.CharField(blank=True, max_length=64)),
                        ('signed_mime', models.CharField(blank=True, max_length=100)),
                        ('signed_size', models.PositiveBigIntegerField(default=0)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('offer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.offer')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.answerletter')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='580cd99e696f3ddf43577c7b796ee92a2c99f8a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cdcd0', table='agreements_answerletterevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Waiver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, verbose_name='kode tahapan')),
                        ('label', models.CharField(max_length=160, verbose_name='tahapan')),
                        ('article', models.CharField(blank=True, max_length=120, verbose_name='dasar hukum')),
                        ('gate', models.CharField(blank=True, db_comment='the move the step stands before', max_length=24, verbose_name='menahan')),
                        ('reason', models.TextField(verbose_name='alasan')),
                        ('at', models.DateTimeField(verbose_name='waktu')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='agreements.agreement')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'tahapan yang dilewati',
                        'verbose_name_plural': 'tahapan yang dilewati',
                        'ordering': ['-at', '-pk'],
                        'indexes': [models.Index(fields=['-at', '-id'], name='waiver_newest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_with_reason')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4d1b8749c5282d4af09428bdbde0f2d403de8e20', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4a6f6', table='agreements_waiver', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Rollup',
                    fields=[
                        ('segment', models.PositiveIntegerField(primary_key=True, serialize=False)),
                        ('seen', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_comment='the newest publications when it was read', size=None)),
                        ('body', models.BinaryField()),
                    ],
                    options={
                        'verbose_name': 'rekap hitungan',
                        'verbose_name_plural': 'rekap hitungan',
                        'ordering': ['segment'],
                    },
                ),
                migrations.CreateModel(
                    name='RolledWord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('word', models.TextField(db_comment="as a piece of a tsquery: 'kelola', or 'kerja' <1> 'sama'")),
                        ('segment', models.PositiveIntegerField()),
                        ('places', models.BinaryField(db_comment='a bit for each place of the segment, or the numbers of few places')),
                    ],
                    options={
                        'verbose_name': 'rekap kata',
                        'verbose_name_plural': 'rekap kata',
                        'ordering': ['word', 'segment'],
                        'constraints': [models.UniqueConstraint(fields=('word', 'segment'), name='rolled_word_once')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
