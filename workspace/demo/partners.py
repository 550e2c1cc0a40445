"""The invented partners of Kota Tirtaraya. Real types of institution, invented offices and companies."""

from typing import NamedTuple


class Row(NamedTuple):
    """Key for the register's rows, kind, official name, region code, country, seat, other names, who signs for it."""

    key: str
    kind: str
    name: str
    region: str = ""
    country: str = "ID"
    address: str = ""
    aliases: tuple[str, ...] = ()
    signatory: str = ""
    position: str = ""


PARTNERS: tuple[Row, ...] = (
    Row("sukamandala", "pemda_kabupaten", "Pemerintah Kabupaten Sukamandala", "99.01", address="Sukamandala",
        aliases=("Pemkab Sukamandala",),
        signatory="Raksapati Widura", position="Bupati Sukamandala"),
    Row("karangjaya", "pemda_kabupaten", "Pemerintah Kabupaten Karangjaya", "99.02", address="Karangjaya",
        signatory="Anjani Paramitha Loka", position="Bupati Karangjaya"),
    Row("seroja", "pemda_kota", "Pemerintah Kota Bandar Seroja", "99.72", address="Bandar Seroja",
        aliases=("Pemkot Bandar Seroja",),
        signatory="Mahardika Salindra", position="Wali Kota Bandar Seroja"),
    Row("provinsi", "pemda_provinsi", "Pemerintah Provinsi Segara Raya", "99", address="Segara Raya",
        signatory="Tirtanegara Wicaksara", position="Gubernur Segara Raya"),
    Row("cendekia", "pts", "Universitas Swasta Cendekia Segara", address="Jalan Kampus Nomor 10, Tirtaraya",
        aliases=("UCS",),
        signatory="Larasati Wening Asih", position="Rektor"),
    Row("bpd", "bumd", "Bank Pembangunan Daerah Segara", address="Jalan Niaga Nomor 5, Segara Raya",
        aliases=("Bank Segara",),
        signatory="Gunadarma Praviraja", position="Direktur Utama"),
    Row("parkir", "badan_usaha_swasta", "PT Tirtaraya Parkir Digital", address="Jalan Pasar Baru Nomor 21, Tirtaraya",
        signatory="Sekar Wulan Rinjani", position="Direktur"),
    Row("rimba", "badan_usaha_swasta", "PT Karya Rimba Segara", address="Jalan Hutan Kota Nomor 3, Tirtaraya",
        signatory="Banyu Samudrata", position="Direktur Utama"),
    Row("kreatif", "koperasi", "Koperasi Ruang Kreatif Tirtaraya", address="Jalan Kesenian Nomor 8, Tirtaraya",
        signatory="Ratri Kinanthi Aruna", position="Ketua Pengurus"),
    Row("teduh", "yayasan", "Yayasan Rumah Teduh Tirtaraya", address="Jalan Melati Nomor 17, Tirtaraya",
        signatory="Anindita Suryaningrat", position="Ketua Yayasan"),
    Row("serat", "badan_usaha_swasta", "PT Serat Optik Pesisir", address="Jalan Pelabuhan Nomor 2, Tirtaraya",
        signatory="Jaladri Pamungkasa", position="Direktur Utama"),
    Row("bps", "instansi_vertikal", "Badan Pusat Statistik Kota Tirtaraya", address="Jalan Statistik Nomor 6",
        aliases=("BPS Kota Tirtaraya",),
        signatory="Citra Mahesvari", position="Kepala Badan Pusat Statistik Kota Tirtaraya"),
    Row("pertanahan", "instansi_vertikal", "Kantor Pertanahan Kota Tirtaraya", address="Jalan Agraria Nomor 4",
        signatory="Bagaskara Wiratmaja", position="Kepala Kantor Pertanahan Kota Tirtaraya"),
    Row("imigrasi", "instansi_vertikal", "Kantor Imigrasi Tirtaraya", address="Jalan Merdeka Nomor 30",
        signatory="Dewangga Rahardian", position="Kepala Kantor Imigrasi Tirtaraya"),
    Row("bpom", "instansi_vertikal", "Balai Pengawas Obat dan Makanan Segara Raya", address="Segara Raya",
        signatory="Nirmala Sasikirana", position="Kepala Balai Pengawas Obat dan Makanan Segara Raya"),
    Row("geospasial", "lpnk", "Badan Informasi Geospasial", address="Cibinong",
        signatory="Arkananta Wibisatya", position="Deputi Bidang Informasi Geospasial Dasar"),
    Row("jamsos", "bpjs", "Cabang Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Tirtaraya", address="Tirtaraya",
        signatory="Kirana Adhiratna", position="Kepala Cabang"),
    Row("tirta", "badan_usaha_swasta", "PT Tirta Amanah Segara", address="Jalan Sungai Nomor 9, Tirtaraya",
        signatory="Lintang Dirgahara", position="Direktur Utama"),
    Row("hoshimura", "pemda_luar_negeri", "Kota Hoshimura", country="JP", address="Hoshimura",
        aliases=("Hoshimura City",),
        signatory="Haruto Minazuki", position="Wali Kota Hoshimura"),
    Row("nordvik", "pemda_luar_negeri", "Kota Nordvik", country="NO", address="Nordvik", aliases=("Nordvik kommune",),
        signatory="Ingeborg Fjellvang", position="Wali Kota Nordvik"),
    Row("bluecoast", "lembaga_nonprofit_asing", "Blue Coast Network", country="NL", address="Jalan Pantai Nomor 1",
        signatory="Marijke Duinhoven", position="Direktur Eksekutif"),
)  # fmt: skip
