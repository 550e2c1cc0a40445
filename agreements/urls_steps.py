"""Addresses of the law's procedures in the workspace; included by ``agreements.urls`` under its names."""

from django.urls import path

from agreements.views import answer_letters, chooser, days_off, deciding, durations, local_rules, offers, steps, waivers

urlpatterns = [
    path("<int:pk>/kelanjutan/", deciding.end_decision, name="end_decision"),
    path("<int:pk>/kelanjutan/tenggat/", deciding.notice_days, name="notice_days"),
    path("<int:pk>/persetujuan-dprd/", steps.decide_consent, name="consent"),
    path("<int:pk>/tahapan/<slug:code>/", steps.step, name="step"),
    path("<int:pk>/tahapan/<slug:code>/lewati/", steps.waive, name="step_waive"),
    path("pemilih/", chooser.choose, name="chooser"),
    path("surat-masuk/", offers.index, name="offers"),
    path("surat-masuk/baru/", offers.take_in, name="offer_new"),
    path("surat-masuk/<int:pk>/", offers.show, name="offer"),
    path("surat-masuk/<int:pk>/ubah/", offers.change, name="offer_change"),
    path("surat-masuk/<int:pk>/permintaan-kedua/", offers.asked_again, name="offer_again"),
    path("surat-masuk/<int:pk>/jawab/", offers.reply, name="offer_reply"),
    path("surat-masuk/<int:pk>/berkas/", offers.letter, name="offer_letter"),
    path("surat-masuk/<int:pk>/jawaban/<slug:kind>/", answer_letters.write, name="answer_letter_new"),
    path("surat-jawaban/<int:pk>/", answer_letters.show, name="answer_letter"),
    path("surat-jawaban/<int:pk>/ubah/", answer_letters.change, name="answer_letter_change"),
    path("surat-jawaban/<int:pk>/kirim/", answer_letters.send, name="answer_letter_send"),
    path("surat-jawaban/<int:pk>/hapus/", answer_letters.drop, name="answer_letter_drop"),
    path("surat-jawaban/<int:pk>/salinan/", answer_letters.attach, name="answer_letter_attach"),
    path("surat-jawaban/<int:pk>/surat.pdf", answer_letters.printed, name="answer_letter_pdf"),
    path("surat-jawaban/<int:pk>/bertanda-tangan/", answer_letters.signed, name="answer_letter_signed"),
    path("prosedur/", local_rules.index, name="local_index"),
    path("prosedur/<slug:code>/", local_rules.show, name="local_procedure"),
    path("prosedur/<slug:code>/tambah/", local_rules.add_step, name="local_step_new"),
    path("prosedur/<slug:code>/cabut/", local_rules.drop, name="local_drop"),
    path("prosedur/<slug:code>/<slug:step>/", local_rules.step, name="local_step"),
    path("tahapan-dilewati/", waivers.index, name="waivers"),
    path("tahapan-dilewati.csv", waivers.table, name="waivers_csv"),
    path("hari-libur/", days_off.days_off, name="days_off"),
    path("lama-proses/", durations.show, name="durations"),
]
