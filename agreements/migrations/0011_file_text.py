"""Text of stored files: its tables, and the moment it must leave the search.

A file that opens, closes, is replaced or withdrawn makes its document's row stale, and takes the words of files out of
it in the same statement: until they are gathered anew nothing of a closed file can be found. A file that was public
neither before nor after changes nothing.
"""
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

CREATE = """
CREATE AGGREGATE agreements_joined_words (tsvector) (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '');

CREATE FUNCTION agreements_entry_on_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    touched := ARRAY(SELECT agreement_id FROM changed WHERE visibility = 'publik');
    IF TG_OP = 'UPDATE' THEN
        touched := touched || ARRAY(SELECT agreement_id FROM before WHERE visibility = 'publik');
    END IF;
    UPDATE agreements_entry SET all_words = NULL, is_stale = true WHERE agreement_id = ANY (touched);
    RETURN NULL;
END $$;

CREATE TRIGGER entry_words_insert AFTER INSERT ON agreements_file
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION agreements_entry_on_file();
CREATE TRIGGER entry_words_update AFTER UPDATE ON agreements_file
    REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION agreements_entry_on_file();
CREATE TRIGGER entry_words_delete AFTER DELETE ON agreements_file
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION agreements_entry_on_file();
"""
DROP = """
DROP FUNCTION agreements_entry_on_file CASCADE;
DROP AGGREGATE agreements_joined_words (tsvector);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0010_file_moment_is_given'),
    ]

    operations = [
        migrations.CreateModel(
            name='FilePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(db_comment='from 1')),
                ('text', models.TextField(blank=True)),
                ('words', django.contrib.postgres.search.SearchVectorField(db_comment='of the text, all of weight D')),
                ('by_ocr', models.BooleanField(default=False)),
                ('obstacle', models.CharField(blank=True, choices=[('locked', 'terkunci kata sandi'), ('broken', 'rusak'), ('slow', 'melewati batas waktu atau memori'), ('lost', 'isinya tidak ada dalam penyimpanan'), ('error', 'pembacaannya berulang kali terhenti')], max_length=10, verbose_name='sebab tidak terbaca')),
            ],
            options={
                'verbose_name': 'halaman berkas',
                'verbose_name_plural': 'halaman berkas',
                'ordering': ['content_id', 'number'],
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
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='all_words',
            field=django.contrib.postgres.search.SearchVectorField(db_comment='words and those of the public files; null where no file adds any, and when one closes', null=True),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('all_words__isnull', False)), fields=['all_words'], name='entry_all_words'),
        ),
        migrations.AddIndex(
            model_name='filetext',
            index=models.Index(condition=models.Q(('state', 'terbaca'), _negated=True), fields=['noted_at'], name='file_text_open'),
        ),
        migrations.AddConstraint(
            model_name='filetext',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_text_sha256_whole'),
        ),
        migrations.AddConstraint(
            model_name='filetext',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'gagal'), ('obstacle', ''), _connector='XOR'), name='file_text_failed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='filetext',
            constraint=models.CheckConstraint(condition=models.Q(('claimed_at', None), ('state__in', ['menunggu', 'perlu_ocr']), _connector='OR'), name='file_text_claimed_while_open'),
        ),
        migrations.AddField(
            model_name='filepage',
            name='content',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='agreements.filetext'),
        ),
        migrations.AddConstraint(
            model_name='filepage',
            constraint=models.UniqueConstraint(fields=('content', 'number'), name='file_page_once'),
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
