"""Addresses of files and printed papers; part of ``agreements.urls``."""

from django.urls import path

from agreements.views import files

urlpatterns = [
    path("berkas/<int:pk>/", files.file, name="file"),
    path("berkas/<int:pk>/tarik/", files.file_withdraw, name="file_withdraw"),
    path("berkas/<int:pk>/keterbukaan/", files.file_visibility, name="file_visibility"),
    path("<int:pk>/berkas/", files.file_upload, name="file_upload"),
    path("<int:pk>/berkas/cetakan/", files.keep_printed, name="keep_printed"),
    path("<int:pk>/naskah.pdf", files.agreement_pdf, name="pdf"),
    path("<int:pk>/rancangan.docx", files.agreement_docx, name="docx"),
    path("<int:pk>/kartu.pdf", files.card, name="card"),
]
